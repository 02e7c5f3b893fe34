import { describe, expect, it } from '@jest/globals';
import { nextTurn } from './poll-times.js';

const at = (time: string) => `2026-11-16T${time}.000Z`;

describe('the turns of a poll', () => {
  it('keep their distance from the turn before, however long the call took', () => {
    expect(nextTurn(at('02:00:00'), at('02:00:07'), 300_000)).toBe(at('02:05:00'));
  });

  it('that were missed are left out', () => {
    expect(nextTurn(at('02:00:00'), at('03:01:00'), 300_000)).toBe(at('03:05:00'));
  });

  it('never come at once again', () => {
    expect(nextTurn(at('02:00:00'), at('02:05:00'), 300_000)).toBe(at('02:10:00'));
  });
});
