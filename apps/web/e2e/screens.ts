import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import type { Visitor } from './browser.ts';

const reference = join(import.meta.dirname, 'screens');
const found = join(import.meta.dirname, '../../../var/screens');
/** Share of the pixels that may differ: the edges of letters. */
const TOLERANCE = 0.01;

/**
 * Compares the page with its reviewed image in `screens/<name>.<device>.png`. `MOTCUA_UPDATE_SCREENS=1` writes the images, for
 * somebody to look at before they are committed.
 *
 * @param changing what looks different every time: codes, times
 * @returns what is wrong; undefined = nothing
 */
export async function differenceOf(
  { page, device }: Pick<Visitor, 'page' | 'device'>,
  name: string,
  changing: readonly Locator[] = [],
): Promise<string | undefined> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const mask = [...changing, page.locator('time'), page.locator('[data-changes]')];
  const image = await page.screenshot({
    fullPage: true,
    mask,
    maskColor: '#d9d9d9',
    animations: 'disabled',
    caret: 'hide',
  });
  const file = join(reference, `${name}.${device}.png`);
  if (process.env['MOTCUA_UPDATE_SCREENS'] === '1') {
    keep(file, image);
    return undefined;
  }
  if (!existsSync(file)) return `${file} does not exist: MOTCUA_UPDATE_SCREENS=1 writes it`;
  const difference = compared(image, readFileSync(file));
  if (difference === undefined) return undefined;
  keep(join(found, `${name}.${device}.png`), image);
  return `${name}.${device}: ${difference}; what was found lies in var/screens`;
}

function compared(one: Buffer, other: Buffer): string | undefined {
  const a = PNG.sync.read(one);
  const b = PNG.sync.read(other);
  if (a.width !== b.width || a.height !== b.height)
    return `${a.width} x ${a.height} pixels instead of ${b.width} x ${b.height}`;
  const differing = pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.2 });
  const share = differing / (a.width * a.height);
  return share > TOLERANCE ? `${(share * 100).toFixed(1)} % of the pixels differ` : undefined;
}

function keep(file: string, image: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, image);
}
