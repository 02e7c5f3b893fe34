import { describe, expect, it } from '@jest/globals';
import { DemoClock } from './demo-clock.js';

describe("the demo's clock", () => {
  it('stands where it was put, moves on, and never goes back', () => {
    const clock = new DemoClock('2026-10-12T00:00:00.000Z');
    clock.stepTo('2026-10-12T03:00:00.000Z');
    expect(clock.now()).toBe('2026-10-12T03:00:00.000Z');
    clock.stepTo('2026-10-11T00:00:00.000Z');
    expect(clock.now()).toBe('2026-10-12T03:00:00.000Z');
  });

  it('is never ahead of real time', () => {
    const clock = new DemoClock('2026-10-12T00:00:00.000Z');
    clock.stepTo('2999-01-01T00:00:00.000Z');
    expect(Date.parse(clock.now())).toBeLessThanOrEqual(Date.now());
  });

  it('runs in real time once it is released', () => {
    const clock = new DemoClock('2026-10-12T00:00:00.000Z');
    const before = Date.now();
    clock.release();
    expect(Date.parse(clock.now())).toBeGreaterThanOrEqual(before);
  });
});
