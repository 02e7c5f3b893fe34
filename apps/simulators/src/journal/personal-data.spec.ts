import { describe, expect, it } from '@jest/globals';
import { type SimRequest } from '../engine/mount.js';
import { PersonalDataWatch } from './personal-data.js';

function request(change: Partial<SimRequest>): SimRequest {
  return {
    method: 'POST',
    path: '/x',
    query: new URLSearchParams(),
    headers: {},
    raw: Buffer.alloc(0),
    json: null,
    ...change,
  };
}

const learned = (): PersonalDataWatch => {
  const watch = new PersonalDataWatch();
  watch.inspect(request({ json: { data: '<hotich><hoso><nxnHoTen>NGUYỄN THỊ MẪU</nxnHoTen></hoso></hotich>' } }));
  watch.inspect(request({ json: { declarationWSForm: { fullName: 'TRẦN VĂN ĐỒ' } } }));
  return watch;
};

describe('the watch over personal data', () => {
  it.each([
    [{ path: '/files/Nguyen%20Thi%20Mau.pdf' }, ['url']],
    [{ query: new URLSearchParams({ q: 'trần văn đồ' }) }, ['url']],
    [{ headers: { 'x-name': 'TRAN-VAN-DO' } }, ['x-name']],
    [{ headers: { 'x-phone': '0900000001' } }, ['x-phone']],
    [{ headers: { 'x-id': '099090000001' } }, ['x-id']],
    [{ json: { TaiLieuNop: [{ DuongDanTaiTepTin: 'https://h99.example/mau@example.vn' }] } }, ['fileUrl']],
  ])('finds it', (change, places) => {
    expect(learned().inspect(request(change))).toEqual(places);
  });

  it.each([
    [{ headers: { authorization: 'Bearer 099090000001' } }],
    [{ headers: { 'x-request-id': '3f0c6a52-6f0a-4f0c-9d57-123456789012' } }],
    [{ headers: { 'x-dossier': 'H99.14-241126-0001' } }],
    [{ json: { DuongDanTaiTepTin: 'https://h99.example/files/8f1c?exp=123456789&sig=099090000001' } }],
    [{ json: { fullName: 'TRẦN VĂN ĐỒ' } }],
  ])('sees none where there is none, or where it belongs', (change) => {
    expect(learned().inspect(request(change))).toEqual([]);
  });
});
