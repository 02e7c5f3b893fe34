import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dossierFacts } from '@motcua/testing';
import type { LifecycleEvent } from '../lifecycle-event.js';
import { toLifecycleEvent } from '../lifecycle/to-lifecycle-event.js';
import type { DossierSnapshot } from './dossier-snapshot.js';
import { foldSnapshot, SnapshotHole } from './fold-snapshot.js';

interface History {
  readonly stream: string;
  readonly facts: readonly { readonly type: string; readonly data: Record<string, unknown> }[];
  readonly state: {
    readonly status: string;
    readonly [more: string]: unknown;
    readonly acceptance: { readonly due: { readonly dueAt: string } } | null;
  };
}

const folder = join(import.meta.dirname, '../../../../fixtures/histories');
const histories = readdirSync(folder).flatMap((version) =>
  readFileSync(join(folder, version, 'dossier.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as History),
);

const STATUS: Readonly<Record<string, number>> = {
  submitted: 1,
  accepted: 2,
  intakeRefused: 3,
  processing: 4,
  supplementRequested: 5,
  paymentRequested: 6,
  withdrawn: 7,
  stopped: 8,
  resolved: 9,
  returned: 10,
};

const meta = {
  correlationId: 'c',
  causationId: 'c',
  actor: 'a',
  actorRole: 'system',
  recordedAt: '2026-11-16T02:00:00.001Z',
};

function eventsOf(facts: History['facts']): LifecycleEvent[] {
  return facts.map(({ type, data }, index) =>
    toLifecycleEvent({ id: `event-${index + 1}`, type, version: index + 1, data, meta }),
  );
}

function folded(events: readonly LifecycleEvent[]): DossierSnapshot {
  return events.reduce<DossierSnapshot | undefined>(foldSnapshot, undefined)!;
}

const facts = dossierFacts as Record<string, History['facts'][number]>;

function snapshotOf(...names: string[]): DossierSnapshot {
  return folded(eventsOf(names.map((name) => facts[name]!)));
}

describe('the snapshot of a dossier', () => {
  it('says what the domain says, for every recorded history', () => {
    expect(histories.length).toBeGreaterThan(50);
    for (const { facts: all, state } of histories)
      expect(folded(eventsOf(all))).toMatchObject({
        dossierVersion: all.length,
        status: STATUS[state.status],
        dossierCode: state['dossierCode'],
        procedureVersionId: state['procedureVersionId'],
        procedureCase: state['procedureCase'],
        receivingUnit: state['receivingUnit'],
        resolvingUnit: state['resolvingUnit'],
        returnMethod: state['returnMethod'],
        externalCodes: state['externalCodes'],
        dueAt: state.acceptance?.due.dueAt ?? null,
        erased: state['erased'],
      });
  });

  it('stays as it is when an event comes again', () => {
    const events = eventsOf(histories[0]!.facts);
    const snapshot = folded(events);
    for (const event of events) expect(foldSnapshot(snapshot, event)).toBe(snapshot);
  });

  it('stops at a hole', () => {
    const [, second] = eventsOf(histories[0]!.facts);
    expect(() => foldSnapshot(undefined, second!)).toThrow(new SnapshotHole(second!.dossierId, 1, 2));
  });

  it('goes on past an event that it does not know', () => {
    const [first] = eventsOf(histories[0]!.facts);
    const later = { ...first!, type: 'DossierArchived', dossierVersion: 2, data: {} };
    expect(folded([first!, later])).toEqual({
      ...folded([first!]),
      dossierVersion: 2,
      lastEventType: 'DossierArchived',
      changedAt: first!.recordedAt,
    });
  });

  it.each<[string[], Partial<DossierSnapshot>]>([
    [['CodeRequested', 'DossierCodeAssigned'], { status: null, dossierCode: '000.00.14.H99-261116-0001' }],
    [['CodeRequested', 'DossierCodeAssigned', 'CodeVoided'], { status: null, codeVoided: true }],
    [['DossierSubmitted', 'SupplementRequested'], { status: 5, resumeStatus: 1 }],
    [['DossierSubmitted', 'SupplementRequested', 'SupplementCompleted'], { status: 1, resumeStatus: null }],
    [['DossierSubmitted', 'SupplementRequested', 'SupplementLapsed'], { status: 3, resumeStatus: null }],
    [['DossierSubmitted', 'DossierAccepted', 'StepForwarded', 'DossierStopped'], { status: 8 }],
    [['DossierSubmitted', 'DossierAccepted', 'DossierStopped', 'DossierReopened'], { status: 4 }],
    [['DossierSubmitted', 'DossierWithdrawn'], { status: 7 }],
    [['DossierSubmitted', 'DossierAccepted', 'ResultSigned', 'ResultReturned', 'ResultRevoked'], { revoked: true }],
    [['DossierSubmitted', 'PostalReturnRegistered'], { returnMethod: 'post' }],
    [['DossierSubmitted', 'SubjectErased'], { erased: dossierFacts.SubjectErased.data.policy }],
    [['MirrorStatusReported'], { mirrorOf: dossierFacts.MirrorStatusReported.data.system }],
  ])('after %j', (names, expected) => {
    expect(snapshotOf(...names)).toMatchObject(expected);
  });

  it('goes through the status of a payment', () => {
    const asked = snapshotOf('DossierSubmitted', 'DossierAccepted', 'StepForwarded', 'PaymentRequested');
    expect(asked.status).toBe(dossierFacts.PaymentRequested.data.changesStatus ? 6 : 4);
    const paid = snapshotOf(
      'DossierSubmitted',
      'DossierAccepted',
      'StepForwarded',
      'PaymentRequested',
      'PaymentConfirmed',
    );
    expect(paid.status).toBe(4);
  });
});
