import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { realCatalogue } from '../official-forms/known-dossiers.fixture.js';
import { LookedAt } from '../official-forms/poppler.fixture.js';
import { differencesOf } from '../official-forms/reviewed.fixture.js';
import { registerColumns } from './register-columns.js';
import { RegisterPrinter } from './register-printer.js';
import type { RegisterLine } from './tracking-register.dto.js';

const NOW = '2026-11-24T02:00:00.000Z';

function line(number: number, changes: Partial<RegisterLine> = {}): RegisterLine {
  return {
    number,
    dossierId: '7b0c6f4e-0000-4000-8000-000000000001',
    dossierCode: `000.00.14.H99-261116-${String(number).padStart(4, '0')}`,
    procedureName: 'Cấp Phiếu lý lịch tư pháp',
    sets: null,
    applicant: 'Nguyễn Văn Mẫu',
    address: 'Số 1 đường Mẫu, phường Mẫu Một, tỉnh Mẫu',
    phone: '0990000001',
    resolvingAgency: 'Sở Tư pháp tỉnh Mẫu',
    receivedAt: '2026-11-16T02:05:00.000Z',
    dueAt: '2026-11-26T10:00:00.000Z',
    originalDueAt: '2026-11-26T10:00:00.000Z',
    resultSentAt: null,
    returnedAt: null,
    returnMethod: null,
    note: 'Đang xử lý',
    ...changes,
  };
}

describe('The printed tracking register', () => {
  let paper: LookedAt;

  beforeAll(async () => {
    const printer = new RegisterPrinter(await realCatalogue());
    const returned = {
      applicant: 'Công Tằng Tôn Nữ Nguyễn Phúc Thị Ngọc Diễm Huyền Thục Quỳnh Bữu Ợ Ẵm Ưỡn',
      resultSentAt: '2026-11-20T08:00:00.000Z',
      returnedAt: '2026-11-23T03:30:00.000Z',
      returnMethod: 'counter',
      note: 'Đã trả kết quả; đã gia hạn, có thư xin lỗi',
    };
    const erased = { applicant: null, address: null, phone: null };
    const lines = Array.from({ length: 24 }, (_, index) => line(index + 101));
    const scope = { unit: 'H99.14', year: 2026, from: '2026-11-16', to: '2026-11-30' };
    paper = new LookedAt(await printer.print(scope, [line(99, returned), line(100, erased), ...lines], NOW));
  }, 60_000);

  afterAll(() => paper.close());

  it('is A4 across, in embedded fonts', () => {
    expect(paper.sizes).toEqual(Array.from({ length: paper.pages }, () => [297, 210]));
    expect(paper.fonts.filter(({ embedded, unicode }) => !embedded || !unicode)).toEqual([]);
  });

  it('says whose it is and of which days', () => {
    for (const words of [
      'ỦY BAN NHÂN DÂN TỈNH MẪU',
      'SỞ TƯ PHÁP TỈNH MẪU',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'SỔ THEO DÕI HỒ SƠ',
      'Năm 2026, từ ngày 16/11/2026, đến ngày 30/11/2026',
      'Mẫu số 06 (TT 01/2018/TT-VPCP)',
    ])
      expect(paper.text).toContain(words);
  });

  it('has the columns of the form on every page', () => {
    expect(paper.pages).toBeGreaterThan(1);
    const heads = paper.text.split('(14)').length - 1;
    expect(heads).toBe(paper.pages);
    expect(registerColumns.map(({ head }) => head)).toHaveLength(14);
  });

  it('has every fact of a line', () => {
    for (const words of [
      'Ngọc Diễm Huyền Thục',
      'Bữu Ợ Ẵm Ưỡn',
      '09:05 16/11/2026',
      '17:00 26/11/2026',
      '15:00 20/11/2026',
      '10:30 23/11/2026',
      'Trực tiếp',
      '0990000001',
    ])
      expect(paper.text).toContain(words);
  });

  it('goes on without a break', () => {
    const numbers = [...paper.text.matchAll(/(?<= )(\d+) 000\.00\.14\.H99/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 26 }, (_, index) => index + 99));
  });

  it('looks as it was reviewed', () => expect(differencesOf(paper, 'register')).toEqual([]));
});
