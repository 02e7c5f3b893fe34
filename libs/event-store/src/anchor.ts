import { HistoryLost } from './errors.js';
import type { EventStore, Position, RecordedEvent } from './event-store.js';

/**
 * An event that a consumer has seen, kept beside its checkpoint. A position alone says nothing of what stands there: a store that
 * was restored from a backup soon grows past an old checkpoint, with other events.
 */
export interface Anchor {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  /** An id may come again, when a client repeats its request to the restored store; the moment does not. */
  readonly recordedAt: string;
}

export function anchorOf({ stream, version, id, meta }: RecordedEvent): Anchor {
  return { stream, version, id, recordedAt: meta.recordedAt };
}

/**
 * Call before a consumer goes on from its checkpoint.
 *
 * @throws {HistoryLost} the checkpoint lies beyond the head, or the event of the anchor is not there any more
 * @throws {StoreUnavailable}
 */
export async function assertSameHistory(
  store: Pick<EventStore, 'head' | 'read' | 'distance'>,
  checkpoint: Position,
  anchor: Anchor | undefined,
): Promise<void> {
  if (store.distance(checkpoint, await store.head()) < 0) throw new HistoryLost('checkpoint-beyond-head');
  if (anchor === undefined) return;
  const [found] = await store.read(anchor.stream, anchor.version);
  if (found?.id !== anchor.id || found.meta.recordedAt !== anchor.recordedAt) throw new HistoryLost('history-changed');
}
