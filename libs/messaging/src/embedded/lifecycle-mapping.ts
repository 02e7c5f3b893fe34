import type { LifecycleEvent } from '@motcua/contracts';
import type { RecordedEvent } from '@motcua/event-store';

/** The public face of a stored dossier fact: everything but what is sealed. */
export function lifecycleEventOf(recorded: RecordedEvent): LifecycleEvent {
  const { sealed: _sealed, ...data } = recorded.data;
  const traceparent = recorded.meta['traceparent'];
  return {
    id: recorded.id,
    type: recorded.type,
    dossierId: recorded.stream.slice(recorded.stream.indexOf('-') + 1),
    dossierVersion: recorded.version,
    recordedAt: recorded.meta.recordedAt,
    correlationId: recorded.meta.correlationId,
    causationId: recorded.meta.causationId,
    actor: recorded.meta.actor,
    ...(traceparent !== undefined && { traceparent }),
    data,
  };
}
