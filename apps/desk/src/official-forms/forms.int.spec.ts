import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MarkedForm, readMark, verifyMark } from '@motcua/contracts/papers';
import type { Catalogue } from '@motcua/domain';
import type { OpenedEvent, PaperKeys } from '@motcua/service-kit';
import { DeskConfig } from '../desk.config.js';
import { CODE, LETTERS, facts, fixedKeys, personal, realCatalogue, stories } from './known-dossiers.fixture.js';
import { OfficialForms } from './official-forms.js';
import { LookedAt } from './poppler.fixture.js';
import { differencesOf } from './reviewed.fixture.js';
import { Scan, readCode128, readQr } from './read-codes.fixture.js';

const DPI = 300;
/** Where the codes stand on every form, millimetres; of the square one the upper part is enough. */
const BARS = { left: 14, top: 43.2, right: 104, bottom: 50 };
const QR = { left: 108, top: 26, right: 141, bottom: 50 };

const FOOTER = / \S+ - Mẫu số \d\d \(TT 01\/2018\/TT-VPCP\) - Trang \d\/\d/g;

const PRINTED = {
  receipt: '01',
  usual: '01',
  supplement: '02',
  refusal: '03',
  lapsed: '03',
  negative: '03',
  apology: '04',
  control: '05',
} as const satisfies Record<keyof typeof stories, MarkedForm>;
type Story = keyof typeof stories;
const NAMES = Object.keys(PRINTED) as Story[];

describe('The official forms', () => {
  const papers = new Map<Story, LookedAt>();
  const { set, signed } = fixedKeys();
  let catalogue: Catalogue;
  let forms: OfficialForms;

  beforeAll(async () => {
    catalogue = await realCatalogue();
    const config = Object.assign(new DeskConfig(), { pagesUrl: 'https://motcua.h99.example' });
    forms = new OfficialForms(catalogue, { sign: signed } as unknown as PaperKeys, config);
    for (const name of NAMES) papers.set(name, await printed(facts(stories[name], catalogue), PRINTED[name]));
  }, 240_000);

  afterAll(() => [...papers.values()].forEach((paper) => paper.close()));

  async function printed(events: readonly OpenedEvent[], form: MarkedForm): Promise<LookedAt> {
    return new LookedAt(await forms.print(events, form));
  }

  const paper = (name: Story): LookedAt => papers.get(name)!;

  it.each(NAMES)('are A5, in embedded fonts that give their letters back (%s)', (name) => {
    expect(new Set(paper(name).sizes.map((size) => size.join(' x ')))).toEqual(new Set(['148 x 210']));
    expect(paper(name).fonts.length).toBeGreaterThan(1);
    expect(paper(name).fonts.filter(({ embedded, unicode }) => !embedded || !unicode)).toEqual([]);
    for (const { name: font } of paper(name).fonts) expect(font).toMatch(/^[A-Z]{6}\+Roboto/);
  });

  it.each(NAMES)('have the national heading, the unit, the day and the code (%s)', (name) => {
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'ỦY BAN NHÂN DÂN TỈNH MẪU',
      'SỞ TƯ PHÁP TỈNH MẪU',
      `Mã hồ sơ: ${CODE}`,
      `Mẫu số ${PRINTED[name]} (TT 01/2018/TT-VPCP)`,
    ])
      expect(paper(name).text).toContain(words);
    expect(paper(name).text).toMatch(/\.\.\., ngày \d\d tháng 11 năm 2026/);
  });

  const FIELDS: Readonly<Record<Story, readonly string[]>> = {
    receipt: [
      'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      'Số: ............/BPTNTKQ',
      'Bộ phận tiếp nhận và trả kết quả: Sở Tư pháp tỉnh Mẫu',
      `Tiếp nhận hồ sơ của: ${personal.submitter.fullName}`,
      `Địa chỉ: ${personal.submitter.address}`,
      'Số điện thoại: 0990000002',
      'Email: nguoi.nop@example.test',
      'Số định danh cá nhân/CCCD: 099080000002',
      `Chủ hồ sơ: ${personal.applicant.fullName}`,
      'Thủ tục: Cấp Phiếu lý lịch tư pháp (2.000488)',
      `Nội dung yêu cầu giải quyết: ${personal.matter}`,
      'Phí, lệ phí: 200.000 đồng, nộp trước khi giải quyết; đã nộp 200.000 đồng',
      '1 Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp (xuất trình) 1 0 0',
      '2 Bản chụp giấy tờ tùy thân (1 tệp điện tử) 0 2 3',
      'Số lượng hồ sơ: .......... (bộ)',
      'Thời gian giải quyết hồ sơ theo quy định: 10 ngày',
      'Thời gian nhận hồ sơ: 09 giờ 05 phút, ngày 16/11/2026',
      'Thời gian trả kết quả giải quyết hồ sơ: sau 17 giờ 00 phút, ngày 26/11/2026',
      'Đăng ký nhận kết quả: Trực tiếp tại Bộ phận tiếp nhận và trả kết quả, Sở Tư pháp tỉnh Mẫu',
      'Tra cứu tình trạng hồ sơ tại: https://motcua.h99.example/tracking',
      'Điện thoại hỗ trợ: ......',
      'NGƯỜI NỘP HỒ SƠ',
      'NGƯỜI TIẾP NHẬN HỒ SƠ',
    ],
    usual: [
      'Phí, lệ phí: 200.000 đồng, nộp khi nhận kết quả',
      'Thời gian nhận hồ sơ: 09 giờ 30 phút, ngày 16/11/2026',
      'Đăng ký nhận kết quả: Qua dịch vụ bưu chính công ích',
    ],
    supplement: [
      'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
      'Số: ............/HDHS',
      `Hồ sơ của: ${personal.applicant.fullName}`,
      'Số điện thoại: 0990000001',
      'Email: chu.ho.so.co.ten.rat.dai@example.test',
      `Nội dung yêu cầu giải quyết: ${personal.matter}`,
      '1. Bản chụp giấy tờ tùy thân hai mặt, rõ nét',
      '2. Họ, chữ đệm, tên của cha',
      'Lý do: Thiếu chữ ký của người yêu cầu; tờ khai ghi sai họ, chữ đệm của cha (đúng là "Nguyễn Ưỡng", không phải "Nguyên Ương")',
      'Thời hạn bổ sung: trước 17 giờ 00 phút, ngày',
      'liên hệ với ......',
      'NGƯỜI HƯỚNG DẪN',
    ],
    refusal: [
      'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
      `Hồ sơ của: ${personal.applicant.fullName}`,
      'Sở Tư pháp tỉnh Mẫu thông báo không tiếp nhận, giải quyết hồ sơ này',
      'Lý do: Thiếu chữ ký của người yêu cầu',
      'liên hệ: ......',
      'NGƯỜI NỘP HỒ SƠ',
      'NGƯỜI TIẾP NHẬN HỒ SƠ',
    ],
    lapsed: ['Lý do: Hồ sơ không được bổ sung, hoàn thiện trong thời hạn đã thông báo (17 giờ 00 phút, ngày'],
    negative: [
      'thông báo từ chối giải quyết hồ sơ này (văn bản số 77/TC-STP)',
      'Lý do: Thiếu chữ ký của người yêu cầu',
    ],
    apology: [
      'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
      'Số: 31/PXL-STP',
      `Kính gửi: ${personal.applicant.fullName}`,
      'thủ tục "Cấp Phiếu lý lịch tư pháp" của Ông/Bà',
      'Thời gian nhận hồ sơ: 09 giờ 05 phút, ngày 16/11/2026',
      'Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 26/11/2026',
      'Lý do: Thiếu chữ ký của người yêu cầu',
      'Cơ quan, đơn vị chậm giải quyết: Sở Tư pháp tỉnh Mẫu',
      'Thời gian trả kết quả mới: sau 17 giờ 00 phút, ngày 01/12/2026',
      'Nơi nhận:',
      'Lưu: ......',
      'THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ',
    ],
    control: [
      'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
      'Thủ tục: Cấp Phiếu lý lịch tư pháp (2.000488)',
      'Cơ quan giải quyết hồ sơ: Sở Tư pháp tỉnh Mẫu',
      'Cơ quan phối hợp giải quyết: ......',
      'Thời gian nhận hồ sơ: 09 giờ 05 phút, ngày 16/11/2026',
      'Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 26/11/2026',
      'Người giao (ký) Người nhận (ký)',
    ],
  };

  it.each(NAMES)('print every fact in its place (%s)', (name) => {
    const text = paper(name).text.replaceAll(FOOTER, '');
    for (const words of FIELDS[name]) expect(text).toContain(words);
  });

  it('print who had the dossier, when, and how he kept to his time', () => {
    const { text } = paper('control');
    const lines = text.slice(text.indexOf('Người nhận (ký)'));
    for (const line of [
      /Giao: Sở Tư pháp tỉnh Mẫu Nhận: Sở Tư pháp tỉnh Mẫu 09 giờ 40 phút, ngày 16\/11\/2026 Giao đủ hồ sơ giấy/,
      /Nhận: Ủy ban nhân dân tỉnh Mẫu 10 giờ 00 phút, ngày 17\/11\/2026 Đúng hạn/,
      /Giao: Ủy ban nhân dân tỉnh Mẫu Nhận: Sở Tư pháp tỉnh Mẫu 16 giờ 30 phút, ngày 18\/11\/2026 Quá hạn/,
      /15 giờ 00 phút, ngày 20\/11\/2026 Trước hạn/,
    ])
      expect(lines).toMatch(line);
  });

  it('print every letter of Vietnamese, however it was typed', () => {
    const letters = paper('receipt').text.replaceAll(' ', '');
    expect(letters).toContain(LETTERS);
    expect(paper('receipt').text).toBe(paper('receipt').text.normalize('NFC'));
  });

  it('are one sheet where names are of usual length, and whole where they are not', () => {
    expect(NAMES.map((name) => [name, paper(name).pages])).toEqual(
      NAMES.map((name) => [name, name === 'receipt' ? 2 : 1]),
    );
  });

  it.each(NAMES)('carry the code as bars that a scanner reads (%s)', (name) => {
    const scan = new Scan(paper(name).image(1, DPI));
    expect(readCode128(scan.runs(scan.boxOf(BARS, DPI)))).toBe(CODE);
  });

  it.each(NAMES)(
    'carry a QR code that leads to the public page with a genuine mark, and nothing personal (%s)',
    async (name) => {
      const scan = new Scan(paper(name).image(1, DPI));
      const address = readQr(scan.modules(scan.boxOf(QR, DPI)));
      expect(address).toMatch(/^https:\/\/motcua\.h99\.example\/verify#p1~/);
      expect(await verifyMark(address, set)).toMatchObject({
        verdict: 'valid',
        mark: { form: PRINTED[name], dossierCode: CODE },
      });
      expect(readMark(address)!.mark).toMatchObject({
        unitCode: 'H99.14',
        issuedAt: expect.stringMatching(/^2026-11-/),
      });
    },
  );

  it('leave the lines of an erased person blank', async () => {
    const erased = facts(stories.refusal, catalogue).map(({ personal: _erased, ...event }) => event as OpenedEvent);
    const blank = await printed(erased, '03');
    expect(blank.text).toContain('Hồ sơ của: ......');
    expect(blank.text).toContain('Lý do: ......');
    expect(blank.text).not.toContain(personal.applicant.phone);
    blank.close();
  });

  it('are not printed before anything happened that they state, nor without a code', async () => {
    const submitted = facts(stories.usual.slice(0, 1), catalogue);
    for (const form of ['01', '02', '03', '04', '05'] as const)
      await expect(forms.print(submitted, form)).rejects.toMatchObject({ status: 409, code: 'paper.not-issued' });
    const pending = facts(stories.receipt, catalogue, null);
    await expect(forms.print(pending, '01')).rejects.toMatchObject({ code: 'paper.code-pending' });
  });

  it.each(NAMES)('look as they were reviewed (%s)', (name) => {
    const differences = differencesOf(paper(name), name);
    expect(differences).toEqual([]);
  });
});
