import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import type { EventStore, NewEvent, RecordedEvent } from '@motcua/event-store';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import { feedMigrations } from '@motcua/messaging/embedded';
import {
  Database,
  MemoryKeyVault,
  VaultSealer,
  ViewRunner,
  eventContext,
  foldRows,
  viewMigrations,
  type Sealer,
  type View,
} from '@motcua/service-kit';
import { startPostgres } from '@motcua/testing/backends';
import { sql } from 'kysely';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

import type { BenchRow } from './append.js';

const DOSSIERS = 20_000;
/** Emmett needs minutes for what we take seconds for; rates are compared, and its rate falls with size, not rises. */
const THEIR_DOSSIERS = 800;
const ROUNDS = 3;
/** Two live writers append a dossier so often while a rebuild runs; much oftener, and Emmett's would never end. */
const WRITER_PAUSE_MS = 200;
const WORK = 'rebuild of a read model with live writers, events/s';

/** As in the domain: who files and who fetches the result are persons, the steps between them name none. */
const story = ['DossierSubmitted', 'DossierCodeAssigned', 'DossierAccepted', 'RoutingDecided', 'ResultReturned'];
const PERSONAL = new Set(['DossierSubmitted', 'ResultReturned']);

interface WorkRow {
  dossier_id: string;
  status: string;
  unit_code: string;
  applicant_index: string | null;
  sealed: string | null;
  moved_at: string;
}

async function databaseOf(ownerUrl: string): Promise<string> {
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  await owner.query(`CREATE DATABASE ${name}`);
  await owner.end();
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function fact(sealer: Sealer, dossierId: string, type: string): Promise<NewEvent> {
  const id = randomUUID();
  const applicant = { name: 'Người dân thử nghiệm', number: '000000000000', filler: randomBytes(120).toString('hex') };
  const personal = PERSONAL.has(type)
    ? { sealed: await sealer.seal(dossierId, eventContext(`dossier-${dossierId}`, id), applicant) }
    : {};
  const now = '2026-11-24T01:02:03.456Z';
  return {
    id,
    type,
    schemaVersion: 1,
    data: { dossierId, unitCode: 'H99.16', procedureCode: '2.000488', channel: 'portal', at: now, ...personal },
    meta: { correlationId: id, causationId: id, actor: 'citizen-1', actorRole: 'citizen', recordedAt: now },
  };
}

async function fileDossier(store: EventStore, sealer: Sealer): Promise<void> {
  const dossierId = randomUUID();
  const events = await Promise.all(story.map((type) => fact(sealer, dossierId, type)));
  await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events }]);
}

/** One row per dossier; opens whatever is sealed and keeps a blind index of it. */
function workList(sealer: Sealer): View<unknown> {
  const indexOf = async (event: RecordedEvent): Promise<string | undefined> => {
    const { dossierId, sealed } = event.data as Record<string, string>;
    if (sealed === undefined) return undefined;
    const person = await sealer.open<{ name: string }>(dossierId!, eventContext(event.stream, event.id), sealed);
    return person && sealer.blindIndex('name', person.name);
  };
  return {
    name: 'work-list',
    version: 1,
    filter: { categories: ['dossier'] },
    async createTables(transaction) {
      await sql`
        CREATE TABLE work_list (dossier_id uuid PRIMARY KEY, status text NOT NULL, unit_code text NOT NULL,
          applicant_index text, sealed text, moved_at timestamptz NOT NULL)`.execute(transaction);
    },
    async apply(transaction, events) {
      const indexes = new Map<RecordedEvent, string | undefined>();
      for (const event of events) indexes.set(event, await indexOf(event));
      await foldRows<unknown, WorkRow>(
        transaction,
        {
          table: 'work_list',
          key: 'dossier_id',
          subject: (event) => event.data['dossierId'] as string,
          evolve: (row, event) => {
            const { dossierId, unitCode, sealed, at } = event.data as Record<string, string>;
            return {
              dossier_id: dossierId!,
              status: event.type,
              unit_code: unitCode!,
              applicant_index: indexes.get(event) ?? row?.applicant_index ?? null,
              sealed: sealed ?? row?.sealed ?? null,
              moved_at: at!,
            };
          },
        },
        events,
      );
    },
  };
}

/** Calls `write` again and again until `work` is over; answers how long that took, in seconds. */
async function amidWriters(write: () => Promise<unknown>, work: () => Promise<void>): Promise<number> {
  let over = false;
  const writers = [1, 2].map(async () => {
    while (!over) {
      await write();
      await pause(WRITER_PAUSE_MS);
    }
  });
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  over = true;
  await Promise.all(writers);
  return seconds;
}

interface Ours {
  readonly rebuild: number;
  readonly copy: number;
}

async function motcua(ownerUrl: string): Promise<Ours> {
  const url = await databaseOf(ownerUrl);
  const migrations = [...storeMigrations, ...feedMigrations, ...viewMigrations];
  await run(url, ...migrations.map((migration) => migration.sql), 'CREATE SCHEMA bench');
  const store = new PostgresEventStore({ url });
  const sealer = new VaultSealer(new MemoryKeyVault());
  const database = new Database({ url, applicationName: 'bench' });
  let left = DOSSIERS;
  const filler = async () => {
    for (; left > 0; left -= 1) await fileDossier(store, sealer);
  };
  await Promise.all(Array.from({ length: 64 }, filler));
  await run(url, 'VACUUM ANALYZE store.events');
  const views = new ViewRunner(database, store, { schema: 'bench', views: [workList(sealer)], pollMs: 10 });
  views.start();
  await views.waitFor('work-list', await store.head(), 600_000);
  const rates: Ours[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = Number(await store.head());
    const seconds = await amidWriters(
      () => fileDossier(store, sealer),
      async () => {
        const { build } = await views.rebuild('work-list');
        for (;;) {
          const state = (await views.buildsOf('work-list')).find((each) => each.build === build)?.state;
          if (state === 'live') return;
          if (state !== 'building') throw new Error(`the rebuild ended as ${state}`);
          await pause(10);
        }
      },
    );
    rates.push({ rebuild: before / seconds, copy: await copyRate(url) });
  }
  await views.stop();
  await store.close();
  await database.close();
  return { rebuild: median(rates.map((rate) => rate.rebuild)), copy: median(rates.map((rate) => rate.copy)) };
}

/** The limit: the server reads and writes out the same events, and nobody folds them. */
async function copyRate(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const start = performance.now();
  const copied = await client.query(`
    COPY (SELECT position, stream_id, stream_version, event_id, type, schema_version, data, meta FROM store.events
          WHERE category = 'dossier' ORDER BY position) TO '/dev/null'`);
  const seconds = (performance.now() - start) / 1_000;
  await client.end();
  return (copied.rowCount ?? 0) / seconds;
}

async function emmett(ownerUrl: string): Promise<number> {
  const url = await databaseOf(ownerUrl);
  const projection = pongoSingleStreamProjection({
    collectionName: 'work_list',
    canHandle: story,
    evolve: (_document: object | null, { type, data }: { type: string; data: Record<string, unknown> }) => ({
      status: type,
      unitCode: data['unitCode'],
      sealed: data['sealed'],
      movedAt: data['at'],
    }),
  });
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  const sealer = new VaultSealer(new MemoryKeyVault());
  const file = async () => {
    const dossierId = randomUUID();
    const events = await Promise.all(story.map((type) => fact(sealer, dossierId, type)));
    await store.appendToStream(
      `dossier-${dossierId}`,
      events.map(({ type, data }) => ({ type, data: { ...data } })),
    );
  };
  let left = THEIR_DOSSIERS;
  const filler = async () => {
    for (; left > 0; left -= 1) await file();
  };
  await Promise.all(Array.from({ length: 8 }, filler));
  const seconds = await amidWriters(file, async () => {
    const rebuild = rebuildPostgreSQLProjections({ connectionString: url, projection });
    await rebuild.start();
    await rebuild.close();
  });
  await store.close();
  return (THEIR_DOSSIERS * story.length) / seconds;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** @param ownerUrl a superuser on a server on which databases may be made; they stay */
export async function benchRebuild(ownerUrl: string): Promise<BenchRow[]> {
  const theirs = await emmett(ownerUrl);
  const { rebuild, copy } = await motcua(ownerUrl);
  const row = (against: string, other: number, goal: number): BenchRow => {
    const ratio = rebuild / other;
    return { work: WORK, against, ours: rebuild, theirs: other, ratio, goal: `>= ${goal}x`, reached: ratio >= goal };
  };
  return [
    row('@event-driven-io/emmett-postgresql rebuild', theirs, 30),
    row('COPY of the same events (the limit), ours with decryption', copy, 0.15),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = await startPostgres();
  try {
    console.table(await benchRebuild(server.ownerUrl));
  } finally {
    await server.stop();
  }
}
