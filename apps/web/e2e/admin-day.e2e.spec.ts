import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { AdminScene } from './admin-scene.ts';
import { barriersOn } from './axe.ts';
import { type Device, devices, openBrowser, Visitor } from './browser.ts';
import { differenceOf } from './screens.ts';
import { signIn } from './sign-in.ts';

jest.setTimeout(180_000);

describe("an administrator's day", () => {
  let scene: AdminScene;
  let browser: Browser;
  const here: Visitor[] = [];

  beforeAll(async () => {
    [scene, browser] = await Promise.all([AdminScene.open(), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await scene?.close();
    for (const { complaints } of here) expect(complaints).toEqual([]);
  });

  async function visitor(user: string, address: string, device: Device = 'desktop'): Promise<Visitor> {
    const one = await Visitor.come(browser, scene.product.url, device);
    here.push(one);
    await signIn(one, user, address);
    return one;
  }

  const PAGES = [
    ['admin-overview', '/admin', 'Tổng quan hệ thống'],
    ['admin-replays', '/admin/replays', 'Việc chạy lại'],
    ['admin-replays-new', '/admin/replays/new?kind=redrive', 'Lập việc chạy lại'],
    ['admin-parked', '/admin/parked', 'Đang gác lại'],
    ['admin-deliveries', '/admin/deliveries?state=done', 'Chuyển giao ra hệ thống ngoài'],
    ['admin-parity', '/admin/parity?all=true', 'Đối soát với Cổng Dịch vụ công Quốc gia'],
    ['admin-series', '/admin/series', 'Kiểm tra dãy mã hồ sơ'],
    ['admin-catalogue', '/admin/catalogue', 'Danh mục đang dùng'],
    ['admin-accounts', '/admin/accounts', 'Tài khoản'],
  ] as const;

  describe.each(Object.keys(devices) as Device[])('on a %s', (device) => {
    let admin: Visitor;
    let auditor: Visitor;

    beforeAll(async () => {
      admin = await visitor('admin1', '/admin', device);
      auditor = await visitor('auditor1', '/admin/access-log', device);
    });

    it.each(PAGES)('%s looks as it was reviewed, and keeps nobody out', async (name, address, title) => {
      const page = await admin.open(address);
      expect(await page.textContent('h1')).toBe(title);
      expect(await differenceOf(admin, name)).toBeUndefined();
      expect(await barriersOn(page)).toEqual([]);
    });

    it('shows the access log to the auditor, and says so when there is nothing', async () => {
      const page = await auditor.open(`/admin/access-log?dossier=${scene.dossierId}&subject=${scene.reader}`);
      expect(await differenceOf(auditor, 'admin-access-log')).toBeUndefined();
      expect(await barriersOn(page)).toEqual([]);
      await auditor.open('/admin/access-log?subject=nobody');
      expect(await page.locator('.empty').textContent()).toBe('Không có lần truy cập nào như vậy.');
    });

    it('speaks English when asked', async () => {
      const page = await admin.open('/admin');
      await page.getByText('English').click();
      expect(await page.textContent('h1')).toBe('System overview');
      expect(await page.getByRole('link', { name: 'Replay jobs' }).isVisible()).toBe(true);
      await page.getByText('Tiếng Việt').click();
    });
  });

  describe('with a job', () => {
    let first: Visitor;
    let second: Visitor;

    beforeAll(async () => {
      first = await visitor('admin1', '/admin');
      second = await visitor('admin2', '/admin/replays');
    });

    /** Fills in why, asks for the planned job, and arrives at its page. */
    async function ask(reason: string): Promise<string> {
      const { page } = first;
      await page.getByRole('heading', { name: 'Kế hoạch' }).waitFor();
      await page.getByLabel('Mã lý do').fill(reason);
      await page.getByRole('button', { name: 'Đề nghị việc này' }).click();
      await page.waitForURL(/\/admin\/replays\/[0-9a-f-]{36}$/);
      return new URL(page.url()).pathname;
    }

    async function approve(job: string): Promise<void> {
      const page = await second.open(job);
      await page.getByRole('button', { name: 'Phê duyệt và chạy' }).click();
      await page.getByRole('heading', { name: 'Báo cáo' }).waitFor();
    }

    it('plans a rebuild from the overview, by the keyboard, with numbers before anything is stored', async () => {
      const page = await first.open('/admin');
      await page.getByRole('link', { name: 'Dựng lại desk/work-list 1' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/admin/replays/new?**');
      expect(await page.getByLabel('Đối tượng').inputValue()).toBe('desk/work-list');
      await page.getByLabel('Đối tượng').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Kế hoạch' }).waitFor();
      expect(await page.locator('section dl').textContent()).toContain('Dựng lại bảng đọc');
      await second.open('/admin/replays');
      expect(await second.page.locator('.empty').textContent()).toBe('Chưa có việc nào.');
    });

    it('cannot approve what he asked for, and reads why', async () => {
      await ask('wrong-figures');
      const { page } = first;
      await page.getByText('Bạn là người đề nghị việc này nên không thể phê duyệt.').waitFor();
      expect(await page.getByRole('button', { name: 'Phê duyệt và chạy' }).count()).toBe(0);
      expect(await differenceOf(first, 'admin-replay-waiting')).toBeUndefined();
      expect(await barriersOn(page)).toEqual([]);
    });

    it('sees it run once the other approved, and both read the report', async () => {
      const job = new URL(first.page.url()).pathname;
      await approve(job);
      const { page } = first;
      await page.getByRole('heading', { name: 'Báo cáo' }).waitFor();
      expect(await page.locator('#report + dl code').textContent()).toMatch(/^[0-9a-f]{64}$/);
      expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('100');
      expect(await page.getByRole('button', { name: 'Hủy việc' }).count()).toBe(0);
      await page.getByRole('rowheader', { name: /Hoàn thành/ }).waitFor();
      expect(await differenceOf(second, 'admin-replay-completed')).toBeUndefined();
      expect(await barriersOn(second.page)).toEqual([]);
    });

    it('redrives a parked fact, prefilled from its row', async () => {
      const page = await first.open('/admin/parked');
      await page.getByRole('link', { name: 'Xử lý lại' }).click();
      await page.waitForURL('**/admin/replays/new?**');
      expect(await page.getByLabel('Đối tượng').inputValue()).toBe('desk-deadlines');
      expect(await page.getByLabel('Mã định danh hồ sơ (UUID)').inputValue()).toBe(scene.dossierId);
      await page.getByRole('button', { name: 'Xem kế hoạch (chạy thử)' }).click();
      await approve(await ask('cause-put-right'));
      await first.open('/admin/parked');
      expect(await page.getByText('Không có sự kiện nào bị gác lại.').count()).toBe(2);
    });

    it('asks twice before a job is cancelled for good', async () => {
      const page = await first.open('/admin/replays/new?kind=rebuild&target=desk/delivery-list');
      await page.getByRole('button', { name: 'Xem kế hoạch (chạy thử)' }).click();
      await ask('by-mistake');
      await page.getByRole('button', { name: 'Hủy việc' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Hủy việc' }).click();
      await page.getByText('Đã hủy', { exact: true }).first().waitFor();
    });

    it('says in the words of the server why a plan cannot be made', async () => {
      const page = await first.open('/admin/replays/new?kind=rebuild&target=desk/nothing');
      await page.getByRole('button', { name: 'Xem kế hoạch (chạy thử)' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('heading', { name: 'Kế hoạch' }).count()).toBe(0);
    });
  });

  describe('besides', () => {
    let admin: Visitor;
    let auditor: Visitor;

    beforeAll(async () => {
      admin = await visitor('admin1', '/admin');
      auditor = await visitor('auditor1', '/admin/access-log');
    });

    it('says that an unreadable record was looked at, with a reason', async () => {
      const page = await admin.open('/admin/parked');
      await page.getByRole('button', { name: 'Xác nhận đã xem' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Mã lý do').fill('foreign-writer');
      await dialog.getByRole('button', { name: 'Xác nhận đã xem' }).click();
      await page.getByText('Không có bản ghi nào chờ xem.').waitFor();
    });

    it('audits the code series of a unit and day', async () => {
      const page = await admin.open('/admin/series');
      await page.getByLabel('Đơn vị').fill('H99.14');
      await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
      await page.getByText('Dãy liền mạch').waitFor();
      expect(await page.locator('section').textContent()).toContain(scene.dossierCode);
      expect(await differenceOf(admin, 'admin-series-audited')).toBeUndefined();
      expect(await barriersOn(page)).toEqual([]);
    });

    it('asks the national portal what it shows of a dossier', async () => {
      const page = await admin.open('/admin/parity?all=true');
      await page.getByRole('button', { name: /Hỏi Cổng ngay/ }).click();
      await page.getByRole('dialog').getByText('Không cần làm gì.').waitFor();
    });

    it('sees what an account did, and signs it out everywhere', async () => {
      const officer = await visitor('officer14', '/');
      const { subject } = (await (await officer.page.request.get('/session')).json()) as { subject: string };
      const page = await admin.open(`/admin/accounts?subject=${scene.reader}`);
      await page.getByRole('button', { name: /Xem việc đã làm/ }).click();
      await page.getByRole('dialog').getByText('Tài khoản này mới chỉ xem.').waitFor();
      await page.getByRole('button', { name: 'Đóng' }).click();
      const headers = { 'x-csrf-token': await csrfOf(page), origin: scene.product.url };
      const ended = await page.request.post(`/api/desk/v1/accounts/${subject}/session-end`, { headers });
      expect(await ended.json()).toEqual({ signInsEnded: 1 });
      expect(await (await officer.page.request.get('/session')).json()).toEqual({ signedIn: false });
    });

    it('lets the auditor find who read a dossier, by its code, and take it away', async () => {
      const page = await auditor.open('/admin/access-log');
      await page.getByLabel('Hồ sơ').fill(scene.dossierCode);
      await page.getByRole('button', { name: 'Tìm' }).click();
      await page.getByRole('cell', { name: 'desk.dossier-page' }).first().waitFor();
      const rows = await page.locator('tbody tr').allTextContents();
      expect(rows.some((row) => row.includes(scene.reader) && row.includes(scene.dossierCode))).toBe(true);
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Tải bảng (CSV)' }).click();
      expect((await download).suggestedFilename()).toMatch(/^access-log-\d{14}\.csv$/);
    });

    it('keeps the pages from those whom they are not for', async () => {
      const page = await auditor.open('/admin');
      expect(await page.textContent('h1')).toBe('Tài khoản không có quyền xem trang này');
      expect(await page.getByRole('link', { name: 'Quản trị' }).count()).toBe(0);
    });
  });

  async function csrfOf(page: Visitor['page']): Promise<string> {
    const { csrfToken } = (await (await page.request.get('/session')).json()) as { csrfToken: string };
    return csrfToken;
  }
});
