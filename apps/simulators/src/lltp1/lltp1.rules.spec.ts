import { describe, expect, it } from '@jest/globals';
import { blockOf } from '../contract/caller.js';
import { complainAboutDossier, withFullNames } from './lltp1.rules.js';

const sound = blockOf('lltp.g1.nhanHoSoDangKy').request;
const form = sound['declarationWSForm'] as Record<string, unknown>;
const mandator = { fullName: 'TRẦN VĂN MẪU' };
const changed = (change: object): unknown => ({ ...sound, ...change });
const declared = (change: object, around: object = {}): unknown =>
  changed({ declarationWSForm: { ...form, ...change }, ...around });

describe('a dossier for criminal records', () => {
  it('is taken as the contract writes it, and under the short member names too', () => {
    expect(complainAboutDossier(sound)).toBeNull();
    const { declarationWSForm, residenceWSForm, mandatorWSForm, ...envelope } = sound;
    const short = {
      ...envelope,
      declarationForm: declarationWSForm,
      residenceForm: residenceWSForm,
      mandatorForm: mandatorWSForm,
    };
    expect(complainAboutDossier(withFullNames(short))).toBeNull();
  });

  it.each([
    [declared({ fullName: '' }), 'Thiếu thông tin bắt buộc: fullName'],
    [declared({ fullName: undefined, phone: null }), 'Thiếu thông tin bắt buộc: fullName, phone'],
    [declared({ fullName: 7 }), 'Sai kiểu dữ liệu: fullName'],
    [declared({ genderId: '1' }), 'Sai kiểu dữ liệu: genderId'],
    [declared({ genderId: 2 }), 'Giá trị không có trong danh mục: genderId'],
    [declared({ nationalityId: 1 }), 'Giá trị không có trong danh mục: nationalityId'],
    [declared({ ethnicId: 55_359 }), 'Giá trị không có trong danh mục: ethnicId'],
    [declared({ birthDateStr: '1990-02-01' }), 'Sai định dạng: birthDateStr'],
    [declared({ birthDateStr: '30/02/1990' }), 'Sai định dạng: birthDateStr'],
    [declared({ declareDate: '07/2020' }), 'Sai định dạng: declareDate'],
    [declared({ fullName: 'A'.repeat(251) }), 'Vượt quá độ dài cho phép: fullName'],
    [declared({ fullName: 'A\0B' }), 'Sai định dạng: fullName'],
    [declared({ fullName: 'A\ud800B' }), 'Sai định dạng: fullName'],
    [declared({ identifyNo: '09909000000' }), 'Sai định dạng: identifyNo'],
    [declared({ phone: '0900' }), 'Sai định dạng: phone'],
    [declared({ requestQty: 0 }), 'Giá trị không có trong danh mục: requestQty'],
    [declared({ scan: 'JVBERi0xLjQK' }), 'Trường không được hỗ trợ: scan'],
    [declared({ receiveNo: 'other' }), 'Số hồ sơ không khớp: receiveNo'],
    [declared({ declareTypeId: 3845 }), 'Thiếu thông tin bắt buộc: mandatorWSForm'],
    [
      declared({ declareTypeId: 3845, formType: 2 }, { mandatorWSForm: mandator }),
      'Phiếu lý lịch tư pháp số 2 không được ủy quyền',
    ],
    [changed({ idMinistryJustice: '01' }), 'Giá trị không có trong danh mục: idMinistryJustice'],
    [changed({ dateReceivedDec: '2020-07-21' }), 'Sai định dạng: dateReceivedDec'],
    [changed({ datePromissoryDec: '20/07/2020' }), 'Ngày hẹn trả phải sau ngày tiếp nhận: datePromissoryDec'],
    [changed({ idReceivedDec: 'A'.repeat(51) }), 'Vượt quá độ dài cho phép: idReceivedDec'],
    [
      changed({ residenceWSForm: [{ fromDateStr: '2004', toDateStr: '2020' }] }),
      'Thiếu thông tin bắt buộc: residenceWSForm[0].residencePlace',
    ],
    [
      JSON.parse('{"__proto__":{},"constructor":1}'),
      expect.stringContaining('Trường không được hỗ trợ: __proto__, constructor'),
    ],
    [[], 'Sai kiểu dữ liệu: '],
  ])('is refused with one sentence', (dossier, sentence) => {
    expect(complainAboutDossier(dossier)).toEqual(sentence);
  });

  it.each(['1990', '02/1990', '01/02/1990'])('may know the birth date as %s', (birthDateStr) => {
    expect(complainAboutDossier(declared({ birthDateStr }))).toBeNull();
  });

  it('may come from a proxy for certificate no. 1', () => {
    expect(complainAboutDossier(declared({ declareTypeId: 3845 }, { mandatorWSForm: mandator }))).toBeNull();
  });
});
