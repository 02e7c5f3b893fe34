import { describe, expect, it } from '@jest/globals';
import { blockOf } from '../contract/caller.js';
import { glue, readDeclaration } from './civil1.rules.js';
import { readRecord } from './civil1.xml.js';

const sound = blockOf('civil.g1.dangKyHoTich').request['data'] as string;
const complaint = (module: string, xml: string): string | null => glue(readDeclaration(module, xml).faults);
const record = (inner: string): string => `<hotich><hoso>${inner}</hoso></hotich>`;
const added = (inner: string): string => sound.replace('</hoso>', `${inner}</hoso>`);

describe('the XML of a civil-status record', () => {
  it.each([
    ['another root', '<hoTich><hoso><a>1</a></hoso></hoTich>'],
    ['no record', '<hotich><a>1</a></hotich>'],
    ['two records', '<hotich><hoso><a>1</a></hoso><hoso><a>1</a></hoso></hotich>'],
    ['something beside the record', '<hotich><hoso><a>1</a></hoso><b>2</b></hotich>'],
    ['nested elements', record('<a><b>1</b></a>')],
    ['attributes', record('<a lang="vi">1</a>')],
    ['a document type', `<!DOCTYPE hotich [<!ENTITY x "y">]>${record('<a>&x;</a>')}`],
    ['an element left open', '<hotich><hoso><a>1</hoso></hotich>'],
    ['no XML', 'not xml'],
    ['nothing', ''],
  ])('is refused with %s', (_what, xml) => {
    expect(readRecord(xml)).toBeNull();
  });

  it('keeps text as text and reads entities', () => {
    expect(readRecord(record('<a>007</a><b>X &amp; Y &lt;Z&gt;&#13;</b><c/><d>1</d><d>2</d>'))).toEqual({
      a: '007',
      b: expect.stringMatching(/^X & Y <Z>/),
      c: '',
      d: ['1', '2'],
    });
  });
});

describe('a declaration of civil status', () => {
  it('is taken as the contract writes it', () => {
    expect(complaint('HN', sound)).toBeNull();
  });

  it.each([
    [sound.replace(/<nxnHoTen>.*<\/nxnHoTen>/, ''), 'nxnHoTen không được để trống.'],
    [sound.replace('01.02.1995', '1995-02-01'), 'nxnNgaySinh không đúng định dạng.'],
    [sound.replace('<nxnGioiTinh>2', '<nxnGioiTinh>9'), 'nxnGioiTinh không có trong danh mục.'],
    [sound.replace('<nxnLoaiMucDichSuDung>1', '<nxnLoaiMucDichSuDung>'), 'nxnLoaiMucDichSuDung không được để trống.'],
    [sound.replace('NGUYỄN THỊ MẪU</nxn', 'NGUYỄN 2</nxn'), 'nxnHoTen không đúng định dạng.'],
    [added('<nxnMau>1</nxnMau>'), 'nxnMau không được hỗ trợ.'],
    [added('<nycHoTen>A</nycHoTen>'), 'nycHoTen không đúng định dạng.'],
    [added(`<nxnMucDichSuDung>${'a'.repeat(501)}</nxnMucDichSuDung>`), 'nxnMucDichSuDung vượt quá độ dài cho phép.'],
    [
      added('<nxnThoiGianCuTruTu>2004</nxnThoiGianCuTruTu><nxnThoiGianCuTruTu>x</nxnThoiGianCuTruTu>'),
      'nxnThoiGianCuTruTu không đúng định dạng.',
    ],
    ['<hotich/>', 'data không đúng định dạng.'],
  ])('is refused for its one fault', (xml, words) => {
    expect(complaint('HN', xml)).toBe(words);
  });

  it('may name several former residences', () => {
    const residence = '<nxnThoiGianCuTruTai>Số 1</nxnThoiGianCuTruTai><nxnThoiGianCuTruTu>2004</nxnThoiGianCuTruTu>';
    expect(complaint('HN', added(residence + residence))).toBeNull();
  });

  it('glues the sentences of several faults together where a line break was lost', () => {
    const xml = sound.replace(/>[^<]*<\/nxnHoTen>/, '></nxnHoTen>').replace('01.02.1995', '1/2/95');
    expect(complaint('HN', xml)).toBe('nxnHoTen không được để trống.nnxnNgaySinh không đúng định dạng.');
  });

  it('of a birth needs the child, the kind of registration and the requester', () => {
    expect(complaint('KS', record('<nksHoTen>NGUYỄN MẪU NHI</nksHoTen>'))?.split('.n')).toHaveLength(9);
  });
});
