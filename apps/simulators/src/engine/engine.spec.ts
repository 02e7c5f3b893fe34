import { describe, expect, it } from '@jest/globals';
import { TokenBucket } from '../faults/token-bucket.js';
import { replanCourse, planCourse, stepAt } from '../scenario/course.js';
import { DEFAULT_PARAMS } from '../scenario/scenario.js';
import { SeededRandom, stableToken } from './seeded-random.js';
import { printDate, readDate } from './vietnam-time.js';
import { VirtualClock } from './virtual-clock.js';

describe('dates on the wire', () => {
  it.each([
    ['29/02/2024', 'dd/MM/yyyy', '2024-02-28T17:00:00.000Z'],
    ['1990', 'yyyy', '1989-12-31T17:00:00.000Z'],
    ['02/1990', 'MM/yyyy', '1990-01-31T17:00:00.000Z'],
    ['20241126235959', 'yyyyMMddHHmmss', '2024-11-26T16:59:59.000Z'],
    ['2024-11-26T08:00:00+07:00', 'iso', '2024-11-26T01:00:00.000Z'],
  ] as const)('%s is read by %s', (text, pattern, instant) => {
    expect(new Date(readDate(text, pattern) ?? 0).toISOString()).toBe(instant);
  });

  it.each([
    ['29/02/2023', 'dd/MM/yyyy'],
    ['1/2/2023', 'dd/MM/yyyy'],
    ['13/1990', 'MM/yyyy'],
    ['20241126240000', 'yyyyMMddHHmmss'],
    ['20241126236000', 'yyyyMMddHHmmss'],
    ['2024-11-26', 'iso'],
    ['1700', 'yyyy'],
  ] as const)('%s is no %s', (text, pattern) => {
    expect(readDate(text, pattern)).toBeNull();
  });

  it('are printed for the day in Vietnam, or the day in UTC when a clock is wrong', () => {
    const midnight = Date.parse('2024-11-25T17:00:00Z');
    expect([printDate(midnight, 'dd/MM/yyyy'), printDate(midnight, 'dd/MM/yyyy', 0)]).toEqual([
      '26/11/2024',
      '25/11/2024',
    ]);
    expect(printDate(midnight, 'yyyyMMddHHmmss')).toBe('20241126000000');
  });
});

describe('the virtual clock', () => {
  it('stands, runs at its pace, is set and restored with the time that passed', () => {
    let real = 1000;
    const clock = new VirtualClock({ now: 0, rate: 0 }, () => real);
    real = 5000;
    expect(clock.now()).toBe(0);
    clock.set({ rate: 10 });
    real = 6000;
    expect(clock.now()).toBe(10_000);
    clock.advance(60);
    expect(clock.now()).toBe(70_000);
    clock.set({ now: 5 });
    expect(clock.now()).toBe(5);
    const later = new VirtualClock({ now: 0, rate: 0 }, () => real + 1000);
    later.restore(clock.snapshot());
    expect(later.now()).toBe(10_005);
  });
});

describe('what a seed decides', () => {
  it('comes out the same again', () => {
    const draw = (seed: number): number[] => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 100 }, () => random.next());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1).every((value) => value >= 0 && value < 1)).toBe(true);
    expect(stableToken(1, 9, 'a', 'b')).toBe(stableToken(1, 9, 'a', 'b'));
    expect(stableToken(1, 9, 'a', 'b')).not.toBe(stableToken(1, 9, 'a', 'c'));
  });
});

describe('the course of a dossier', () => {
  const scenario = (name: 'auto' | 'late' | 'stuck') => ({ name, params: DEFAULT_PARAMS });

  it('reaches its steps when they fall due', () => {
    const course = planCourse(0, scenario('auto'));
    expect([-1, 0, 3_599_999, 3_600_000, 86_400_000].map((now) => stepAt(course, now))).toEqual([-1, 0, 0, 1, 2]);
  });

  it('keeps what has happened when its scenario changes', () => {
    const course = replanCourse(planCourse(0, scenario('auto')), scenario('stuck'), 4_000_000);
    expect(course.map(({ stage }) => stage)).toEqual(['received', 'processing']);
    const again = replanCourse(course, scenario('auto'), 100_000_000);
    expect(again.at(-1)).toEqual({ stage: 'done', at: 100_000_000 });
  });
});

describe('a token bucket', () => {
  it('gives each credential its burst, refills with time and counts the day', () => {
    const bucket = new TokenBucket({ perSecond: 2, burst: 2, perDay: 4 });
    const take = (credential: string, at: number): boolean => bucket.take(credential, at);
    expect([take('a', 0), take('a', 0), take('a', 0), take('b', 0)]).toEqual([true, true, false, true]);
    expect([take('a', 500), take('a', 500), take('a', 10_000), take('a', 20_000)]).toEqual([true, false, true, false]);
    expect(take('a', 86_400_000)).toBe(true);
  });
});
