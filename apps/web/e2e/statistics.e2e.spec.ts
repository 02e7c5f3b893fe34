import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { barriersOn } from './axe.ts';
import { type Device, devices, openBrowser, Visitor } from './browser.ts';
import { Product } from './product.ts';
import { differenceOf } from './screens.ts';
import { signIn } from './sign-in.ts';
import { evaluation, hourly, statistics } from './statistics.fixture.ts';

jest.setTimeout(180_000);

const stories = join(import.meta.dirname, '../../../samples/stories/2.000488.json');
const [story] = JSON.parse(readFileSync(stories, 'utf8')) as [Record<string, unknown>];

describe('statistics and evaluation', () => {
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** Files what a citizen of the samples declares, at H99.14. */
  async function submit(): Promise<void> {
    const { procedure, procedureCase, unit, returnMethod, applicant, submitter, declaration } = story;
    const token = await product.token({ role: 'citizen', personalId: '099090000001' });
    const response = await fetch(`${product.url}/api/intake/v1/dossiers`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({
        procedureCode: procedure,
        procedureCase,
        receivingUnit: unit,
        returnMethod,
        components: [],
        applicant,
        submitter,
        declaration,
      }),
    });
    expect([response.status, await response.text()]).toEqual([201, expect.any(String)]);
  }

  /** A quarter of many dossiers, the same every day. */
  async function withManyDossiers(visitor: Visitor): Promise<void> {
    const answers = [
      ['**/api/desk/v1/statistics?*', statistics],
      ['**/api/desk/v1/statistics/hourly?*', hourly],
      ['**/api/desk/v1/evaluation?*', evaluation],
    ] as const;
    for (const [address, answer] of answers)
      await visitor.page.route(address, (route) => route.fulfill({ json: answer }));
  }

  it('count what was really filed, for the leader of the unit', async () => {
    await submit();
    const leader = await Visitor.come(browser, product.url, 'desktop');
    await signIn(leader, 'leader14', '/desk/statistics');
    const received = leader.page.getByRole('list', { name: 'Số liệu chính' }).getByRole('listitem').first();
    await received.getByText('1', { exact: true }).waitFor();
    expect(await received.innerText()).toContain('trong đó 1 trực tuyến');
    expect(await leader.page.getByText('Hồ sơ nộp theo giờ').count()).toBe(0);
    const download = leader.page.waitForEvent('download');
    await leader.page.getByText('Tải tệp CSV').click();
    const file = await (await download).path();
    expect(readFileSync(file, 'utf8')).toMatch(/"H99\.14",".+",1,1,0,0,0,0,0,/);
    expect(leader.complaints).toEqual([]);
    await leader.leave();
  });

  it('keep the choice in the address, without a name in it', async () => {
    const leader = await Visitor.come(browser, product.url, 'desktop');
    await signIn(leader, 'leader14', '/desk/statistics');
    const { page } = leader;
    await page.getByLabel('Kỳ').selectOption('year');
    await page.waitForURL('**/desk/statistics?period=year');
    await page.getByRole('form').getByLabel('Đơn vị').selectOption('H99.14');
    await page.waitForURL('**/desk/statistics?period=year&unit=H99.14');
    await page.reload();
    expect(await page.getByLabel('Kỳ').inputValue()).toBe('year');
    await page.getByLabel('Kỳ').selectOption('own');
    await page.getByLabel('Từ ngày').fill('2026-02-01');
    await page.waitForURL('**from=2026-02-01**');
    expect(leader.complaints).toEqual([]);
    await leader.leave();
  });

  it('are not for officers without a lead', async () => {
    const officer = await Visitor.come(browser, product.url, 'desktop');
    await signIn(officer, 'officer14', '/desk/statistics');
    expect(await officer.page.textContent('h1')).toBe('Tài khoản không có quyền xem trang này');
    await officer.leave();
  });

  describe.each(Object.keys(devices) as Device[])('on a %s', (device) => {
    let visitor: Visitor;

    beforeAll(async () => {
      visitor = await Visitor.come(browser, product.url, device);
      await withManyDossiers(visitor);
      await signIn(visitor, 'admin1', '/desk/statistics');
      await visitor.page.getByRole('heading', { name: 'Hồ sơ nộp theo giờ' }).waitFor();
    });

    afterAll(async () => {
      expect(visitor.complaints).toEqual([]);
      await visitor.leave();
    });

    it('look as they were reviewed, and keep nobody out', async () => {
      expect(await differenceOf(visitor, 'desk-statistics')).toBeUndefined();
      expect(await barriersOn(visitor.page)).toEqual([]);
      expect(await visitor.page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    });

    it('say every chart as a table, too', async () => {
      const { page } = visitor;
      for (const summary of await page.getByText('Số liệu dạng bảng').all()) await summary.click();
      expect(await page.getByRole('table').count()).toBeGreaterThanOrEqual(6);
      const cell = page.getByRole('table', { name: 'Đúng hạn theo đơn vị' }).getByText('97,5 %');
      expect(await cell.isVisible()).toBe(true);
      expect(await barriersOn(page)).toEqual([]);
    });

    it('speak English when asked', async () => {
      await visitor.page.getByText('English').click();
      expect(await visitor.page.textContent('h1')).toBe('Statistics and evaluation');
      expect(await visitor.page.getByText('97.5 %').count()).toBeGreaterThan(0);
      expect(await visitor.page.textContent('main')).not.toMatch(/Hồ sơ|Đơn vị/);
    });
  });
});
