import { describe, expect, it } from '@jest/globals';
import { dayRange, endsBefore, tidyDate, today } from './dates.ts';
import { answers } from './plain.ts';

describe('dates as people type them', () => {
  it.each([
    ['5/11/2024', '05/11/2024'],
    [' 05-11-2024 ', '05/11/2024'],
    ['5.11.2024', '05/11/2024'],
    ['05112024', '05/11/2024'],
    ['9/1993', '09/1993'],
    ['1993', '1993'],
    ['hôm qua', 'hôm qua'],
    ['1/2/3/4', '1/2/3/4'],
  ])('%s is taken as %s', (typed, tidied) => {
    expect(tidyDate(typed)).toBe(tidied);
  });

  it('are real days, and may lack day and month', () => {
    expect(dayRange('29/02/2024')).toEqual({ first: '2024-02-29', last: '2024-02-29' });
    expect(dayRange('02/2023')).toEqual({ first: '2023-02-01', last: '2023-02-28' });
    expect(dayRange('1993')).toEqual({ first: '1993-01-01', last: '1993-12-31' });
    expect(['29/02/2023', '31/04/2024', '1/1/2024', '1899', '2101', ''].map(dayRange)).toEqual(Array(6).fill(null));
    expect([endsBefore('05/2020', '06/2020'), endsBefore('2020', '06/2020'), endsBefore('x', '2020')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('begin in Vietnam seven hours before they begin in Greenwich', () => {
    expect(today(new Date('2026-11-23T17:00:00Z'))).toBe('2026-11-24');
    expect(today(new Date('2026-11-23T16:59:59Z'))).toBe('2026-11-23');
  });
});

describe('searching', () => {
  it('needs no diacritics and no order', () => {
    expect(answers('Ủy ban nhân dân phường Mẫu Đông', 'dong mau phuong')).toBe(true);
    expect(answers('Ủy ban nhân dân phường Mẫu Đông', 'Đông')).toBe(true);
    expect(answers('Ủy ban nhân dân phường Mẫu Đông', 'tay')).toBe(false);
  });
});
