import { describe, expect, it } from '@jest/globals';
import { consequenceOf } from './consequence.js';

describe('what follows from a reported status', () => {
  it.each([
    [9, 'result'],
    [3, 'refusal'],
    [5, 'supplement'],
    [4, undefined],
    [2, undefined],
    [1, undefined],
    [6, 'unmapped'],
    [7, 'unmapped'],
    [8, 'unmapped'],
    [10, 'unmapped'],
    [null, 'unmapped'],
  ] as const)('of %s is %s', (status, consequence) => {
    expect(consequenceOf({ status, regression: false })).toBe(consequence);
  });

  it.each([9, 3, 5, null] as const)('is nothing when %s came out of order', (status) => {
    expect(consequenceOf({ status, regression: true })).toBeUndefined();
  });
});
