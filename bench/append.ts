import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import type { NewEvent } from '@motcua/event-store';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import { startPostgres } from '@motcua/testing/backends';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

/** One line of the table: events per second of both sides in the same run, medians of alternating rounds. */
export interface BenchRow {
  readonly work: string;
  readonly against: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly goal: string;
  readonly reached: boolean;
}

const CALLERS = 32;
const ROUNDS = 7;
const ROUND_MS = 1500;
const WORK = `append one event to its own stream, ${CALLERS} callers, fsync on`;

interface Contestant {
  /** Runs for about `ms` and answers how many events were acknowledged. */
  run(ms: number): Promise<number>;
  close(): Promise<void>;
}

/** About 800 bytes of JSON, most of it sealed text that does not compress. */
function anEvent(): NewEvent {
  const dossierId = randomUUID();
  return {
    id: randomUUID(),
    type: 'DossierSubmitted',
    schemaVersion: 1,
    data: {
      dossierId,
      unitCode: 'H99.16',
      procedureCode: '2.000488',
      channel: 'portal',
      submittedAt: '2026-11-24T01:02:03.456Z',
      sealed: `v1.k1.${randomBytes(300).toString('base64url')}`,
    },
    meta: {
      correlationId: randomUUID(),
      causationId: randomUUID(),
      actor: 'citizen-1',
      actorRole: 'citizen',
      recordedAt: '2026-11-24T01:02:03.456Z',
    },
  };
}

async function callers(ms: number, call: () => Promise<unknown>): Promise<number> {
  const end = performance.now() + ms;
  let done = 0;
  const one = async () => {
    while (performance.now() < end) {
      await call();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, one));
  return done;
}

async function migrated(ownerUrl: string, more = ''): Promise<string> {
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  for (const [address, statements] of [
    [ownerUrl, [`CREATE DATABASE ${name}`]],
    [url.href, [...storeMigrations.map(({ sql }) => sql), more]],
  ] as const) {
    const client = new pg.Client(address);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }
  return url.href;
}

async function motcua(ownerUrl: string): Promise<Contestant> {
  const store = new PostgresEventStore({ url: await migrated(ownerUrl) });
  return {
    run: (ms) =>
      callers(ms, () => {
        const event = anEvent();
        return store.append([{ stream: `dossier-${event.data['dossierId'] as string}`, expected: 0, events: [event] }]);
      }),
    close: () => store.close(),
  };
}

async function emmett(ownerUrl: string): Promise<Contestant> {
  const store = getPostgreSQLEventStore(await migrated(ownerUrl));
  await store.schema.migrate();
  const append = () => {
    const { id, type, data, meta } = anEvent();
    const event = { type, data: { ...data }, metadata: { ...meta, id } };
    return store.appendToStream(`dossier-${id}`, [event], { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' });
  };
  return { run: (ms) => callers(ms, append), close: () => store.close() };
}

const COLUMNS = 11;
const VALUES = Array.from({ length: CALLERS }, (_, row) => {
  const places = Array.from({ length: COLUMNS }, (_, column) => `$${row * COLUMNS + column + 1}`);
  return `(${places.join(',')})`;
}).join(',');

/** The limit: one connection, one statement of as many rows as there are callers, same columns and same unique indexes. */
async function multiRowInsert(ownerUrl: string): Promise<Contestant> {
  const client = new pg.Client(await migrated(ownerUrl, 'CREATE TABLE bare (LIKE store.events INCLUDING ALL)'));
  await client.connect();
  let position = 0;
  const row = () => {
    const { id, type, data, meta } = anEvent();
    const dataText = JSON.stringify(data);
    const hash = createHash('sha256').update(dataText).digest();
    position += 1;
    const stream = `dossier-${data['dossierId'] as string}`;
    return [position, stream, 'dossier', 1, id, type, 1, dataText, JSON.stringify(meta), '2026-11-24T01:02:03Z', hash];
  };
  return {
    async run(ms) {
      const [start, end] = [position, performance.now() + ms];
      while (performance.now() < end) {
        const values = Array.from({ length: CALLERS }, row).flat();
        await client.query({ name: 'bare', text: `INSERT INTO bare VALUES ${VALUES}`, values });
      }
      return position - start;
    },
    close: () => client.end(),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function rate(contestant: Contestant, ms: number): Promise<number> {
  const start = performance.now();
  return ((await contestant.run(ms)) * 1000) / (performance.now() - start);
}

/**
 * @param ownerUrl a server on which databases may be made; they stay
 * @param onRound events per second of ours, Emmett and the bare INSERT, round by round
 */
export async function benchAppend(
  ownerUrl: string,
  onRound: (rates: readonly number[]) => void = () => undefined,
): Promise<BenchRow[]> {
  const contestants = [await motcua(ownerUrl), await emmett(ownerUrl), await multiRowInsert(ownerUrl)];
  for (const contestant of contestants) await contestant.run(ROUND_MS);
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const rates: number[] = [];
    for (const contestant of contestants) rates.push(await rate(contestant, ROUND_MS));
    rounds.push(rates);
    onRound(rates);
  }
  for (const contestant of contestants) await contestant.close();
  const [ours, theirs, limit] = [0, 1, 2].map((index) => median(rounds.map((rates) => rates[index]!))) as [
    number,
    number,
    number,
  ];
  const row = (against: string, other: number, goal: number): BenchRow => {
    const ratio = ours / other;
    return { work: WORK, against, ours, theirs: other, ratio, goal: `>= ${goal}x`, reached: ratio >= goal };
  };
  return [
    row('@event-driven-io/emmett-postgresql', theirs, 8),
    row(`one multi-row INSERT of ${CALLERS} rows (the limit)`, limit, 0.6),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = await startPostgres();
  try {
    console.table(await benchAppend(server.ownerUrl, (rates) => console.log(rates.map(Math.round).join('  '))));
  } finally {
    await server.stop();
  }
}
