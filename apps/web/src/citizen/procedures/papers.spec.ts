import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Paper, missingSlots, slotsOf } from './papers.ts';

const file = join(import.meta.dirname, '../../../../../catalogues/2020/procedures/1.001193.json');
const { components } = JSON.parse(readFileSync(file, 'utf8')) as { components: Paper[] };
const required = (declaration: object): string[] =>
  slotsOf(components, declaration)
    .filter((slot) => slot.required)
    .map(({ id }) => id);

describe('the papers of a birth registration online', () => {
  it('are neither what only the counter asks for, nor what a database holds', () => {
    const codes = slotsOf(components, {}).flatMap(({ anyOf }) => anyOf.map(({ code }) => code));
    expect(codes).not.toEqual(expect.arrayContaining(['declaration-form']));
    expect(codes).not.toEqual(expect.arrayContaining(['identity-shown']));
    expect(codes).not.toEqual(expect.arrayContaining(['identity-database']));
    expect(codes).toEqual(expect.arrayContaining(['birth-notification', 'marriage-certificate']));
  });

  it('are required by what the declaration says', () => {
    expect(required({})).toEqual([]);
    expect(required({ giayToKhaiSinh: '1' })).toEqual(['birth-proof']);
    expect(required({ giayToKhaiSinh: '' })).toEqual([]);
  });

  it('may stand for each other', () => {
    const slots = slotsOf(components, { giayToKhaiSinh: '1' });
    expect(missingSlots(slots, []).map(({ id }) => id)).toEqual(['birth-proof']);
    expect(missingSlots(slots, ['birth-undertaking'])).toEqual([]);
  });
});
