import { describe, expect, it } from '@jest/globals';
import { dossierFacts } from '@motcua/testing';
import { toLifecycleEvent } from '../lifecycle/to-lifecycle-event.js';
import { foldSnapshot } from '../snapshot/fold-snapshot.js';
import { encodeCloudEvent } from './lifecycle-codec.js';
import { decodeSnapshot, encodeSnapshot } from './snapshot-codec.js';
import { UndecodableRecord } from './undecodable-record.js';

const meta = { correlationId: 'c', causationId: 'c', actorRole: 'citizen', recordedAt: '2026-11-16T02:00:00.001Z' };
const event = toLifecycleEvent({ id: 'event-1', version: 1, meta, ...dossierFacts.DossierSubmitted });
const snapshot = foldSnapshot(undefined, event);
const record = encodeSnapshot(snapshot, '/motcua/H99/dossiers');

describe('the record of a snapshot', () => {
  it('is read back as it was written', () => {
    expect(decodeSnapshot(record)).toEqual(snapshot);
  });

  it('has an id of its own beside the event that it includes last', () => {
    expect(record.headers['ce_id']).not.toBe(encodeCloudEvent(event, '/motcua/H99/dossiers').headers['ce_id']);
    expect(record.headers).toMatchObject({ ce_type: 'vn.motcua.dossier.dossier-snapshot.v1', ce_dossierversion: '1' });
  });

  it.each([
    ['an event', encodeCloudEvent(event, '/motcua/H99/dossiers')],
    ['another key', { ...record, key: 'another' }],
    ['a value that lacks a field', { ...record, value: JSON.stringify({ dossierId: snapshot.dossierId }) }],
    ['a tombstone', { ...record, value: null }],
    ['another version of CloudEvents', { ...record, headers: { ...record.headers, ce_specversion: '0.3' } }],
  ])('is refused as %s', (_what, other) => {
    expect(() => decodeSnapshot(other)).toThrow(UndecodableRecord);
  });
});
