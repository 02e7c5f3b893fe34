import { createHash } from 'node:crypto';

/** Small deterministic generator (mulberry32): the same seed always draws the same numbers in [0, 1). */
export class SeededRandom {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
}

/** A short stable token of lower-case letters and digits that depends only on the seed and the given words. */
export function stableToken(seed: number, length: number, ...words: readonly string[]): string {
  const digest = createHash('sha256')
    .update([String(seed), ...words].join('|'))
    .digest();
  return BigInt(`0x${digest.toString('hex')}`)
    .toString(36)
    .slice(0, length);
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
