import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { barriersOn } from './axe.ts';
import { devices, openBrowser, Visitor } from './browser.ts';
import { answer, type Declaration } from './citizen-answers.ts';
import { Product } from './product.ts';
import { pdfOf, pngOf } from './scans.ts';
import { differenceOf } from './screens.ts';
import { fillIn, PASSWORD, signIn } from './sign-in.ts';

jest.setTimeout(180_000);

const stories = join(import.meta.dirname, '../../../samples/stories/1.001193.json');
const [{ declaration }] = JSON.parse(readFileSync(stories, 'utf8')) as [{ declaration: Declaration }];
const STEPS = ['Người yêu cầu', 'Trẻ em được đăng ký', 'Mẹ', 'Cha', 'Giấy tờ', 'Đăng ký'];

/** One day: each test goes on where the one before it ended. */
describe('a citizen registers a birth', () => {
  let product: Product;
  let browser: Browser;
  let phone: Visitor;
  let page: Page;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), openBrowser()]);
    phone = await Visitor.come(browser, product.url, 'phone');
    page = phone.page;
    page.setDefaultTimeout(20_000);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** Looks as reviewed, on the phone and on a table; keeps nobody out. */
  async function review(name: string): Promise<void> {
    await page.evaluate('window.scrollTo(0, 0)');
    expect(await differenceOf(phone, name)).toBeUndefined();
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(devices.phone.viewport.width);
    const table = await phone.context.newPage();
    await table.setViewportSize({ width: 1280, height: 900 });
    await table.goto(page.url());
    await table.waitForLoadState('networkidle');
    expect(await differenceOf({ page: table, device: 'desktop' }, name)).toBeUndefined();
    await table.close();
  }

  const isAt = (title: string): Promise<void> =>
    page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  const next = async (): Promise<void> => {
    const before = page.url();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.waitForURL((url) => url.href !== before);
  };
  const saved = (): Promise<void> => page.getByText('Đã lưu nháp lúc').waitFor();

  it('finds the procedure without typing diacritics, and reads what is needed', async () => {
    await phone.open('/procedures');
    await page.getByRole('link', { name: 'Cấp Phiếu lý lịch tư pháp' }).waitFor();
    await review('citizen-procedures');
    await page.getByLabel('Tìm thủ tục').fill('dang ky khai sinh');
    await page.getByText('4 thủ tục').waitFor();
    await page.getByRole('link', { name: 'Đăng ký khai sinh', exact: true }).click();
    await page.getByRole('heading', { name: 'Giấy tờ cần có' }).waitFor();
    await review('citizen-procedure');
  });

  it('signs in where it is needed, and comes back', async () => {
    await page.getByText('Bắt đầu khai').click();
    await page.getByRole('main').getByText('Đăng nhập', { exact: true }).click();
    await fillIn(phone, 'citizen1', PASSWORD);
    await page.waitForURL('**/dossiers/drafts/*/place');
    await isAt('Nơi nộp hồ sơ');
  });

  it('is told what is missing, and stands in the first wrong place', async () => {
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('place-unit');
    await page.getByLabel('Nơi tiếp nhận').click();
    await page.getByLabel('Nơi tiếp nhận').fill('phuong mau mot');
    await page.getByLabel('Nơi tiếp nhận').press('Enter');
    await page.getByLabel('Tại bộ phận một cửa').check();
    await saved();
    await review('citizen-draft-place');
    await next();
    await isAt('Người yêu cầu');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText(/chỗ cần sửa ở bước này/).waitFor();
    expect(await page.getAttribute(':focus', 'aria-invalid')).toBe('true');
    await page.locator('#q-nycSoDDCN').fill('12345');
    await page.locator('#q-nycSoDDCN').blur();
    await saved();
    expect(await page.textContent('#q-nycSoDDCN-fault')).toBe('Số định danh cá nhân (số CCCD) gồm đúng 12 chữ số.');
    await review('citizen-draft-faults');
  });

  it('answers step by step; a page that is loaded again has lost nothing', async () => {
    for (const step of STEPS) {
      await isAt(step);
      await answer(page, declaration);
      if (step === 'Trẻ em được đăng ký') {
        await saved();
        await page.reload();
        await page.locator('#q-nksHoTen').waitFor();
        expect(await page.inputValue('#q-nksHoTen')).toBe(declaration['nksHoTen']);
        await review('citizen-draft-step');
      }
      await next();
    }
    await isAt('Giấy tờ gửi kèm');
  });

  it('sends scans, is told what cannot be sent, looks at what was sent, and takes one back', async () => {
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText('Còn thiếu: Giấy chứng sinh.').waitFor();
    const proof = page.locator('input[type=file]').first();
    await proof.setInputFiles({ name: 'don.exe.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(300, 'MZ') });
    await page.getByText(/Chỉ nhận tệp PDF/).waitFor();
    await proof.setInputFiles({ name: 'giay-chung-sinh.png', mimeType: 'image/png', buffer: pngOf() });
    await page.getByText('Đã tải lên giay-chung-sinh.png.').waitFor();
    await page.getByRole('button', { name: 'Xem giay-chung-sinh.png' }).click();
    const picture = page.getByRole('img', { name: 'giay-chung-sinh.png' });
    await picture.waitFor();
    expect(await page.evaluate(`document.querySelector('dialog img').naturalWidth`)).toBe(240);
    await page.getByRole('dialog').getByText('Đóng').click();
    await picture.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Bỏ giay-chung-sinh.png' }).click();
    await page.getByText('Đã bỏ giay-chung-sinh.png.').waitFor();
    await proof.setInputFiles({ name: 'giay-chung-sinh.pdf', mimeType: 'application/pdf', buffer: pdfOf() });
    await page.getByText('Đã tải lên giay-chung-sinh.pdf.').waitFor();
    await saved();
    await review('citizen-draft-files');
    await next();
  });

  it('is told when the same draft was changed in another window, and keeps what he chooses', async () => {
    await isAt('Xem lại và nộp');
    await saved();
    const other = await phone.context.newPage();
    await other.goto(page.url().replace('/review', '/papers'));
    await other.locator('#q-coSoCapGCS').fill('Trạm y tế Mẫu');
    await other.locator('#q-coSoCapGCS').blur();
    await other.getByText('Đã lưu nháp lúc').waitFor();
    await other.waitForLoadState('networkidle');
    await page.goBack();
    await page.goBack();
    await page.locator('#q-noiDangKy').fill('Ủy ban nhân dân xã Mẫu');
    await page.getByText('Những chỗ đã đổi ở nơi kia:').waitFor();
    expect(await page.getByRole('alert').first().textContent()).toContain('Cơ sở cấp giấy chứng sinh');
    await page.getByRole('button', { name: 'Giữ bản ở đây' }).click();
    await saved();
    await other.close();
    await next();
    await next();
  });

  it('reads it again, confirms it, and gets the code with a QR code', async () => {
    await isAt('Xem lại và nộp');
    await saved();
    await review('citizen-draft-review');
    await page.getByRole('button', { name: 'Nộp hồ sơ' }).click();
    await page.getByText('Hãy xác nhận lời cam đoan trước khi nộp.').waitFor();
    await page.getByLabel(/Tôi cam đoan/).check();
    await page.getByRole('button', { name: 'Nộp hồ sơ' }).click();
    await page.waitForURL('**/dossiers/*/receipt');
    await page.locator('.code').waitFor();
    expect(await page.textContent('.code')).toMatch(/^\S+-\d{6}-\d{4,}$/);
    await page.locator('figure svg').waitFor();
    await review('citizen-receipt');
    expect(page.url()).not.toMatch(/MẪU|0990/);
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toMatch(/MẪU|0990|Mẫu/);
  });

  it('is followed by its code; without signing in only its degree of completion is told', async () => {
    const code = (await page.textContent('.code'))!;
    const somebody = await Visitor.come(browser, product.url, 'phone');
    await somebody.open('/tracking');
    expect(await differenceOf(somebody, 'citizen-tracking')).toBeUndefined();
    await somebody.page.getByLabel('Mã số hồ sơ').fill(code.toLowerCase());
    await somebody.page.getByRole('button', { name: 'Tra cứu' }).click();
    await somebody.page.getByText('Mức độ hoàn thành: 0 trên 4').waitFor();
    expect(await somebody.page.getByRole('main').textContent()).not.toMatch(/MẪU|khai sinh|trả lời trước/);
    expect(await differenceOf(somebody, 'citizen-tracked')).toBeUndefined();
    expect(await barriersOn(somebody.page)).toEqual([]);
    expect(somebody.complaints).toEqual([]);
    await somebody.leave();
    await page.goto(`/tracking/${code}`);
    await page.getByText('Đây là hồ sơ của anh/chị.').waitFor();
    await review('citizen-tracked-own');
    await page.getByText('Vì sao là ngày này?').click();
    await page.getByText('8 giờ làm việc, chỉ tính trong giờ hành chính.').waitFor();
  });

  it('answers what the office asks for', async () => {
    await page.getByRole('link', { name: 'Xem chi tiết hồ sơ' }).click();
    await page.waitForURL(/dossiers\/[0-9a-f-]{36}$/);
    await page.getByText('Hiện anh/chị không phải làm gì thêm.').waitFor();
    await ask(page.url().split('/').at(-1)!);
    await page.reload();
    await page.getByRole('heading', { name: 'Cần bổ sung' }).waitFor();
    await review('citizen-supplement');
    await page.getByRole('button', { name: 'Gửi phần bổ sung' }).click();
    await page.getByText('Còn thiếu: Giấy chứng sinh.').waitFor();
    const file = { name: 'ban-ro.pdf', mimeType: 'application/pdf', buffer: pdfOf() };
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.getByText('Đã tải lên ban-ro.pdf.').waitFor();
    await page.locator('#q-maGCS').fill('GCS000022');
    await page.getByLabel('Lời nhắn cho cán bộ').fill('Đã chụp lại.');
    await page.getByRole('button', { name: 'Gửi phần bổ sung' }).click();
    await page.getByText(/Phần bổ sung đã được gửi/).waitFor();
    await page.getByText('Ghi chú: Đã chụp lại.').waitFor();
    await review('citizen-dossier');
  });

  async function ask(dossierId: string): Promise<void> {
    const token = await product.token({ role: 'deskOfficer', unit: 'H99.30' });
    const response = await fetch(`${product.url}/api/desk/v1/dossiers/${dossierId}/supplement-requests`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': dossierId,
      },
      body: JSON.stringify({
        items: ['birth-notification', '/maGCS'],
        itemTexts: ['Bản chụp bị mờ, xin chụp lại.', 'Số không khớp với giấy chứng sinh.'],
        reason: 'Giấy chứng sinh không đọc được.',
      }),
    });
    expect([response.status, await response.text()]).toEqual([200, expect.any(String)]);
  }

  it('sees his dossiers and drafts, in English, too', async () => {
    await phone.open('/procedures/2.000488');
    await page.getByText('Bắt đầu khai').click();
    await page.waitForURL('**/dossiers/drafts/*/*');
    await phone.open('/dossiers');
    await page.getByText('Hồ sơ đang chờ người nộp bổ sung.').waitFor();
    await review('citizen-dossiers');
    await page.getByText('English').click();
    await page.getByRole('heading', { name: 'My dossiers' }).waitFor();
    await review('citizen-dossiers-english');
    await page.getByText('Tiếng Việt').click();
    await page.getByRole('button', { name: /Xóa bản nháp/ }).click();
    await page.getByRole('button', { name: 'Xóa', exact: true }).last().click();
    await page.getByRole('heading', { name: 'Bản nháp' }).waitFor({ state: 'hidden' });
  });

  it('withdraws it, told what that means, and rates the service', async () => {
    await page.getByRole('link', { name: /Đăng ký khai sinh/ }).click();
    await page.getByRole('button', { name: 'Rút hồ sơ' }).click();
    await page
      .getByRole('dialog')
      .getByText(/Không hoàn tác được/)
      .waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByLabel('Lý do rút hồ sơ').fill('Nộp nhầm nơi.');
    await page.getByRole('button', { name: 'Rút hồ sơ này' }).click();
    await page.getByText('Người nộp đã rút hồ sơ.').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await review('citizen-rating');
    await page.getByLabel('Hài lòng', { exact: true }).check();
    await page.getByRole('button', { name: 'Gửi đánh giá' }).click();
    await page.getByText('Cảm ơn anh/chị đã đánh giá.').waitFor();
  });

  it('goes through a step with the keyboard alone', async () => {
    const table = await Visitor.come(browser, product.url, 'desktop');
    await signIn(table, 'citizen2', '/dossiers/new/1.001193');
    await table.page.waitForURL('**/place');
    const { keyboard } = table.page;
    const stands = async (what: string): Promise<void> => {
      for (let tries = 0; !(await table.page.evaluate(`document.activeElement.${what}`)); tries += 1) {
        expect([what, tries]).not.toEqual([what, 100]);
        await table.page.waitForTimeout(50);
      }
    };
    await stands("tagName === 'H1'");
    await keyboard.press('Tab');
    await stands("id === 'place-unit'");
    await keyboard.press('ArrowDown');
    const list = table.page.locator('.ant-select-dropdown');
    await list.waitFor();
    await keyboard.press('Enter');
    await list.waitFor({ state: 'hidden' });
    await keyboard.press('Tab');
    await stands("type === 'radio'");
    await keyboard.press('Space');
    await keyboard.press('Tab');
    await stands("tagName === 'BUTTON'");
    await keyboard.press('Enter');
    await table.page.waitForURL('**/requester');
    await stands("tagName === 'H1'");
    expect(table.complaints).toEqual([]);
    await table.leave();
  });

  it('met no error on the way', () => {
    expect(phone.complaints).toEqual([]);
  });
});
