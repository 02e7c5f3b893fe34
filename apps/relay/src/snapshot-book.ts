import { type DossierSnapshot, foldSnapshot, type LifecycleEvent, toLifecycleEvent } from '@motcua/contracts';
import type { EventStore } from '@motcua/event-store';

/** Dossiers whose snapshot is kept at hand; of the others the stream is read. About 1 KB each. */
const KEPT = 20_000;

/** A slice of the log may speak of hundreds; the store's few connections are for others, too. */
const READ_AT_ONCE = 32;

/**
 * The latest snapshot of each dossier, from the store alone. A dossier met for the first time is folded from its whole stream as it
 * stands, and not only up to the event in hand: after a restart the topic may hold a newer snapshot than that event's, and the older
 * one must not be written over it.
 */
export class SnapshotBook {
  private readonly kept = new Map<string, DossierSnapshot>();

  constructor(private readonly store: EventStore) {}

  /**
   * The snapshots of the dossiers of these events, each as new as its last event or newer.
   *
   * @param events in commit order
   * @param certain false while other relays may have written these dossiers' snapshots already
   * @throws {StoreUnavailable} @throws {SnapshotHole}
   */
  async after(events: readonly LifecycleEvent[], certain: boolean): Promise<DossierSnapshot[]> {
    const dossiers = new Map<string, LifecycleEvent[]>();
    for (const event of events) {
      const of = dossiers.get(event.dossierId);
      if (of === undefined) dossiers.set(event.dossierId, [event]);
      else of.push(event);
    }
    const waiting = [...dossiers.values()];
    const snapshots: DossierSnapshot[] = [];
    while (waiting.length > 0) {
      const some = waiting.splice(0, READ_AT_ONCE);
      snapshots.push(...(await Promise.all(some.map((of) => this.of(of, certain)))));
    }
    for (const snapshot of snapshots) this.keep(snapshot);
    return snapshots;
  }

  private async of(events: readonly LifecycleEvent[], certain: boolean): Promise<DossierSnapshot> {
    const [first] = events as [LifecycleEvent, ...LifecycleEvent[]];
    const known = this.kept.get(first.dossierId);
    const isWhole = known !== undefined || (certain && first.dossierVersion === 1);
    const all = isWhole ? events : (await this.store.read(`dossier-${first.dossierId}`)).map(toLifecycleEvent);
    return all.reduce<DossierSnapshot | undefined>(foldSnapshot, known)!;
  }

  /** The dossier that was quiet longest makes room. */
  private keep(snapshot: DossierSnapshot): void {
    this.kept.delete(snapshot.dossierId);
    this.kept.set(snapshot.dossierId, snapshot);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
  }
}
