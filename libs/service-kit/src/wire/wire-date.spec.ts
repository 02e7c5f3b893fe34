import { describe, expect, it } from '@jest/globals';
import { formatBirthDate, formatWireDate, isDatePattern, parseWireDate } from './wire-date.js';

describe('dates on the wire', () => {
  it.each([
    ['2024-11-25T17:00:00.000Z', '20241126000000'],
    ['2024-11-25T16:59:59.999Z', '20241125235959'],
    ['2024-11-26T05:00:00.000Z', '20241126120000'],
    ['2024-11-26T04:59:59.000Z', '20241126115959'],
    ['2024-11-26T16:59:00.000Z', '20241126235900'],
  ])('prints %s by the 24-hour clock of Vietnam', (instant, printed) => {
    expect(formatWireDate(instant, 'yyyyMMddHHmmss')).toBe(printed);
    expect(parseWireDate(printed, 'yyyyMMddHHmmss')).toBe(`${instant.slice(0, 19)}.000Z`);
  });

  it('keeps two moments twelve hours apart different', () => {
    const noon = formatWireDate('2024-11-26T05:00:00.000Z', 'yyyyMMddHHmmss');
    expect(formatWireDate('2024-11-26T17:00:00.000Z', 'yyyyMMddHHmmss')).not.toBe(noon);
  });

  it('has no token for the 12-hour clock', () => {
    expect(isDatePattern('yyyyMMddhhmmss')).toBe(false);
    expect(isDatePattern('dd/MM/yyyy HH:mm:ss a')).toBe(false);
    expect(isDatePattern('dd/MM/yyyy HH:mm:ss')).toBe(true);
  });

  it.each([
    ['01/02/1990', '01.02.1990'],
    ['02/1990', '02.1990'],
    ['1990', '1990'],
    ['1990-02-01', '01.02.1990'],
    [{ ngaySinh: '1', thangSinh: '2', namSinh: 1990 }, '01.02.1990'],
    [{ namSinh: '1990' }, '1990'],
  ])('keeps the precision of the birth date %j', (value, printed) => {
    expect(formatBirthDate(value, 'dd.MM.yyyy')).toBe(printed);
  });

  it.each(['31/02/2020', '29/02/2023', '00/01/2020', '13/2020', '20200101', 'hôm qua', '2020-01-01T00:00:00', ''])(
    'takes %j for no date',
    (value) => {
      expect(formatBirthDate(value, 'dd/MM/yyyy')).toBeUndefined();
    },
  );

  it('does not print more than the value knows', () => {
    expect(formatWireDate('02/1990', 'dd/MM/yyyy')).toBeUndefined();
    expect(formatWireDate('01/02/1990', 'yyyyMMddHHmmss')).toBeUndefined();
  });
});
