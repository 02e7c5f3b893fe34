import type { NamedConsumerState } from '../feed/feed-server.js';
import type { Health } from './health.js';
import type { Metrics } from './metrics.js';

/** Whoever runs consumers: the feed's server. */
export interface ConsumerStates {
  consumerStates(): Promise<readonly NamedConsumerState[]>;
}

/** Standing still this long in front of facts is not lag. */
const FROZEN_AFTER_MS = 60_000;

/** One health check for all consumers, named one by one when they stand still; the lag of each goes into the metrics. */
export function watchConsumers(feed: ConsumerStates, health: Health, metrics: Metrics): void {
  health.add('consumers', async () => {
    const states = await feed.consumerStates();
    for (const state of states) metrics.consumerLag.set({ consumer: state.consumer }, state.behind);
    const lost = states.filter((state) => state.lost !== undefined);
    if (lost.length > 0)
      return { ok: false, detail: lost.map((state) => `${state.lost}: ${state.consumer}`).join(', ') };
    const frozen = states.filter((state) => state.active && state.frozenForMs > FROZEN_AFTER_MS);
    if (frozen.length === 0) return { ok: true, detail: `${states.length} running${unreadOf(states)}` };
    return {
      ok: false,
      detail: `frozen: ${frozen.map((state) => `${state.consumer} ${state.behind} behind`).join(', ')}`,
    };
  });
}

/** Records that nobody could read hold nothing back, but somebody must look at them. */
function unreadOf(states: readonly NamedConsumerState[]): string {
  const unread = states.filter(({ quarantined }) => quarantined > 0);
  return unread.map(({ consumer, quarantined }) => `; ${consumer}: ${quarantined} unreadable records`).join('');
}
