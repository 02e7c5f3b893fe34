import { describe, expect, it } from '@jest/globals';
import type { LifecycleEvent } from '@motcua/contracts';
import type { Lane } from '@motcua/domain';
import type { DeliveryEngine, FeedContext } from '@motcua/service-kit';
import { dossierFacts, submitDossier, testCatalogue } from '@motcua/testing';
import type { SyncStates } from '../deliveries/sync-states.js';
import type { PortalDossiers } from '../dossiers/portal-dossiers.js';
import type { PortalLinks } from '../dossiers/portal-links.js';
import type { PortalWire } from '../portal/portal-wire.js';
import { historyOf } from './dossier-history.js';
import { LifecycleConsumer } from './lifecycle.consumer.js';
import { recorded } from './recorded.fixture.js';

const dossierId = '7b0c6f4e-0000-4000-8000-000000000001';
const system = 'portal.dvcqg';
const catalogue = testCatalogue();
const turns = [{ command: submitDossier(), role: 'citizen' }, { fact: dossierFacts.DossierCodeAssigned }];
const history = historyOf(recorded(catalogue, turns).events, catalogue, 'result', system);

/** The only step that the portal is owed. */
const step = (state: object) => ({ seq: 2, op: 'progress', sourceEventId: 'event-1', state });

/** A consumer over a lane whose first message stands as told; notes what it does. */
function bench(state: object | null, op = 'dossier', all = false) {
  const done: string[] = [];
  const first = { seq: 1, op, sourceEventId: 'event-2', state };
  const lane = {
    dossierId,
    system,
    deliveries: state === null ? [] : all ? [first, step(state)] : [first],
  } as unknown as Lane;
  const engine = {
    lane: () => Promise.resolve(lane),
    plan: (asked: { op: string; sourceEventId: string }) =>
      Promise.resolve(done.push(`${asked.op} ${asked.sourceEventId}`)),
    release: () => Promise.resolve(done.push('release')),
    wake: () => Promise.resolve(done.push('wake')),
  } as unknown as DeliveryEngine;
  const consumer = new LifecycleConsumer(
    engine,
    { find: () => Promise.resolve({ history }) } as unknown as PortalDossiers,
    { system } as PortalWire,
    { revoke: () => Promise.resolve(done.push('revoke')) } as unknown as PortalLinks,
    { forget: () => Promise.resolve(done.push('forget')) } as unknown as SyncStates,
  );
  const hear = async (type: string, kind: 'live' | 'replay' = 'live'): Promise<string[]> => {
    const event = { dossierId, dossierVersion: 2, type, data: {} } as unknown as LifecycleEvent;
    await consumer.on(event, { kind } as FeedContext);
    return done;
  };
  return { hear };
}

describe('the consumer of lifecycle facts', () => {
  it('plans what is owed', async () => {
    expect(await bench(null).hear('DossierCodeAssigned')).toEqual(['dossier event-2', 'progress event-1']);
  });

  it('wakes a lane in which everything is planned and not all of it sent: who planned it may have died before', async () => {
    expect(await bench({ kind: 'toSend', nextAt: null }, 'dossier', true).hear('DossierCodeAssigned')).toEqual([
      'wake',
    ]);
    expect(await bench({ kind: 'done' }, 'dossier', true).hear('DossierCodeAssigned')).toEqual([]);
  });

  it('never plans anything for a fact of a replay', async () => {
    expect(await bench(null).hear('DossierCodeAssigned', 'replay')).toEqual([]);
  });

  it('ends the file links when personal data is erased, and sends nothing', async () => {
    expect(await bench(null).hear('SubjectErased')).toEqual(['revoke', 'forget']);
  });

  it.each([
    ['a held message go on', { kind: 'held', reasons: [] }, 'dossier', true],
    ['a dossier go on that the portal found wrong', { kind: 'parked', reason: 'rejected' }, 'dossier', true],
    ['no step go on that the portal refused', { kind: 'parked', reason: 'rejected' }, 'progress', false],
    [
      'nothing go on of which nobody knows what became of it',
      { kind: 'parked', reason: 'unknown-not-reconcilable' },
      'progress',
      false,
    ],
  ])('lets %s when a fact may have corrected it', async (_case, state, op, goesOn) => {
    const done = await bench(state, op).hear('SupplementSubmitted');
    expect(done.includes('release')).toBe(goesOn);
  });
});
