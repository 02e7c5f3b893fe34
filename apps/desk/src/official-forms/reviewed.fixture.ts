import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import type { LookedAt } from './poppler.fixture.js';

const REFERENCE = join(import.meta.dirname, 'reference');
const FOUND = join(import.meta.dirname, '../../../../var/papers');
const DPI = 75;
const TOLERANCE = 0.005;

/** Every page against its reviewed image in `reference/<name>-<page>.png`. @returns what is wrong */
export function differencesOf(paper: LookedAt, name: string): string[] {
  return Array.from({ length: paper.pages }, (_, index) =>
    difference(paper.image(index + 1, DPI), `${name}-${index + 1}.png`),
  ).filter((one) => one !== undefined);
}

/** `MOTCUA_UPDATE_SCREENS=1` writes the images, for somebody to look at before they are committed. */
function difference(image: PNG, name: string): string | undefined {
  const file = join(REFERENCE, name);
  if (process.env['MOTCUA_UPDATE_SCREENS'] === '1') {
    keep(file, image);
    return undefined;
  }
  if (!existsSync(file)) return `${file} does not exist: MOTCUA_UPDATE_SCREENS=1 writes it`;
  const known = PNG.sync.read(readFileSync(file));
  if (known.width !== image.width || known.height !== image.height) return `${name} has another size`;
  const { width, height } = known;
  const share = pixelmatch(image.data, known.data, undefined, width, height, { threshold: 0.2 }) / (width * height);
  if (share <= TOLERANCE) return undefined;
  keep(join(FOUND, name), image);
  return `${name}: ${(share * 100).toFixed(2)} % of the pixels differ; what was found lies in var/papers`;
}

function keep(file: string, image: PNG): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, PNG.sync.write(image));
}
