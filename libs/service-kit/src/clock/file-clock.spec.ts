import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Clock } from '../clock.js';
import { FileClock, FileClockHand } from './file-clock.js';

describe('a clock in a file', () => {
  const real: Clock = { now: () => '2026-03-02T08:00:00.000Z', onMoved: () => () => undefined };
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-clock-'));
    file = join(folder, 'clock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('moves for everybody at once, and begins where it stood', () => {
    const hand = new FileClockHand(file, '2026-03-01T00:00:00Z');
    const clocks = [new FileClock(file, real), new FileClock(file, real)];
    hand.stepTo('2026-03-01T01:00:00.000Z');
    expect(clocks.map((clock) => clock.now())).toEqual(['2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z']);
    expect(new FileClockHand(file, '2026-01-01T00:00:00Z').now()).toBe('2026-03-01T01:00:00.000Z');
  });

  it('never goes back, by its hand or by what somebody writes', () => {
    const hand = new FileClockHand(file, '2026-03-01T00:00:00Z');
    const clock = new FileClock(file, real);
    hand.stepTo('2026-02-01T00:00:00.000Z');
    expect(clock.now()).toBe('2026-03-01T00:00:00.000Z');
    writeFileSync(file, '2026-02-01T00:00:00.000Z');
    expect(clock.now()).toBe('2026-03-01T00:00:00.000Z');
  });

  it('is never ahead of real time', () => {
    new FileClockHand(file, '2026-03-01T00:00:00Z').stepTo('2026-03-02T09:00:00.000Z');
    expect(new FileClock(file, real).now()).toBe('2026-03-02T08:00:00.000Z');
    const hand = new FileClockHand(file, '2026-03-01T00:00:00Z');
    hand.stepTo('2999-01-01T00:00:00.000Z');
    expect(hand.now() <= new Date().toISOString()).toBe(true);
  });

  it('tells whoever listens that it moved, and runs by itself once it is released', async () => {
    const hand = new FileClockHand(file, '2026-03-01T00:00:00Z');
    const clock = new FileClock(file, real);
    const moved = Promise.withResolvers<void>();
    const end = clock.onMoved(() => moved.resolve());
    hand.release();
    await moved.promise;
    end();
    expect(clock.now()).toBe(real.now());
    hand.stepTo('2026-03-01T05:00:00.000Z');
    expect(clock.now()).toBe(real.now());
  });

  it('is not made of a file without an instant', () => {
    expect(() => new FileClock(file, real)).toThrow(/ENOENT/);
    writeFileSync(file, 'yesterday');
    expect(() => new FileClock(file, real)).toThrow(/no instant/);
  });
});
