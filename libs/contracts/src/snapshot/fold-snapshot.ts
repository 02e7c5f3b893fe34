import type { LifecycleEvent } from '../lifecycle-event.js';
import { isLifecycleEventType, lifecycleEvents } from '../lifecycle/lifecycle-events.js';
import type { DossierSnapshot } from './dossier-snapshot.js';
import { changes } from './snapshot-changes.js';

/** An event is missing between the snapshot and this one: read the dossier's events again. */
export class SnapshotHole extends Error {
  override readonly name = 'SnapshotHole';

  constructor(
    readonly dossierId: string,
    readonly expected: number,
    readonly found: number,
  ) {
    super(`dossier ${dossierId}: event ${found} came where ${expected} was due`);
  }
}

/**
 * The snapshot after one more event of the dossier; the same snapshot where the event is in it already. An event name that this
 * build does not know changes only what the envelope says.
 *
 * @param previous undefined before the dossier's first event
 * @throws {SnapshotHole}
 */
export function foldSnapshot(previous: DossierSnapshot | undefined, event: LifecycleEvent): DossierSnapshot {
  const before = previous ?? nothingYet(event.dossierId);
  if (event.dossierVersion <= before.dossierVersion) return before;
  const due = before.dossierVersion + 1;
  if (event.dossierVersion !== due) throw new SnapshotHole(event.dossierId, due, event.dossierVersion);
  return {
    ...before,
    ...changedBy(event, before),
    dossierVersion: event.dossierVersion,
    lastEventId: event.id,
    lastEventType: event.type,
    recordedAt: event.recordedAt,
  };
}

function changedBy({ type, data, recordedAt }: LifecycleEvent, before: DossierSnapshot): Partial<DossierSnapshot> {
  if (!isLifecycleEventType(type)) return { changedAt: recordedAt };
  return { ...changes[type]?.(data as never, before), changedAt: String(data[lifecycleEvents[type].time]) };
}

function nothingYet(dossierId: string): DossierSnapshot {
  return {
    dossierId,
    dossierVersion: 0,
    dossierCode: null,
    codeVoided: false,
    externalCodes: [],
    status: null,
    resumeStatus: null,
    mirrorOf: null,
    channel: null,
    procedureCode: null,
    procedureVersionId: null,
    procedureCase: null,
    receivingUnit: null,
    resolvingUnit: null,
    returnMethod: null,
    submittedAt: null,
    receivedAt: null,
    acceptedAt: null,
    intakeAnswerDueAt: null,
    originalDueAt: null,
    dueAt: null,
    resultKind: null,
    signedAt: null,
    returnedAt: null,
    revoked: false,
    erased: null,
    lastEventId: '',
    lastEventType: '',
    changedAt: '',
    recordedAt: '',
  };
}
