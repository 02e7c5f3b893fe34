import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import type { NewEvent } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import type { PostgresServer } from '@motcua/testing/backends';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { type BenchRow, atLeast, crowdFor, inTurns } from './bench-row.ts';
import { emptyDatabase, productDatabase, run } from './databases.ts';

const CALLERS = 32;
const ROUNDS = 7;
const ROUND_MS = 1_500;
const WORK = `append one event to its own stream, ${CALLERS} callers, fsync on`;

interface Contestant {
  /** Answers acknowledged events per second. */
  round(): Promise<number>;
  close(): Promise<void>;
}

/** About 800 bytes of JSON, most of it sealed text that does not compress. */
function anEvent(): NewEvent {
  return {
    id: randomUUID(),
    type: 'DossierSubmitted',
    schemaVersion: 1,
    data: {
      dossierId: randomUUID(),
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

async function motcua(server: PostgresServer): Promise<Contestant> {
  const { appUrl } = await productDatabase(server);
  const store = new PostgresEventStore({ url: appUrl });
  const append = () => {
    const event = anEvent();
    return store.append([{ stream: `dossier-${event.data['dossierId'] as string}`, expected: 0, events: [event] }]);
  };
  return { round: () => crowdFor(ROUND_MS, CALLERS, append), close: () => store.close() };
}

async function emmett(server: PostgresServer): Promise<Contestant> {
  const store = getPostgreSQLEventStore(await emptyDatabase(server));
  await store.schema.migrate();
  const append = () => {
    const { id, type, data, meta } = anEvent();
    const event = { type, data: { ...data }, metadata: { ...meta, id } };
    return store.appendToStream(`dossier-${id}`, [event], { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' });
  };
  return { round: () => crowdFor(ROUND_MS, CALLERS, append), close: () => store.close() };
}

const COLUMNS = 11;
const VALUES = Array.from({ length: CALLERS }, (_, row) => {
  const places = Array.from({ length: COLUMNS }, (_, column) => `$${row * COLUMNS + column + 1}`);
  return `(${places.join(',')})`;
}).join(',');

/** The limit: one connection, one statement of as many rows as there are callers, same columns and same unique indexes. */
async function multiRowInsert(server: PostgresServer): Promise<Contestant> {
  const { ownerUrl } = await productDatabase(server);
  await run(ownerUrl, 'CREATE TABLE bare (LIKE store.events INCLUDING ALL)');
  const client = new pg.Client(ownerUrl);
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
  const insert = () => {
    const values = Array.from({ length: CALLERS }, row).flat();
    return client.query({ name: 'bare', text: `INSERT INTO bare VALUES ${VALUES}`, values });
  };
  return { round: async () => CALLERS * (await crowdFor(ROUND_MS, 1, insert)), close: () => client.end() };
}

/** Ours, a library of the same kind, and the bare statement no group commit can beat. */
export async function benchAppend(server: PostgresServer): Promise<BenchRow[]> {
  const contestants = [await motcua(server), await emmett(server), await multiRowInsert(server)];
  for (const contestant of contestants) await contestant.round(); // warm
  const { medians } = await inTurns(
    ROUNDS,
    contestants.map((contestant) => () => contestant.round()),
  );
  for (const contestant of contestants) await contestant.close();
  const [ours, theirs, limit] = medians as [number, number, number];
  const row = { work: WORK, unit: 'events/s', ours };
  return [
    atLeast(8, { ...row, against: 'Emmett', theirs }),
    atLeast(0.6, { ...row, against: `one multi-row INSERT of ${CALLERS} rows (the limit)`, theirs: limit }),
  ];
}
