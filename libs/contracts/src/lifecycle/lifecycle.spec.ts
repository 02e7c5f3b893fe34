import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dossierFacts } from '@motcua/testing';
import { lifecycleFields } from './lifecycle-fields.js';
import { toLifecycleEvent, UnknownLifecycleEvent } from './to-lifecycle-event.js';

const facts = Object.values(dossierFacts);
const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = lifecycleFields;

const meta = {
  correlationId: 'correlation-1',
  causationId: 'command-1',
  actor: 'officer-1',
  actorRole: 'deskOfficer',
  recordedAt: '2026-11-16T02:00:00.001Z',
};

function published(fact: (typeof facts)[number], more: object = {}) {
  return toLifecycleEvent({ id: 'event-1', type: fact.type, version: 3, data: { ...fact.data, ...more }, meta });
}

describe('the public lifecycle', () => {
  it('lists the facts of a dossier one to one', () => {
    expect(Object.keys(lifecycleFields).toSorted()).toEqual(Object.keys(dossierFacts).toSorted());
  });

  it('stands in the README that integrators read, field by field', () => {
    const page = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([A-Z]\w+)` +\| (.*?) +\|$/gm)].map(([, type, cells]) => [type, cells]);
    const told = Object.entries(fields).map(([type, { dossierId: _id, ...own }]) => [
      type,
      Object.entries(own)
        .map(([name, kind]) => `\`${name}\` ${kind}`)
        .join(', '),
    ]);
    expect(rows).toEqual(told);
  });

  it.each(facts)('$type has exactly the public fields of the fact, of the listed kinds', ({ type, data }) => {
    expect(Object.keys(fields[type]!).toSorted()).toEqual(Object.keys(data).toSorted());
    for (const [field, value] of Object.entries(data))
      expect([field, kindsOf(value)]).toEqual([field, expect.arrayContaining([fields[type]![field]])]);
  });

  it.each(facts)('$type goes out without its sealed part and without anything unlisted', (fact) => {
    const event = published(fact, { sealed: 'v1.key.iv.cipher', stray: 'Nguyễn Văn Mẫu' });
    expect(event.data).toEqual(fact.data);
  });

  it('carries the envelope that subscribers order and trace by', () => {
    expect(published(dossierFacts.DossierAccepted)).toMatchObject({
      id: 'event-1',
      type: 'DossierAccepted',
      dossierId: dossierFacts.DossierAccepted.data.dossierId,
      dossierVersion: 3,
      recordedAt: meta.recordedAt,
      causationId: 'command-1',
    });
    expect(published(dossierFacts.DossierAccepted)).not.toHaveProperty('traceparent');
  });

  it('says that the applicant acted, without the account', () => {
    const { type, data } = dossierFacts.DossierWithdrawn;
    const byCitizen = { ...meta, actor: 'citizen-account', actorRole: 'citizen' };
    const recorded = { id: 'event-1', type, version: 3, data: { ...data, by: 'citizen-account' }, meta: byCitizen };
    expect(JSON.stringify(toLifecycleEvent(recorded))).not.toContain('citizen-account');
    expect(toLifecycleEvent(recorded).data).toMatchObject({ by: 'applicant' });
  });

  it('refuses a fact without a public form instead of leaving a hole', () => {
    const stray = { id: 'event-1', type: 'constructor', version: 1, data: {}, meta };
    expect(() => toLifecycleEvent(stray)).toThrow(UnknownLifecycleEvent);
  });
});

/** The kinds a sample value may stand for; null fits every kind that may be null. */
function kindsOf(value: unknown): string[] {
  const kinds = ['string', 'number', 'boolean', 'object', 'strings', 'list'];
  if (value === null) return kinds.map((kind) => `${kind}?`);
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? ['strings', 'list'] : ['list'];
  return [typeof value, `${typeof value}?`];
}
