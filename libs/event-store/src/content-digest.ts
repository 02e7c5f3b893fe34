import { contentDigest } from './admit.js';
import { canonical } from './canonical.js';
import type { RecordedEvent } from './event-store.js';

/**
 * What a stored event is, wherever it is stored: SHA-256 over its RFC 8785 content without its position. Read it from a store
 * without upcasters, or another schema version is digested than was written.
 */
export function digestOf({ id, stream, version, type, schemaVersion, data, meta }: RecordedEvent): Buffer {
  return contentDigest({ id, stream, version, type, schemaVersion, data: canonical(data), meta: canonical(meta) });
}
