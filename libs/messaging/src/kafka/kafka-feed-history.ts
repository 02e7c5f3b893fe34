import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, RecordedEvent } from '@motcua/event-store';
import type { FeedLedger } from '../consuming/feed-ledger.js';

/** Dossiers remembered; more than a window of facts can hold, so that one that is forgotten is settled. */
const REMEMBERED = 10_000;
const READS_AT_ONCE = 8;

/**
 * The store does not hold a version that the topic tells of or skips: it was restored from an older backup, or the topic is
 * another installation's. Going on would skip facts.
 */
export class HoleNotFilled extends Error {
  override readonly name = 'HoleNotFilled';

  constructor(
    readonly dossierId: string,
    readonly version: number,
  ) {
    super(`the event store does not hold version ${version} of dossier ${dossierId}`);
  }
}

/** How far each dossier has come in one partition, and what is missing, from the event store. */
export class DossierHistory {
  private readonly reached = new Map<string, number>();

  constructor(
    private readonly store: EventStore,
    private readonly ledger: FeedLedger,
    private readonly consumer: string,
  ) {}

  /** The highest version that was entered or is settled; call `know` first. */
  at(dossierId: string): number {
    return this.reached.get(dossierId) ?? 0;
  }

  moveTo(dossierId: string, version: number): void {
    this.reached.delete(dossierId); // the last touched is the last to be forgotten
    this.reached.set(dossierId, version);
  }

  /** Asks the ledger for the dossiers that are not known yet, and forgets those not heard of for long. */
  async know(dossierIds: ReadonlySet<string>): Promise<void> {
    const unknown = [...dossierIds].filter((id) => !this.reached.has(id));
    const handled = unknown.length === 0 ? undefined : await this.ledger.handled(this.consumer, unknown);
    for (const id of unknown) this.reached.set(id, handled?.get(id) ?? 0);
    for (const id of this.reached.keys()) {
      if (this.reached.size <= REMEMBERED) break;
      if (!dossierIds.has(id)) this.reached.delete(id);
    }
  }

  /** What the store holds of these dossiers beyond the version reached. */
  async read(dossierIds: Iterable<string>): Promise<Map<string, RecordedEvent[]>> {
    const found = new Map<string, RecordedEvent[]>();
    const asked = [...new Set(dossierIds)];
    for (let from = 0; from < asked.length; from += READS_AT_ONCE) {
      const some = asked.slice(from, from + READS_AT_ONCE);
      await Promise.all(some.map(async (id) => found.set(id, await this.store.read(`dossier-${id}`, this.at(id) + 1))));
      await pause(0); // a long list leaves time for heartbeats
    }
    return found;
  }
}
