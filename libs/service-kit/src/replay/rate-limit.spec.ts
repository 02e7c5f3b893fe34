import { describe, expect, it } from '@jest/globals';
import { HandClock } from '@motcua/testing';
import { handStopwatch } from './hand-stopwatch.fixture.js';
import { rateLimit } from './rate-limit.js';

function scene(perSecond: number) {
  const clock = new HandClock('2026-11-24T01:00:00.000Z');
  const stop = new AbortController();
  const pace = rateLimit(perSecond, stop.signal, handStopwatch(clock));
  const passes = { count: 0 };
  const pass = (facts: number) => void pace(facts).then(() => (passes.count += facts));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, stop, pass, passes, settled };
}

describe('a rate limit', () => {
  it('lets facts pass evenly', async () => {
    const { clock, pass, passes, settled } = scene(4);
    pass(1);
    pass(1);
    await settled();
    expect(passes.count).toBe(0);
    clock.add(0.25);
    await settled();
    expect(passes.count).toBe(1);
    clock.add(0.25);
    await settled();
    expect(passes.count).toBe(2);
  });

  it('lets those who took many at once wait for all of them', async () => {
    const { clock, pass, passes, settled } = scene(4);
    pass(8);
    clock.add(1.9);
    await settled();
    expect(passes.count).toBe(0);
    clock.add(0.1);
    await settled();
    expect(passes.count).toBe(8);
  });

  it('gives no credit for a time in which nobody came', async () => {
    const { clock, pass, passes, settled } = scene(1);
    clock.add(3_600);
    pass(2);
    await settled();
    expect(passes.count).toBe(0);
  });

  it('lets nobody wait for a work that was stopped', async () => {
    const { stop, pass, passes, settled } = scene(1);
    pass(100);
    stop.abort();
    await settled();
    expect(passes.count).toBe(100);
  });
});
