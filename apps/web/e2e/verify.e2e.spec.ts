import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { barriersOn } from './axe.ts';
import { type Device, devices, openBrowser, Visitor } from './browser.ts';
import { Product } from './product.ts';
import { differenceOf } from './screens.ts';

const stories = join(import.meta.dirname, '../../../samples/stories/2.000488.json');
const CITIZEN = { role: 'citizen', personalId: '099090000001' };
const OFFICER = { role: 'deskOfficer', unit: 'H99.14' };

interface Story {
  readonly procedure: string;
  readonly procedureCase: string;
  readonly unit: string;
  readonly returnMethod: string;
  readonly [more: string]: unknown;
}

describe('checking a paper', () => {
  let product: Product;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), openBrowser()]);
    address = await refusalSlip();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  async function post(path: string, token: string, body: object): Promise<Response> {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `verify-${path}`,
    };
    const response = await fetch(`${product.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  /** What the link beside the QR code of a refusal slip leads to: the same as the code. */
  async function refusalSlip(): Promise<string> {
    const [story] = JSON.parse(readFileSync(stories, 'utf8')) as Story[];
    const { procedure, procedureCase, unit, returnMethod, applicant, submitter, declaration } = story!;
    const people = { applicant, submitter, declaration, components: [] };
    const what = { procedureCode: procedure, procedureCase, receivingUnit: unit, returnMethod, ...people };
    const submitted = await post('/api/intake/v1/dossiers', await product.token(CITIZEN), what);
    const { dossierId } = (await submitted.json()) as { dossierId: string };
    const officer = await product.token(OFFICER);
    const dossier = `/api/desk/v1/dossiers/${dossierId}`;
    await post(`${dossier}/intake-refusal`, officer, { reasonCode: 'not-eligible', reason: 'Không thuộc đối tượng' });
    const slip = await fetch(`${product.url}${dossier}/forms/03.pdf`, {
      headers: { authorization: `Bearer ${officer}` },
    });
    const bytes = Buffer.from(await slip.arrayBuffer()).toString('latin1');
    const [, found] = /\/URI \(([^)]+)\)/.exec(bytes) ?? [];
    if (found === undefined) throw new Error(`no link in the slip: ${slip.status} ${bytes.slice(0, 500)}`);
    return found;
  }

  const answer = (visitor: Visitor): Promise<string | null> =>
    visitor.page.locator('main .ant-alert').first().textContent();

  describe.each(Object.keys(devices) as Device[])('on a %s', (device) => {
    let visitor: Visitor;

    beforeAll(async () => {
      visitor = await Visitor.come(browser, product.url, device);
    });

    afterAll(async () => {
      expect(visitor.complaints).toEqual([]);
      await visitor.leave();
    });

    it('begins with a field for what the code says', async () => {
      await visitor.open('/verify');
      expect(await visitor.page.textContent('h1')).toBe('Kiểm tra giấy tờ');
      expect(await differenceOf(visitor, 'verify')).toBeUndefined();
      expect(await barriersOn(visitor.page)).toEqual([]);
      await visitor.page.getByRole('button', { name: 'Kiểm tra' }).click();
      expect(await visitor.page.getByRole('alert').textContent()).toBe('Hãy dán nội dung mã QR.');
    });

    it('says of a genuine paper what it is, and that it is the last of its form', async () => {
      expect(new URL(address).pathname).toBe('/verify');
      await visitor.open(address);
      await visitor.page.getByText('Đây là giấy mới nhất').waitFor();
      expect(await answer(visitor)).toContain('Giấy thật');
      const main = await visitor.page.textContent('main');
      for (const words of ['Phiếu từ chối tiếp nhận giải quyết hồ sơ (mẫu 03)', 'Sở Tư pháp tỉnh Mẫu (H99.14)'])
        expect(main).toContain(words);
      expect(await differenceOf(visitor, 'verify-genuine')).toBeUndefined();
      expect(await barriersOn(visitor.page)).toEqual([]);
    });

    it('says of a paper with another code that it is forged', async () => {
      const forged = address.replace(/-(\d{4})~/, '-9$1~');
      await visitor.open('/verify');
      await visitor.page.getByLabel('Nội dung mã QR').fill(forged);
      await visitor.page.getByRole('button', { name: 'Kiểm tra' }).click();
      await visitor.page.getByText('Giấy giả: chữ ký số không đúng').waitFor();
      await visitor.page.waitForLoadState('networkidle');
      expect(await differenceOf(visitor, 'verify-forged')).toBeUndefined();
    });
  });

  it('needs no network once the keys were seen, and says what it could not ask', async () => {
    const visitor = await Visitor.come(browser, product.url, 'phone');
    const page = await visitor.open(address);
    await visitor.context.setOffline(true);
    await page.getByLabel('Nội dung mã QR').fill(`${address}x`);
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByText('Không đọc được').waitFor();
    await page.getByLabel('Nội dung mã QR').fill(address.slice(address.indexOf('#') + 1).replace('~03~', '~04~'));
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByText('Giấy giả').waitFor();
    await visitor.leave();
  });
});
