import type { LifecycleEvent } from '../lifecycle-event.js';
import { project } from '../schema/project.js';
import { isLifecycleEventType, lifecycleEvents } from './lifecycle-events.js';

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
    readonly actorRole: string;
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
 * What `by` says where a citizen acted. The account of a citizen would tie all dossiers of one person together, and an outside
 * identity provider may even use the personal number as the account's id.
 */
const CITIZEN = 'applicant';

/**
 * The public form of a recorded fact. Only listed fields go out, at every depth: the sealed part, and anything else that might
 * stand beside them, stays inside; so does the account of a citizen who acted.
 *
 * @throws {UnknownLifecycleEvent}
 */
export function toLifecycleEvent({ id, type, version, data, meta }: RecordedFact): LifecycleEvent {
  if (!isLifecycleEventType(type)) throw new UnknownLifecycleEvent(type);
  const { correlationId, causationId, recordedAt, traceparent } = meta;
  const shown = meta.actorRole === 'citizen' ? { ...data, by: CITIZEN } : data;
  return {
    id,
    type,
    dossierId: String(data['dossierId']),
    dossierVersion: version,
    recordedAt,
    correlationId,
    causationId,
    ...(traceparent === undefined ? {} : { traceparent }),
    data: project(lifecycleEvents[type].data, shown) as LifecycleEvent['data'],
  };
}
