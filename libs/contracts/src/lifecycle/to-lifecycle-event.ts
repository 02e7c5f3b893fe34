import type { LifecycleEvent } from '../lifecycle-event.js';
import { lifecycleFields, type LifecycleEventType } from './lifecycle-fields.js';

/** What is needed of a stored event; every event store's recorded event has it. */
export interface RecordedFact {
  readonly id: string;
  readonly type: string;
  /** 1-based place in the dossier's stream. */
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, string>> & {
    readonly correlationId: string;
    readonly causationId: string;
    readonly actor: string;
    readonly recordedAt: string;
  };
}

/** An event of a dossier's stream that this list does not know: publishing stops visibly instead of leaving a hole. */
export class UnknownLifecycleEvent extends Error {
  override readonly name = 'UnknownLifecycleEvent';

  constructor(readonly type: string) {
    super(`lifecycle event ${type} has no public form`);
  }
}

/**
 * The public form of a recorded fact. Only listed fields go out: the sealed part, and anything else that might stand beside
 * them, stays inside.
 *
 * @throws {UnknownLifecycleEvent}
 */
export function toLifecycleEvent({ id, type, version, data, meta }: RecordedFact): LifecycleEvent {
  if (!isLifecycleEventType(type)) throw new UnknownLifecycleEvent(type);
  const { correlationId, causationId, actor, recordedAt, traceparent } = meta;
  return {
    id,
    type,
    dossierId: String(data['dossierId']),
    dossierVersion: version,
    recordedAt,
    correlationId,
    causationId,
    actor,
    ...(traceparent === undefined ? {} : { traceparent }),
    data: Object.fromEntries(Object.keys(lifecycleFields[type]).map((field) => [field, data[field] ?? null])),
  };
}

function isLifecycleEventType(type: string): type is LifecycleEventType {
  return Object.hasOwn(lifecycleFields, type);
}
