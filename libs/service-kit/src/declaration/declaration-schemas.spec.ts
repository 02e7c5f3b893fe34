import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadCatalogue, type LoadedCatalogue } from '../catalogue/load-catalogue.js';
import { dayRange } from './partial-date.js';

const VERSION = '2.000488@2020-1';
const RECEIVED = { receivedAt: '2026-11-24T02:00:00.000Z' };

let loaded: LoadedCatalogue;
let good: Record<string, unknown>;

beforeAll(async () => {
  loaded = await loadCatalogue('catalogues/2020');
  const [story] = JSON.parse(await readFile('samples/stories/2.000488.json', 'utf8')) as [{ declaration: typeof good }];
  good = story.declaration;
});

const issues = (declaration: unknown, context = RECEIVED) =>
  loaded.declarations.validate(VERSION, declaration, context);
const codes = (declaration: unknown) => issues(declaration).map(({ code }) => code);

describe('messages for the citizen', () => {
  it('name the field by its title', () => {
    const { nycHoTen: _, ...rest } = good;
    expect(issues(rest)).toEqual([
      { pointer: '/nycHoTen', code: 'missing', message: 'Họ và tên là thông tin bắt buộc.' },
    ]);
  });

  it('say what the law says about certificate no. 2', () => {
    const [issue] = issues({ ...good, loaiPhieu: '2', uyQuyen: '1', thongTinUyQuyen: {} });
    expect(issue?.message).toBe('Phiếu lý lịch tư pháp số 2 không được nộp theo ủy quyền.');
  });

  it('never repeat what was typed', () => {
    const text = JSON.stringify(issues({ ...good, nycHoTen: 'NGUYỄN 4711', nycDienThoai: '4711', nycEmail: '4711' }));
    expect(text).not.toContain('4711');
  });

  it('report every fault at once, at most fifty', () => {
    expect(issues({}).length).toBeGreaterThan(10);
    const noise = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x${index}`, 1]));
    expect(issues({ ...good, ...noise })).toHaveLength(50);
  });
});

describe('the day of reception', () => {
  it('is the day in Vietnam', () => {
    const declaration = { ...good, nycNgaySinh: '25/11/2026' };
    expect(issues(declaration, { receivedAt: '2026-11-24T16:59:59.000Z' })[0]?.code).toBe('in-the-future');
    expect(issues(declaration, { receivedAt: '2026-11-24T17:00:00.000Z' })).toEqual([]);
  });

  it('lets a month and a year of today pass', () => {
    expect(issues({ ...good, nycNgaySinh: '11/2026' })).toEqual([]);
    expect(issues({ ...good, nycNgaySinh: '2027' })[0]?.code).toBe('in-the-future');
  });

  it('decides which codes of a dated list may be chosen', () => {
    expect(issues({ ...good, nycDanToc: '01' }, { receivedAt: '2015-12-31T00:00:00.000Z' })).toContainEqual({
      pointer: '/nycDanToc',
      code: 'not-in-list',
      message: 'Dân tộc không có trong danh mục.',
    });
  });
});

describe('hostile declarations', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 'x' : { a: nested(depth - 1) });

  it.each([
    ['no object', null, 'unreadable'],
    ['a list', [], 'unreadable'],
    ['a text', 'x', 'unreadable'],
    ['a text of ten megabytes', { nycHoTen: 'A'.repeat(10_000_000) }, 'too-long'],
    ['deep nesting', { nycThuongTru: nested(5000) }, 'unreadable'],
    ['a hundred thousand rows', { quaTrinhCTNNNLV: Array.from({ length: 100_000 }, () => 1) }, 'unreadable'],
    ['a prototype key', JSON.parse('{"__proto__":{"loaiPhieu":"1"}}'), 'unreadable'],
    ['a constructor key', { constructor: 'x' }, 'unreadable'],
    ['a key with a slash', { 'a/b': 'x' }, 'unreadable'],
    ['NUL', { nycHoTen: 'A\u0000B' }, 'unreadable'],
    ['a lone surrogate', { nycHoTen: 'A\ud800B' }, 'unreadable'],
  ])('are refused before the form is run: %s', (_, declaration, code) => {
    expect(codes(declaration)).toEqual([code]);
  });

  it('keep prototype keys out of nested objects too', () => {
    expect(codes({ ...good, nycThuongTru: JSON.parse('{"__proto__":1}') })).toEqual(['unreadable']);
    expect(({} as Record<string, unknown>)['loaiPhieu']).toBeUndefined();
  });

  it('are not seen in names that a phone sent in NFD', () => {
    expect(issues({ ...good, nycHoTen: 'NGUYỄN THỊ MẪU PHƯỢNG'.normalize('NFD') })).toEqual([]);
  });

  it('measure a name in its composed form', () => {
    expect(issues({ ...good, nycHoTen: 'Ễ'.repeat(100).normalize('NFD') })).toEqual([]);
    expect(codes({ ...good, nycHoTen: 'Ễ'.repeat(101).normalize('NFD') })).toEqual(['too-long']);
  });
});

describe('what pages are made of', () => {
  it('lists the fields in the order of the form with titles in both languages', () => {
    const [first] = loaded.declarations.fields(VERSION);
    expect(first).toEqual({
      pointer: '/loaiPhieu',
      title: 'Loại phiếu',
      titleEn: 'Certificate',
      step: 'certificate',
      personal: null,
      codeList: 'certificate-kind',
    });
  });

  it('marks every field that says something about a person', () => {
    for (const version of loaded.data.versions) {
      const unmarked = loaded.declarations
        .fields(version.id)
        .filter(
          ({ pointer, personal }) =>
            personal === null && /HoTen|SoDDCN|SoGiayTo|NgaySinh|DienThoai|Email/.test(pointer),
        );
      expect(unmarked).toEqual([]);
    }
  });

  it('has a step for every field', () => {
    for (const version of loaded.data.versions) {
      const lost = loaded.declarations.fields(version.id).filter(({ step }) => step === null);
      expect(lost.map(({ pointer }) => pointer)).toEqual([]);
    }
  });

  it('bundles a form into one document', () => {
    const document = loaded.declarations.document('2.000986@2020-1');
    expect(Object.keys(document['$defs'] as object)).toEqual(
      expect.arrayContaining(['birth-core.schema.json', 'defs/person.schema.json', 'defs/address.schema.json']),
    );
  });
});

describe('partial dates', () => {
  it.each([
    ['1990', '1990-01-01', '1990-12-31'],
    ['02/1992', '1992-02-01', '1992-02-29'],
    ['29/02/1992', '1992-02-29', '1992-02-29'],
  ])('%s lasts from %s to %s', (text, first, last) => expect(dayRange(text)).toEqual({ first, last }));

  it.each([
    '',
    '90',
    '1899',
    '2101',
    '13/1990',
    '00/1990',
    '29/02/1990',
    '31/04/1990',
    '1/2/1990',
    '1990-02-01',
    ' 1990',
  ])('refuses %p', (text) => expect(dayRange(text)).toBeNull());
});
