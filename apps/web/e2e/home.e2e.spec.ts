import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { barriersOn } from './axe.ts';
import { type Device, devices, openBrowser, Visitor } from './browser.ts';
import { Product } from './product.ts';
import { differenceOf } from './screens.ts';

describe('the first page', () => {
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  describe.each(Object.keys(devices) as Device[])('on a %s', (device) => {
    let visitor: Visitor;

    beforeAll(async () => {
      visitor = await Visitor.come(browser, product.url, device);
      await visitor.open('/');
    });

    afterAll(async () => {
      expect(visitor.complaints).toEqual([]);
      await visitor.leave();
    });

    it('looks as it was reviewed, and keeps nobody out', async () => {
      expect(await differenceOf(visitor, 'home')).toBeUndefined();
      expect(await barriersOn(visitor.page)).toEqual([]);
    });

    it('speaks Vietnamese, and English when asked, and remembers it', async () => {
      expect(await visitor.page.textContent('h1')).toBe('Bộ phận một cửa');
      await visitor.page.getByText('English').click();
      await visitor.page.reload();
      expect(await visitor.page.textContent('h1')).toBe('One-stop desk');
      expect(await visitor.page.getAttribute('html', 'lang')).toBe('en');
    });
  });

  it('says so when there is no such page', async () => {
    const visitor = await Visitor.come(browser, product.url, 'desktop');
    const page = await visitor.open('/desk/nothing-here');
    expect(await page.textContent('h1')).toBe('Không có trang này');
    await visitor.leave();
  });
});
