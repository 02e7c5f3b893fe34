import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { barriersOn } from './axe.ts';
import { openBrowser, Visitor } from './browser.ts';
import { answer } from './citizen-answers.ts';
import { Caller, type Receipt, storyOf } from './officers.fixture.ts';
import { Product } from './product.ts';
import { pdfOf } from './scans.ts';
import { differenceOf } from './screens.ts';
import { signIn } from './sign-in.ts';

jest.setTimeout(240_000);

const story = storyOf('2.000488', 'lltp-04');
const walkIn = storyOf('1.004873', 'hon-nhan-10');

/** One day: each test goes on where the one before it ended. */
describe('the day of a one-stop desk', () => {
  let product: Product;
  let browser: Browser;
  let officer: Visitor;
  let page: Page;
  let citizen: Caller;
  let receipt: Receipt;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), openBrowser()]);
    citizen = await Caller.of(product, { role: 'citizen', personalId: story.submitter.personalId });
    officer = await Visitor.come(browser, product.url, 'desktop');
    page = officer.page;
    page.setDefaultTimeout(10_000);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  let troubled = false;

  /** What follows goes on where this ended, and is of no use when it did not. */
  function step(words: string, walk: () => Promise<void>): void {
    it(words, async () => {
      expect(troubled).toBe(false);
      troubled = true;
      await walk();
      troubled = false;
    });
  }

  /** The list that the component library keeps for an opened choice has no name of its own; its control has one. */
  async function barriers(at: Page): Promise<string[]> {
    return (await barriersOn(at)).filter((barrier) => !/^aria-input-field-name: #\S+_list$/.test(barrier));
  }

  /** Looks as reviewed, on a table and on a phone; keeps nobody out. */
  async function review(name: string, looked = officer): Promise<void> {
    await looked.page.locator('.ant-spin').waitFor({ state: 'detached' });
    expect(await barriers(looked.page)).toEqual([]);
    expect(await differenceOf(looked, name)).toBeUndefined();
    const phone = { page: looked.page, device: 'phone' } as Visitor;
    await looked.page.setViewportSize({ width: 360, height: 740 });
    expect(await looked.page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(await differenceOf(phone, name)).toBeUndefined();
    expect(await barriers(looked.page)).toEqual([]);
    await looked.page.setViewportSize({ width: 1280, height: 900 });
  }

  /** A page that listens never has a quiet network. */
  async function arrive(visitor: Visitor, user: string, address: string): Promise<void> {
    await signIn(visitor, user);
    await visitor.page.goto(address);
  }

  const live = (at: Page = page) => at.locator('[data-live="live"]').waitFor();
  const dialog = (at: Page = page) => at.getByRole('dialog');
  const status = (words: string, at: Page = page) =>
    at.locator('.dossier-head .desk-mark', { hasText: words }).waitFor();
  /** In front, or behind the button for the rest; what is possible comes with the answer to the command before. */
  async function command(name: string, at: Page = page, place: 'front' | 'rest' = 'front'): Promise<void> {
    const bar = at.getByRole('region', { name: 'Thao tác với hồ sơ' });
    if (place === 'front') return bar.getByRole('button', { name, exact: true }).click();
    await bar.getByRole('button', { name: 'Thao tác khác' }).click();
    await at.getByRole('menuitem', { name, exact: true }).click();
  }
  const confirm = (at: Page = page) => dialog(at).getByRole('button', { name: 'Thực hiện', exact: true }).click();
  const closed = (at: Page = page) => dialog(at).waitFor({ state: 'hidden' });

  step('begins with an empty list, and a dossier comes in by itself', async () => {
    await arrive(officer, 'officer14', '/desk/work-list');
    await live();
    await page.getByText('0 hồ sơ, 0 quá hạn').waitFor();
    receipt = await citizen.submit(story);
    await page.getByRole('link', { name: receipt.dossierCode! }).waitFor();
    await page.getByText('1 hồ sơ, 0 quá hạn').waitFor();
    await review('officer-work-list');
  });

  step('finds it by name without diacritics, and writes no name into an address', async () => {
    await page.getByRole('textbox', { name: /Tìm theo tên/ }).fill('hoang van mau dong');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.getByText('1 hồ sơ, 0 quá hạn').waitFor();
    await page.getByRole('textbox', { name: /Tìm theo tên/ }).fill('khong co ai');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.getByText('Không có hồ sơ nào.').waitFor();
    expect(decodeURIComponent(page.url())).not.toMatch(/khong|hoang/);
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
  });

  step('keeps a filter under a name', async () => {
    await page.getByRole('checkbox', { name: 'Quá hạn' }).click(); // it follows the address, a moment later
    await page.getByText('0 hồ sơ, 0 quá hạn').waitFor();
    await page.getByRole('button', { name: 'Lưu bộ lọc này' }).click();
    await dialog().getByLabel('Tên bộ lọc').fill('Việc trễ hạn');
    await dialog().getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('button', { name: 'Xóa bộ lọc' }).waitFor();
    await page.reload();
    await page.getByText('Việc trễ hạn').waitFor();
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
  });

  step('reads the dossier', async () => {
    await page.getByRole('link', { name: receipt.dossierCode! }).click();
    await live();
    await page.getByText('HOÀNG VĂN MẪU ĐÔNG').first().waitFor();
    await page.getByText('Nộp hồ sơ').first().waitFor();
    await review('officer-dossier');
  });

  step('asks for a supplement, with the date by which it is due', async () => {
    await command('Yêu cầu bổ sung');
    await dialog().getByText('Nếu thực hiện bây giờ, hạn là').waitFor();
    const items = dialog().getByRole('combobox');
    await items.fill('cu tru');
    await page.locator('.ant-select-item-option').first().click();
    await dialog().getByLabel('Lý do').fill('Chưa khai đủ nơi cư trú từ năm 14 tuổi.');
    await review('officer-supplement');
    await confirm();
    await closed();
    await status('Yêu cầu bổ sung giấy tờ');
  });

  step('sees the answer of the citizen as it comes', async () => {
    const items = await askedItems();
    await citizen.post(`/api/intake/v1/dossiers/${receipt.dossierId}/supplements`, {
      items,
      components: [],
      note: 'Đã khai thêm',
      declaration: story.declaration,
    });
    await page.getByText('Hồ sơ vừa thay đổi').waitFor();
    await page.getByText('Nộp bổ sung').first().waitFor();
    await command('Xác nhận đã bổ sung đủ');
    await confirm();
    await closed();
    await status('Mới đăng ký');
  });

  async function askedItems(): Promise<readonly string[]> {
    const desk = await Caller.of(product, { role: 'unitLeader', unit: 'H99.14' });
    const { supplement } = await desk.get<{ supplement: { items: readonly string[] } }>(
      `/api/desk/v1/dossiers/${receipt.dossierId}`,
    );
    return supplement.items;
  }

  step('is told what acceptance waits for, takes the fee and accepts, with the due date known before', async () => {
    await page.getByText('Chưa làm được').waitFor();
    await page.getByText('Tiếp nhận: Phí, lệ phí của hồ sơ chưa được nộp đủ.').waitFor();
    await command('Yêu cầu nộp phí', page, 'rest');
    await confirm();
    await closed();
    await command('Ghi nhận đã nộp phí');
    await dialog().getByLabel('Số biên lai').fill('BL-0001');
    await confirm();
    await closed();
    await command('Tiếp nhận');
    await dialog().getByText('Nếu thực hiện bây giờ, hạn là').waitFor();
    await dialog().getByText('Cách tính').click();
    await dialog().getByRole('checkbox').check();
    expect(await barriers(page)).toEqual([]);
    await confirm();
    await closed();
    await status('Được tiếp nhận');
  });

  step('is told when somebody else was faster, and decides again', async () => {
    await command('Chuyển xử lý');
    await dialog().getByLabel('Tài khoản người xử lý').fill('resolver');
    const colleague = await Caller.of(product, { role: 'unitLeader', unit: 'H99.14' });
    await colleague.post(`/api/desk/v1/dossiers/${receipt.dossierId}/handler`, { handler: 'someone-else' });
    await confirm();
    await dialog().getByText('Hồ sơ đã thay đổi sau khi bạn mở hộp này').waitFor();
    await dialog().getByText('Phân công người xử lý').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Vẫn thực hiện' }).click();
    await closed();
    await status('Đang xử lý');
  });

  it('receives a walk-in at the counter', async () => {
    const commune = await Visitor.come(browser, product.url, 'desktop');
    const { page: counter } = commune;
    counter.setDefaultTimeout(15_000);
    await arrive(commune, 'officer30', '/desk/counter');
    await counter.getByRole('combobox', { name: 'Thủ tục' }).fill('tinh trang hon nhan');
    await counter.getByRole('combobox', { name: 'Thủ tục' }).press('Enter');
    await counter.getByRole('heading', { name: 'Giấy tờ', exact: true }).waitFor();
    await answer(counter, walkIn.declaration);
    await counter
      .getByRole('radiogroup', { name: /Giấy tờ: .*[Tt]ờ khai/ })
      .getByText('Bản quét')
      .click();
    await counter
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'to-khai.pdf', mimeType: 'application/pdf', buffer: pdfOf() });
    await counter.getByText('to-khai.pdf').first().waitFor();
    await counter
      .getByRole('radiogroup', { name: /tùy thân|căn cước|nhân thân/i })
      .first()
      .getByText('Đã xem bản chính')
      .click();
    await review('officer-counter', commune);
    await counter.getByRole('button', { name: 'Tiếp nhận hồ sơ' }).click();
    await counter.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor();
    await review('officer-counter-done', commune);
    expect(commune.complaints).toEqual([]);
    await commune.leave();
  });

  it('shows a dossier of another unit to nobody', async () => {
    const other = await Visitor.come(browser, product.url, 'desktop');
    await arrive(other, 'officer30', `/desk/dossiers/${receipt.dossierId}`);
    await other.page.getByText('Không tìm thấy hồ sơ.').waitFor();
    await other.leave();
  });
});
