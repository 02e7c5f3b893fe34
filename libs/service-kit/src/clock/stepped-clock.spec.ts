import { describe, expect, it } from '@jest/globals';

import type { Clock } from '../clock.js';
import { SteppedClock } from './stepped-clock.js';

describe('a stepped clock', () => {
  const real: Clock = { now: () => '2026-03-02T08:00:00.000Z', onMoved: () => () => undefined };

  it('stands still between steps', () => {
    const clock = new SteppedClock('2026-03-01T00:00:00.000Z', real);
    clock.advance(1_500);
    expect([clock.now(), clock.now()]).toEqual(['2026-03-01T00:00:01.500Z', '2026-03-01T00:00:01.500Z']);
  });

  it('comes up to real time and no further', () => {
    const clock = new SteppedClock('2026-03-01T00:00:00.000Z', real);
    clock.set('2026-03-02T08:00:00.000Z');
    expect(() => clock.advance(1)).toThrow(RangeError);
    expect(clock.now()).toBe('2026-03-02T08:00:00.000Z');
    expect(() => new SteppedClock('2999-01-01T00:00:00.000Z')).toThrow(RangeError);
  });

  it('never goes back', () => {
    const clock = new SteppedClock('2026-03-01T00:00:00.000Z', real);
    expect(() => clock.set('2026-02-28T23:59:59.999Z')).toThrow(RangeError);
    expect(() => clock.set('yesterday')).toThrow(RangeError);
  });

  it('tells whoever listens that it moved, until they have heard enough', () => {
    const clock = new SteppedClock('2026-03-01T00:00:00.000Z', real);
    const heard: string[] = [];
    const end = clock.onMoved(() => heard.push(clock.now()));
    clock.advance(1_000);
    end();
    clock.advance(1_000);
    expect(heard).toEqual(['2026-03-01T00:00:01.000Z']);
  });
});
