import { describe, expect, it } from '@jest/globals';
import { csvOf, xlsxOf } from './spreadsheet.js';

const planted = ['=1+1', '+84990000077', '-1', '@SUM(A1)', '\tx', '\rx', 'He said "hi"', 'Bình thường'];
const table = { name: 'Đơn vị', rows: [['Mã', 'Số'], ...planted.map((text) => [text, 7]), ['trống', null]] };

describe('an exported table', () => {
  it('gives no spreadsheet a formula, in CSV', () => {
    const lines = csvOf([table]).toString().split('\r\n');
    expect(lines.slice(1, 9)).toEqual([
      `"'=1+1",7`,
      `"'+84990000077",7`,
      `"'-1",7`,
      `"'@SUM(A1)",7`,
      `"'\tx",7`,
      `"'\rx",7`,
      `"He said ""hi""",7`,
      `"Bình thường",7`,
    ]);
  });

  it('tells that it is UTF-8, and parts the tables by an empty line', () => {
    const text = csvOf([table, { name: 'b', rows: [['c']] }]).toString();
    expect([text.startsWith('\uFEFF"Mã","Số"'), text.endsWith('"trống",\r\n\r\n"c"\r\n')]).toEqual([true, true]);
  });

  it('marks every text as one in XLSX, and holds no formula', async () => {
    const file = await xlsxOf([table]);
    expect(file.subarray(0, 2).toString()).toBe('PK');
    const { unzipSync, strFromU8 } = await import('fflate');
    const parts = unzipSync(new Uint8Array(file));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
    expect(sheet).not.toMatch(/<f[ >]/);
    expect([...sheet.matchAll(/<c [^>]*r="A\d+"[^>]*>/g)].every(([cell]) => /t="(s|inlineStr)"/.test(cell))).toBe(true);
  });
});
