import { assertSameHistory, HistoryLost, PositionUnknown, type EventStore } from '@motcua/event-store';
import type { Progress } from './feed-ledger.js';

/** What the ledger says of a consumer's place, as far as a history can be lost by it. */
type Place = Pick<Progress, 'position' | 'anchor'>;

interface Loss {
  readonly error: HistoryLost;
  /** What the ledger said then; undefined until it has been asked again. */
  place: Place | undefined;
}

/**
 * Whether the store is still the one that a consumer's place belongs to. Once it is not, only another place in the ledger (a reset)
 * lets the store be asked again: one that has meanwhile grown past the old place looks like the right one, and is not.
 */
export class PlaceGuard {
  private loss: Loss | undefined;

  constructor(private readonly store: Pick<EventStore, 'head' | 'read' | 'distance'>) {}

  /** Call with what the ledger says, before anything is read from there. @throws {HistoryLost} @throws {StoreUnavailable} */
  async assert(place: Place): Promise<void> {
    if (this.loss !== undefined) this.loss.place ??= place;
    if (this.lostAt(place) !== undefined) throw this.loss!.error;
    this.loss = undefined;
    try {
      await assertSameHistory(this.store, place.position, place.anchor);
    } catch (error) {
      if (error instanceof HistoryLost) this.loss = { error, place };
      throw error;
    }
  }

  /** Call with whatever ended the reading: a store may have become another one under it. */
  noteFault(error: unknown): void {
    if (error instanceof PositionUnknown)
      this.loss = { error: new HistoryLost('checkpoint-beyond-head'), place: undefined };
  }

  /** Why the consumer stands still, as long as the ledger says the same of its place as when that was found out. */
  lostAt(place: Place | undefined): HistoryLost['reason'] | undefined {
    const isSame = this.loss?.place === undefined || textOf(this.loss.place) === textOf(place);
    return isSame ? this.loss?.error.reason : undefined;
  }

  /** A loss was found out here, and somebody has set the place anew since. */
  wasReset(place: Place | undefined): boolean {
    return this.loss !== undefined && this.lostAt(place) === undefined;
  }
}

function textOf(place: Place | undefined): string {
  const { stream, version, id, recordedAt } = place?.anchor ?? {};
  return JSON.stringify([place?.position, stream, version, id, recordedAt]);
}
