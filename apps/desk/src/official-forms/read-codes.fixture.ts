import type { PNG } from 'pngjs';

/** Reads the codes of a rendered page as a scanner does; written from the standards, so that it shares nothing with who draws them. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Grid = readonly (readonly boolean[])[];

/** Light and dark of a page that is black on white. */
export class Scan {
  private readonly page: PNG;

  constructor(page: PNG) {
    this.page = page;
  }

  dark(x: number, y: number): boolean {
    const at = (Math.floor(y) * this.page.width + Math.floor(x)) * 4;
    return this.page.data[at]! < 128;
  }

  /** Everything dark inside a part of the page that is given in millimetres. */
  boxOf(part: Box, dpi: number): Box {
    const [left, top, right, bottom] = [part.left, part.top, part.right, part.bottom].map((mm) => (mm / 25.4) * dpi);
    let box: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let y = Math.floor(top!); y < bottom!; y += 1) {
      for (let x = Math.floor(left!); x < right!; x += 1) {
        if (this.dark(x, y)) box = grown(box, x, y);
      }
    }
    return box;
  }

  /** Widths of bars and gaps along the middle of a box, in pixels. */
  runs({ left, top, right, bottom }: Box): number[] {
    const y = (top + bottom) / 2;
    const runs: number[] = [];
    let start = left;
    for (let x = left + 1; x <= right; x += 1) {
      if (x < right && this.dark(x, y) === this.dark(x - 1, y)) continue;
      runs.push(x - start);
      start = x;
    }
    return runs;
  }

  /** The modules of a square code of which the box holds the upper part; its size shows in the finder, and is 21, 25, 29 .... */
  modules(box: Box): Grid {
    const finder = this.runs({ ...box, bottom: box.top + 2 })[0]!; // the upper edge of the first finder: seven modules
    const size = 17 + 4 * Math.round(((box.right - box.left) / (finder / 7) - 17) / 4);
    const step = (box.right - box.left) / size;
    const cells = Array.from({ length: size }, (_, index) => (index + 0.5) * step);
    return cells.map((y) => cells.map((x) => this.dark(box.left + x, box.top + y)));
  }
}

function grown({ left, top, right, bottom }: Box, x: number, y: number): Box {
  return {
    left: Math.min(left, x),
    top: Math.min(top, y),
    right: Math.max(right, x + 1),
    bottom: Math.max(bottom, y + 1),
  };
}

const CODE_128 =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 233111'.split(
    ' ',
  );
const [TO_C, TO_B, START_A, START_C, STOP] = [99, 100, 103, 105, 106];

/** @param runs bars and gaps in turn, any unit @returns what a Code 128 says @throws when its check symbol is wrong */
export function readCode128(runs: readonly number[]): string {
  const total = runs.reduce((sum, run) => sum + run, 0);
  const module = total / (((runs.length - 7) / 6) * 11 + 13);
  const widths = runs.map((run) => Math.round(run / module)).join('');
  const symbols: number[] = [];
  for (let at = 0; at + 6 <= widths.length; at += 6) symbols.push(CODE_128.indexOf(widths.slice(at, at + 6)));
  if (symbols.pop() !== STOP) throw new Error('no stop');
  const check = symbols.pop();
  const sum = symbols.reduce((total, symbol, index) => total + symbol * Math.max(index, 1), 0);
  if (sum % 103 !== check) throw new Error('the check symbol is wrong');
  return textOf(symbols);
}

function textOf([start, ...symbols]: readonly number[]): string {
  if (start === START_A) throw new Error('set A is not read');
  let inC = start === START_C;
  let text = '';
  for (const symbol of symbols) {
    if (inC && symbol < TO_B) text += String(symbol).padStart(2, '0');
    else if (symbol === TO_C) inC = true;
    else if (inC && symbol === TO_B) inC = false;
    else text += String.fromCharCode(symbol + 32);
  }
  return text;
}

/** Of level M: error correction per block, then how many blocks of how many bytes. */
const BLOCKS: Readonly<Record<number, { readonly correction: number; readonly data: readonly number[] }>> = {
  8: { correction: 22, data: [38, 38, 39, 39] },
  9: { correction: 22, data: [36, 36, 36, 37, 37] },
  10: { correction: 26, data: [43, 43, 43, 43, 44] },
  11: { correction: 30, data: [50, 51, 51, 51, 51] },
  12: { correction: 22, data: [36, 36, 36, 36, 36, 36, 37, 37] },
};
const FIRST_GAP: Readonly<Record<number, number>> = { 8: 18, 9: 20, 10: 22, 11: 24, 12: 26 };

/** @returns what a QR code of level M says; it must be undamaged */
export function readQr(modules: Grid): string {
  const size = modules.length;
  const version = (size - 17) / 4;
  const flips = MASKS[maskOf(modules)]!;
  const bits: boolean[] = [];
  for (const [x, y] of path(size)) {
    if (!isFunction(x, y, size, version)) bits.push(modules[y]![x]! !== flips(x, y));
  }
  const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    byteOf(bits.slice(index * 8, index * 8 + 8)),
  );
  return decoded(unmixed(bytes, BLOCKS[version]!.data), version);
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Five bits of the format stand beside the first finder: two of level (M = 00), three of mask, all flipped by 10101. */
function maskOf(modules: Grid): number {
  const told = byteOf([0, 1, 2, 3, 4].map((x) => modules[8]![x]!)) ^ 0b10101;
  if (told >> 3 !== 0) throw new Error('not level M');
  return told & 0b111;
}

/** Two columns at a time from the right, up and down in turn, past the timing column. */
function* path(size: number): Generator<[number, number]> {
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      yield [right, y];
      yield [right - 1, y];
    }
    up = !up;
  }
}

/** What is no data: finders with the format, timing, the version (from 7 on) and alignment; left, top, right and bottom of each. */
function isFunction(x: number, y: number, size: number, version: number): boolean {
  const far = size - 8;
  const last = size - 7;
  const fixed = [
    [6, 0, 6, size],
    [0, 6, size, 6],
    [0, 0, 8, 8],
    [far, 0, size, 8],
    [0, far, 8, size],
    [size - 11, 0, far - 1, 5],
    [0, size - 11, 5, far - 1],
  ] as const;
  const gap = FIRST_GAP[version]!;
  const centres = [6, 6 + gap, 6 + 2 * gap];
  const finders = [`6 6`, `6 ${last}`, `${last} 6`];
  const alignments = centres
    .flatMap((cx) => centres.map((cy) => [cx, cy] as const))
    .filter((centre) => !finders.includes(centre.join(' ')))
    .map(([cx, cy]) => [cx - 2, cy - 2, cx + 2, cy + 2] as const);
  return [...fixed, ...alignments].some(
    ([left, top, right, bottom]) => x >= left && x <= right && y >= top && y <= bottom,
  );
}

/** Blocks are written in turns of one byte each; the longer ones have one more at the end. */
function unmixed(bytes: readonly number[], lengths: readonly number[]): number[] {
  const blocks = lengths.map((): number[] => []);
  let at = 0;
  for (let place = 0; place < Math.max(...lengths); place += 1) {
    for (const [index, length] of lengths.entries()) if (place < length) blocks[index]!.push(bytes[at++]!);
  }
  return blocks.flat();
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

type Take = (bits: number) => number;

/** How each mode counts (up to version 9, and beyond) and writes. */
const MODES: Readonly<
  Record<number, { readonly counts: readonly [number, number]; readonly read: (take: Take, count: number) => Buffer }>
> = {
  1: {
    counts: [10, 12],
    read: (take, count) => {
      const groups = Array.from({ length: Math.ceil(count / 3) }, (_, index) => Math.min(3, count - index * 3));
      return Buffer.from(groups.map((digits) => String(take(digits * 3 + 1)).padStart(digits, '0')).join(''));
    },
  },
  2: {
    counts: [9, 11],
    read: (take, count) => {
      const pairs = Array.from({ length: Math.floor(count / 2) }, () => pair(take(11)));
      return Buffer.from(pairs.join('') + (count % 2 === 1 ? ALPHANUMERIC[take(6)]! : ''));
    },
  },
  4: { counts: [8, 16], read: (take, count) => Buffer.from(Array.from({ length: count }, () => take(8))) },
};

function decoded(bytes: readonly number[], version: number): string {
  const bits = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, place) => ((byte >> (7 - place)) & 1) === 1));
  let at = 0;
  const take: Take = (count) => byteOf(bits.slice(at, (at += count)));
  const parts: Buffer[] = [];
  for (let mode = MODES[take(4)]; mode !== undefined; mode = MODES[take(4)]) {
    parts.push(mode.read(take, take(mode.counts[version > 9 ? 1 : 0])));
  }
  return Buffer.concat(parts).toString();
}

function pair(value: number): string {
  return ALPHANUMERIC[Math.floor(value / 45)]! + ALPHANUMERIC[value % 45]!;
}

function byteOf(bits: readonly boolean[]): number {
  return bits.reduce((value, bit) => value * 2 + Number(bit), 0);
}
