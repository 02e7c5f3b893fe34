import type { RecordedEvent as ServerEvent } from '@kurrent/kurrentdb-client';
import type { AdmittedEvent } from '../admit.js';
import type { EventMeta, JsonObject, RecordedEvent } from '../event-store.js';

/** The server keeps no schema version of its own; no event's metadata may hold this key (see `admit`). */
const SCHEMA_VERSION = 'schemaVersion';

/** As the client sends it; metadata is a flat map of strings, which the server's append session demands. */
export function serverEventOf({ id, type, data, meta, schemaVersion }: AdmittedEvent) {
  return {
    id,
    type,
    contentType: 'application/json' as const,
    data: JSON.parse(data) as JsonObject,
    metadata: { ...(JSON.parse(meta) as EventMeta), [SCHEMA_VERSION]: String(schemaVersion) },
  };
}

/** Metadata keys that start with `$` are the server's own additions. */
function metaOf(metadata: unknown): EventMeta {
  const own = Object.entries(metadata as Record<string, string>).filter(
    ([key]) => !key.startsWith('$') && key !== SCHEMA_VERSION,
  );
  return Object.fromEntries(own) as EventMeta;
}

/** Its revisions count from 0, our versions from 1; this is the only place that knows. */
export function recordedEventOf(event: ServerEvent): RecordedEvent {
  const { [SCHEMA_VERSION]: schemaVersion } = event.metadata as Record<string, string>;
  return {
    id: event.id,
    stream: event.streamId,
    version: Number(event.revision) + 1,
    position: String(event.position!.commit),
    type: event.type,
    schemaVersion: Number(schemaVersion),
    data: event.data as JsonObject,
    meta: metaOf(event.metadata),
  };
}
