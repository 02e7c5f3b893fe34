import type { NamedConsumerState } from '../feed/feed-server.js';
import type { UnreadableRecords } from '../feed/unreadable-records.js';
import type { Health } from './health.js';
import type { Metrics } from './metrics.js';

/** Whoever runs consumers: the feed's server. */
export interface ConsumerStates {
  consumerStates(): Promise<readonly NamedConsumerState[]>;
}

/** Standing still this long in front of facts is not lag. */
const FROZEN_AFTER_MS = 60_000;

export interface ConsumerWatch {
  readonly health: Health;
  readonly metrics: Metrics;
  /** Absent where there is no database, and so no Kafka feed. */
  readonly unreadable?: Pick<UnreadableRecords, 'counts'>;
}

/**
 * One health check for all consumers, named one by one when they stand still; the lag of each, and how many unreadable records wait
 * for somebody to look at them, go into the metrics.
 */
export function watchConsumers(feed: ConsumerStates, { health, metrics, unreadable }: ConsumerWatch): void {
  health.add('consumers', async () => {
    const states = await feed.consumerStates();
    const unread = (await unreadable?.counts()) ?? new Map<string, number>();
    for (const { consumer, behind } of states) {
      metrics.consumerLag.set({ consumer }, behind);
      metrics.quarantined.set({ consumer }, unread.get(consumer) ?? 0);
    }
    const lost = states.filter((state) => state.lost !== undefined);
    if (lost.length > 0) return { ok: false, detail: lost.map(lostBy).join(', ') };
    const waiting = states.filter((state) => state.waitsFor !== undefined);
    if (waiting.length > 0) return { ok: false, detail: waiting.map(waitingFor).join(', ') };
    const frozen = states.filter((state) => state.active && state.frozenForMs > FROZEN_AFTER_MS);
    if (frozen.length === 0) return { ok: true, detail: `${states.length} running${unreadOf(states, unread)}` };
    return {
      ok: false,
      detail: `frozen: ${frozen.map((state) => `${state.consumer} ${state.behind} behind`).join(', ')}`,
    };
  });
}

function lostBy({ consumer, lost, toMakeAnew }: NamedConsumerState): string {
  const help =
    toMakeAnew === undefined ? '' : ` (${toMakeAnew} tells facts that are not stored: make it anew from the store)`;
  return `${lost}: ${consumer}${help}`;
}

function waitingFor({ consumer, waitsFor }: NamedConsumerState): string {
  return `${consumer} waits for topic ${waitsFor}: run "motcua topics apply" if it is not there`;
}

/** Records that nobody could read hold nothing back, but somebody must look at them, and say so. */
function unreadOf(states: readonly NamedConsumerState[], unread: ReadonlyMap<string, number>): string {
  const waiting = states.filter(({ consumer }) => unread.has(consumer));
  return waiting.map(({ consumer }) => `; ${consumer}: ${unread.get(consumer)} unreadable records`).join('');
}
