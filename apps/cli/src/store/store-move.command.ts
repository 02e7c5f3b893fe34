import type { EventStore } from '@motcua/event-store';
import { type InstallationConfig, openStore } from '@motcua/service-kit';
import type { Pool } from 'pg';
import { eventsOf } from '../events.js';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { UsageFault } from '../usage-fault.js';
import { copyEvents } from './copy-events.js';
import { Places, refuseOthersPlaces } from './positions.js';
import { ContentsFold, type StoreContents } from './store-contents.js';

type StoreKind = InstallationConfig['store'];

export interface MoveOptions {
  readonly from: string;
  readonly to: string;
}

/**
 * Moves all events to the other store, proves it, and gives every consumer the same place there. May be killed at any point and
 * typed again. The apps must stand still; afterwards they start with the other `MOTCUA_STORE`. The source is left as it is.
 *
 * @returns exit code 1 when the two stores do not hold the same
 */
export async function runStoreMove(installation: Installation, output: Output, options: MoveOptions): Promise<number> {
  const [from, to] = [kindOf(options.from), kindOf(options.to)];
  if (from === to) throw new UsageFault('the events are there already');
  const { pool } = installation.database;
  await refuseOthersPlaces(pool, from);
  await refuseRunningApps(pool);
  const [source, target] = [openStore(from, installation.config), openStore(to, installation.config)];
  try {
    return await move({ source, target, from, to, pool }, output);
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

interface Move {
  readonly source: EventStore;
  readonly target: EventStore;
  readonly from: StoreKind;
  readonly to: StoreKind;
  readonly pool: Pool;
}

async function move({ source, target, from, to, pool }: Move, output: Output): Promise<number> {
  const before = await source.head();
  const copied = await copyEvents(source, target, (count) => output.note(`${count} events copied`));
  const places = await Places.in(pool, source, target);
  const { here, there } = await compare(source, target, places);
  output.say(`${from}: ${words(here.contents)}`);
  output.say(`${to}: ${words(there.contents)}, ${copied} copied now`);
  const faults = [...here.faults, ...here.differences(there).map((stream) => `${stream} differs`)];
  if ((await source.head()) !== before) faults.push('events were written meanwhile: stop the apps and move again');
  for (const fault of faults) output.say(`FAULT ${fault}`);
  if (faults.length > 0) return 1;
  output.say(`${await places.write(pool, from, to)} checkpoints stand at the same events in ${to}`);
  output.say(`moved; start the apps with MOTCUA_STORE=${to}`);
  return 0;
}

/** Both from the first event on, read anew. */
async function compare(source: EventStore, target: EventStore, places: Places) {
  const [here, there] = [new ContentsFold(), new ContentsFold()];
  const others = eventsOf(target, {});
  for await (const event of eventsOf(source, {})) {
    here.add(event);
    const other = await others.next();
    if (other.done === true) break;
    there.add(other.value);
    if (other.value.id !== event.id) here.faults.push(`${event.stream} ${event.version} stands at another place`);
    places.pass(event, other.value);
  }
  for await (const event of others) there.add(event);
  return { here, there };
}

const words = ({ events, streams, digest }: StoreContents) =>
  `${events} events in ${streams} streams, digest ${digest}`;

function kindOf(name: string): StoreKind {
  if (name === 'postgres' || name === 'kurrentdb') return name;
  throw new UsageFault('a store is postgres or kurrentdb');
}

/** Whoever reads or writes events has a connection of that name, or holds a lease. */
async function refuseRunningApps(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT DISTINCT application_name AS name FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'motcua-%' AND application_name <> 'motcua-cli'
     UNION SELECT name FROM kit.leases l JOIN pg_stat_activity a ON a.pid = l.holder_pid AND a.backend_start = l.holder_start
     WHERE l.expires_at > clock_timestamp()`,
  );
  if (rows.length > 0) throw new UsageFault(`stop the apps first: ${rows.map(({ name }) => name).join(', ')}`);
}
