import type { ReplayFilter } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import { type Counted, MatchingFacts, Problem, type ReplayCount } from '@motcua/service-kit';

const SLICE = 5_000;

/** What a redelivery would send: the relay, which knows the broker, sends it. */
export class RedeliverCount implements ReplayCount {
  constructor(private readonly store: EventStore) {}

  async count(subscriber: string, filter: ReplayFilter): Promise<Counted> {
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(subscriber))
      throw new Problem(404, 'replay.target-unknown', 'Tên hệ thống nhận không hợp lệ.');
    const { store } = this;
    const to = await store.head();
    const matching = new MatchingFacts(filter);
    const dossiers = new Set<string>();
    let counted = { count: 0, firstEventId: null as string | null, lastEventId: null as string | null };
    for (let after = store.start, behind = true; behind;) {
      const { events, next, atHead } = await store.readAll(after, { categories: ['dossier'] }, SLICE);
      for (const event of events) {
        if (store.distance(event.position, to) < 0 || !matching.has(event)) continue;
        dossiers.add(event.stream);
        counted = { count: counted.count + 1, firstEventId: counted.firstEventId ?? event.id, lastEventId: event.id };
      }
      behind = !atHead && store.distance(next, to) > 0;
      after = next;
    }
    return { from: store.start, to, ...counted, dossiers: dossiers.size, effects: 0 };
  }
}
