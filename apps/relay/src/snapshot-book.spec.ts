import { describe, expect, it } from '@jest/globals';
import { toLifecycleEvent } from '@motcua/contracts';
import type { EventStore, RecordedEvent } from '@motcua/event-store';
import { dossierFacts } from '@motcua/testing';
import { SnapshotBook } from './snapshot-book.js';

const meta = {
  correlationId: 'c',
  causationId: 'k',
  actor: 'a',
  actorRole: 'system',
  recordedAt: '2026-11-24T01:00:00.000Z',
};
const stream = [dossierFacts.DossierSubmitted, dossierFacts.DossierCodeAssigned, dossierFacts.DossierAccepted].map(
  ({ type, data }, index): RecordedEvent => ({
    id: `${index + 1}`,
    type,
    schemaVersion: 1,
    data: { ...data, dossierId: 'd' },
    meta,
    stream: 'dossier-d',
    version: index + 1,
    position: `${index + 1}`,
  }),
);
const store = { read: async () => stream } as unknown as EventStore;
const events = stream.map(toLifecycleEvent);

describe('the book of snapshots', () => {
  it('starts from all that the store has, so that nothing older is written over what the topic may hold', async () => {
    const book = new SnapshotBook(store);
    for (const event of events) expect((await book.after([event], false))[0]).toMatchObject({ dossierVersion: 3 });
  });

  it('folds event by event when nobody can have been ahead', async () => {
    const book = new SnapshotBook(store);
    for (const event of events)
      expect((await book.after([event], true))[0]).toMatchObject({ dossierVersion: event.dossierVersion });
  });
});
