import { anchorOf, type Anchor, type EventStore, type Position, type RecordedEvent } from '@motcua/event-store';

/** What a consumer that lost its history, and the log, both know: the log's beginning, up to the day that it was restored to. */
export interface SharedLog {
  /** Behind the last fact that both know; the store's start when there is none. */
  readonly end: Position;
  /** That fact. */
  readonly anchor: Anchor | undefined;
  /** How many facts of each dossier both know. */
  readonly versions: ReadonlyMap<string, number>;
  /** Where the consumer may go on: behind the last of them up to its checkpoint. */
  readonly place: Position;
}

export interface SharedLogQuestion {
  /** Nothing behind it is looked at. */
  readonly to: Position;
  /** What was recorded later, ISO 8601 UTC, the log took in after it was restored. */
  readonly until: string;
  /** Of the consumer; a place in the log that it lost. */
  readonly checkpoint: Position;
}

type Step = Pick<RecordedEvent, 'position' | 'version'> & { readonly dossierId: string };

const SLICE = 5_000;

/** Facts of dossiers up to `to`, in the log's order. @throws StoreUnavailable */
export async function* dossierFacts(store: EventStore, to: Position): AsyncGenerator<RecordedEvent> {
  for (let after = store.start, behind = true; behind;) {
    const { events, next, atHead } = await store.readAll(after, { categories: ['dossier'] }, SLICE);
    for (const event of events) if (store.distance(event.position, to) >= 0) yield event;
    behind = !atHead && store.distance(next, to) > 0;
    after = next;
  }
}

/** Moments of processes that ran at once may stand out of order; so everything before the last fact of that time is shared. */
export async function sharedLog(store: EventStore, { to, until, checkpoint }: SharedLogQuestion): Promise<SharedLog> {
  const versions = new Map<string, number>();
  let [place, open, last] = [store.start, [] as Step[], undefined as RecordedEvent | undefined];
  for await (const fact of dossierFacts(store, to)) {
    open.push({ dossierId: dossierOf(fact), version: fact.version, position: fact.position });
    if (fact.meta.recordedAt > until) continue;
    for (const { dossierId, version, position } of open) {
      versions.set(dossierId, version);
      if (store.distance(position, checkpoint) >= 0) place = position;
    }
    open = [];
    last = fact;
  }
  return { end: last?.position ?? store.start, anchor: last && anchorOf(last), versions, place };
}

/** The dossier whose stream it stands in. */
export function dossierOf({ stream }: Pick<RecordedEvent, 'stream'>): string {
  return stream.slice('dossier-'.length);
}
