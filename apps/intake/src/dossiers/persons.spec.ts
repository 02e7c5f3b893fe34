import { join } from 'node:path';
import type { JsonObject, Person } from '@motcua/domain';
import { Actor, MemoryKeyVault, VaultSealer, loadCatalogue } from '@motcua/service-kit';
import { sampleStories } from '@motcua/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Persons } from './persons.js';

const sealer = new VaultSealer(new MemoryKeyVault());
const indexOf = (number: string): string => sealer.blindIndex('person', number);

describe('the persons of a submission', () => {
  let persons: Persons;

  beforeAll(async () => {
    const { catalogue, declarations } = await loadCatalogue(join(import.meta.dirname, '../../../../catalogues/2020'));
    persons = new Persons(catalogue, declarations, sealer);
  });

  const now = '2026-11-16T02:00:00.000Z';
  const citizen = new Actor('citizen-1', ['citizen'], [], undefined, '099090000777');

  const NUMBER_FIELDS = /^(?:\w*SoDDCN|\w*SoGiayTo(?:TuyThan)?|SoGiayTo|personalId)$/;

  /** Every number that stands in a field of that name, however deep. */
  function numbersIn(value: unknown): string[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'string' ? (NUMBER_FIELDS.test(key) && inner !== '' ? [inner] : []) : numbersIn(inner),
    );
  }

  it.each(sampleStories().map((story) => [story.id, story] as const))('are all found in %s', (_id, story) => {
    const { procedure: procedureCode, applicant, submitter, declaration } = story;
    const { subjects, owners } = persons.of({ procedureCode, applicant, submitter, declaration }, now, citizen);
    const wanted = numbersIn({ applicant, submitter, declaration }).map(indexOf);
    expect(subjects).toEqual(expect.arrayContaining(wanted));
    expect(subjects).toEqual(expect.arrayContaining([...owners]));
    expect(owners).toContain(indexOf('099090000777'));
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('are those it names, when the procedure is not known or the form is hostile', () => {
    const applicant: Person = {
      fullName: 'MẪU',
      personalId: '099090000001',
      birthDate: null,
      address: null,
      phone: null,
      email: null,
    };
    const hostile = { nycSoGiayTo: { toString: 'x' }, thongTinUyQuyen: [null, 7] } as unknown as JsonObject;
    for (const [procedureCode, declaration] of [
      ['9.9', {}],
      ['2.000488', hostile],
    ] as const) {
      const found = persons.of(
        { procedureCode, applicant, submitter: applicant, declaration },
        now,
        new Actor('o', ['deskOfficer']),
      );
      expect(found).toEqual({ owners: [indexOf('099090000001')], subjects: [indexOf('099090000001')] });
    }
  });
});
