import { describe, expect, it } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { mapFields } from './field-map.js';
import { splitVietnameseFieldErrors } from './field-errors.js';
import type { FieldRule, WireProfile } from './wire-profile.js';
import { writeXml } from './wire-xml.js';

const profile = {
  codeLists: { gender: { canonical: ['1'], values: { '1': 'M', '9': 'omit', '*': 'hold' } } },
  statusMap: { in: {}, out: { '4': '7', '5': 'hold', '2': 'ours' }, unmapped: 'hold' },
  templates: { A: [{ to: 'a', from: 'x', as: 'string' }] },
  addressModel: 'twoTier',
  dateShape: 'dd/MM/yyyy',
} as unknown as WireProfile;

function map(rules: FieldRule[], document: unknown): unknown {
  const mapped = mapFields(rules, document, profile);
  return mapped.kind === 'held' ? mapped.issues.map(({ to, fault }) => `${fault} ${to}`) : mapped.body;
}

describe('the field map', () => {
  it('never fills up what is missing', () => {
    const rules: FieldRule[] = [{ to: 'a.b', from: ['x', 'y'], as: 'string', required: true }];
    expect(map(rules, { x: ' ', y: null })).toEqual(['missing a.b']);
    expect(map(rules, { y: 'v' })).toEqual({ a: { b: 'v' } });
  });

  it('reports the inner fault of a required object once', () => {
    const rules: FieldRule[] = [
      { to: 'o', as: 'object', required: true, map: [{ to: 'p', from: 'x', as: 'integer', required: true }] },
    ];
    expect(map(rules, { x: 'one' })).toEqual(['not-a-number o.p']);
  });

  it('holds codes off the list, omits what the list says to omit', () => {
    const rules: FieldRule[] = [{ to: 'g', from: 'x', as: 'code:gender', otherwise: '' }];
    expect(map(rules, { x: '1' })).toEqual({ g: 'M' });
    expect(map(rules, { x: '9' })).toEqual({ g: '' });
    expect(map(rules, { x: '2' })).toEqual(['not-in-code-list g']);
    expect(map(rules, { x: 'constructor' })).toEqual(['not-in-code-list g']);
  });

  it('never sends another status for one that the system cannot express', () => {
    const rules: FieldRule[] = [{ to: 's', from: 'x', as: 'status', required: true }];
    expect(map(rules, { x: 4 })).toEqual({ s: '7' });
    expect(map(rules, { x: 5 })).toEqual(['not-in-code-list s']);
    expect(map(rules, { x: 2 })).toEqual(['not-in-code-list s']);
    expect(map(rules, { x: 9 })).toEqual(['not-in-code-list s']);
  });

  it('counts characters, not code units, and cuts only where it may', () => {
    const rule: FieldRule = { to: 't', from: 'x', as: 'string', maxLength: 2 };
    expect(map([rule], { x: '😀😀' })).toEqual({ t: '😀😀' });
    expect(map([rule], { x: 'abc' })).toEqual(['too-long t']);
    expect(map([{ ...rule, onViolation: 'truncate' }], { x: 'abc' })).toEqual({ t: 'ab' });
  });

  it.each(['\u0000', '\u0008', '\ud800', 'a\udc00', '\uffff'])(
    'holds text with a character that cannot travel (%j)',
    (x) => {
      expect(map([{ to: 't', from: 'x', as: 'string' }], { x })).toEqual(['illegal-character t']);
    },
  );

  it('does not read inherited members of a declaration', () => {
    expect(map([{ to: 't', from: '__proto__.toString', as: 'string' }], {})).toEqual({});
  });

  it('picks a template by a value and holds what has none', () => {
    const rules: FieldRule[] = [{ to: 'd', from: 'r', as: 'xml:h/s', using: { from: 'm' }, required: true }];
    expect(map(rules, { m: 'A', r: { x: '1' } })).toEqual({ d: '<h><s><a>1</a></s></h>' });
    expect(map(rules, { m: 'B', r: { x: '1' } })).toEqual(['not-in-code-list d']);
  });
});

describe('the XML writer', () => {
  it('escapes so that a reader gets the very text back', () => {
    const text = ` a<b>&"c' ]]> &amp; \r\n Ễ 😀`;
    const xml = writeXml({ name: 'hoso', content: [{ name: 'x', content: text }] });
    const read = new XMLParser({ trimValues: false, parseTagValue: false, htmlEntities: true }).parse(xml) as unknown;
    expect(read).toEqual({ hoso: { x: text } });
  });

  it.each(['1a', 'a b', 'a<', ''])('refuses the element name %j', (name) => {
    expect(() => writeXml({ name, content: '' })).toThrow(RangeError);
  });
});

describe('glued field messages', () => {
  const known = new Set(['nksHoTen', 'noiDangKy', 'nycLoaiGiayToTuyThan']);

  it.each([
    ['nksHoTen không được để trống.nnoiDangKy không tồn tại.', ['nksHoTen', 'noiDangKy']],
    ['nksHoTen không hợp lệ.nnycLoaiGiayToTuyThan không tồn tại', ['nksHoTen', 'nycLoaiGiayToTuyThan']],
    ['nksHoTen không hợp lệ.noiDangKy không tồn tại', ['nksHoTen', 'noiDangKy']],
    ['nksHoTen không hợp lệ\\nnoiDangKy không tồn tại', ['nksHoTen', 'noiDangKy']],
    ['nksHoTen không hợp lệ.\nnoiDangKy không tồn tại', ['nksHoTen', 'noiDangKy']],
    ['Lỗi hệ thống', []],
    ['', []],
  ])('takes %j apart', (text, fields) => {
    expect(splitVietnameseFieldErrors(text, known).map(({ field }) => field)).toEqual(fields);
  });
});
