import { EVENT_TYPE, STREAM_NAME, type Filter } from '@kurrent/kurrentdb-client';
import type { EventFilter } from '../event-store.js';

/** Streams of the port: `<category>-<key>`. The server's own start with `$`, and so do the copies its projections make. */
const OURS = '^[A-Za-z][A-Za-z0-9]*-';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Of a subscription: how often the server tells how far it came with events that the filter leaves out, in events. */
const CHECKPOINTS = { maxSearchWindow: 32, checkpointInterval: 1 };

/**
 * The coarse part of a filter, which the server applies: it takes stream names or types, never both, so categories go first and
 * `matches` does the rest here. System events are left out in any case.
 */
export function serverFilterOf({ categories, types }: EventFilter): Filter {
  if (categories !== undefined)
    return categories.length === 0
      ? { ...CHECKPOINTS, filterOn: STREAM_NAME, regex: '^$' }
      : { ...CHECKPOINTS, filterOn: STREAM_NAME, prefixes: categories.map((category) => `${category}-`) };
  if (types !== undefined)
    return { ...CHECKPOINTS, filterOn: EVENT_TYPE, regex: `^(${types.map(escaped).join('|')})$` };
  return { ...CHECKPOINTS, filterOn: STREAM_NAME, regex: OURS };
}
