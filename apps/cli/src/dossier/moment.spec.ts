import { describe, expect, it } from '@jest/globals';
import { UsageFault } from '../usage-fault.js';
import { momentOf } from './moment.js';

describe('the moment of --at', () => {
  it.each([
    ['2026-11-24T14:30:00+07:00', '2026-11-24T07:30:00.000Z'],
    ['2026-11-24T07:30:00.250Z', '2026-11-24T07:30:00.250Z'],
    ['2026-11-24', '2026-11-24T16:59:59.999Z'],
    ['2026-12-31', '2026-12-31T16:59:59.999Z'],
  ])('%s is %s', (text, moment) => {
    expect(momentOf(text)).toBe(moment);
  });

  it.each(['yesterday', '', '2026-11-24T14:30:00', '2026-02-30', '2026-02-30T10:00:00Z', '24/11/2026', '2026-11-24T'])(
    'is not %p',
    (text) => {
      expect(() => momentOf(text)).toThrow(UsageFault);
      expect(() => momentOf(text)).toThrow('--at is a moment with its offset');
    },
  );
});
