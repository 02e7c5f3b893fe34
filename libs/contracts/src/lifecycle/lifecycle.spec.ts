import { describe, expect, it } from '@jest/globals';
import { dossierFacts } from '@motcua/testing';
import { type LifecycleData, lifecycleEvents, type LifecycleEventType } from './lifecycle-events.js';
import { toLifecycleEvent, UnknownLifecycleEvent } from './to-lifecycle-event.js';

const facts = Object.values(dossierFacts);

/** The compiler compares: what the domain writes is what this list says (a status is any number there). */
const { MirrorStatusReported: mirror, ...others } = dossierFacts;
const written: { readonly [Type in LifecycleEventType]: { readonly data: LifecycleData<Type> } } = {
  ...others,
  MirrorStatusReported: { data: { ...mirror.data, status: 4 } },
};

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
    expect(Object.keys(lifecycleEvents).toSorted()).toEqual(Object.keys(dossierFacts).toSorted());
  });

  it.each(Object.keys(lifecycleEvents) as LifecycleEventType[])('%s goes out whole, and its time is there', (type) => {
    const { data } = published(dossierFacts[type]);
    expect(data).toEqual(written[type].data);
    expect(data[lifecycleEvents[type].time]).toMatch(/^2026-.*Z$/);
  });

  it.each(facts)('$type goes out without its sealed part and without anything unlisted', (fact) => {
    const event = published(fact, { sealed: 'v1.key.iv.cipher', stray: 'Nguyễn Văn Mẫu' });
    expect(event.data).toEqual(fact.data);
  });

  it('lets nothing unlisted out of the objects inside either', () => {
    const { due } = dossierFacts.DossierAccepted.data;
    const { data } = published(dossierFacts.DossierAccepted, { due: { ...due, stray: 'Nguyễn Văn Mẫu' } });
    expect(data['due']).toEqual(due);
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
