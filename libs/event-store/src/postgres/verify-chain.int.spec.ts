import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import pg from 'pg';
import { aMeta, aStream, anEvent, events, write } from '../contract/events.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { storeMigrations } from './store-migrations.js';
import { dailyRoot, verifyChain } from './verify-chain.js';

const EVENTS = 60;

let db: TestDatabase;
let owner: pg.Pool;

beforeAll(async () => {
  db = await testDatabase(storeMigrations);
  owner = new pg.Pool({ connectionString: db.ownerUrl, max: 1 });
  const store = new PostgresEventStore({ url: db.appUrl });
  const numbers = { values: [1e21, 1e-7, -0, 0.1 + 0.2, 2 ** 60], tên: 'Nguyễn', z: 1, a: { y: 1, b: 2 } };
  await store.append([write('dossier-H99/"quoted"\\', 0, anEvent({ data: numbers, meta: { ...aMeta, note: 'đ' } }))]);
  const rest = Array.from({ length: EVENTS - 2 }, () => store.append([write(aStream(), 0, anEvent())]));
  await Promise.all(rest);
  await store.append([write(aStream(), 0, ...events(1))]);
  await store.close();
});
afterAll(async () => {
  await owner.end();
  await db.drop();
});

/** What only a superuser with the trigger off can do; undone afterwards. */
async function tampered<T>(sql: string, look: () => Promise<T>): Promise<T> {
  await owner.query('CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM store.events');
  await owner.query('ALTER TABLE store.events DISABLE TRIGGER events_are_append_only');
  try {
    await owner.query(sql);
    return await look();
  } finally {
    await owner.query('TRUNCATE store.events');
    await owner.query('INSERT INTO store.events SELECT * FROM kept');
    await owner.query('ALTER TABLE store.events ENABLE TRIGGER events_are_append_only');
  }
}

describe('verifyChain', () => {
  it('proves a log that nobody touched, and tells how far it is', async () => {
    const progress: number[] = [];
    const report = await verifyChain(db.appUrl, (verified) => progress.push(verified));
    expect(report).toEqual({ verified: EVENTS, root: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(progress.at(-1)).toBe(EVENTS);
  });

  it.each([
    ['one byte of the data', `UPDATE store.events SET data = '{"note":"ghi chu"}' WHERE position = 17`, 17],
    [
      'a metadata value',
      `UPDATE store.events SET meta = (meta::jsonb || '{"actor":"officer-18"}')::json WHERE position = 5`,
      5,
    ],
    ['the type', `UPDATE store.events SET type = 'NotEd' WHERE position = 60`, 60],
    ['the category', `UPDATE store.events SET category = 'codes' WHERE position = 3`, 3],
    ['the server stamp', `UPDATE store.events SET recorded_at = recorded_at - interval '1 us' WHERE position = 9`, 9],
    ['the schema version', `UPDATE store.events SET schema_version = 2 WHERE position = 9`, 9],
    [
      'one byte of a hash',
      `UPDATE store.events SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE position = 30`,
      30,
    ],
  ])('finds the place where %s was changed', async (_what, sql, position) => {
    const report = await tampered(sql, () => verifyChain(owner));
    expect(report).toMatchObject({ verified: position - 1, broken: { position: String(position), reason: 'changed' } });
  });

  it('finds a removed event, even when the later ones move up', async () => {
    const gone = 'DELETE FROM store.events WHERE position = 20';
    expect(await tampered(gone, () => verifyChain(owner))).toMatchObject({
      broken: { position: '20', reason: 'missing' },
    });
    const closed = `${gone}; UPDATE store.events SET position = position - 1 WHERE position = 21;
      UPDATE store.events SET position = 21 WHERE position = 60`;
    expect(await tampered(closed, () => verifyChain(owner))).toMatchObject({
      broken: { position: '20', reason: 'changed' },
    });
  });

  it('shows a cut-off end by the published root', async () => {
    const today = await dailyRoot(owner, new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10));
    const cut = await tampered('DELETE FROM store.events WHERE position > 50', () => verifyChain(owner));
    expect(today).toMatchObject({ position: String(EVENTS), root: (await verifyChain(owner)).root });
    expect([cut.broken, cut.verified]).toEqual([undefined, 50]);
    expect(cut.root).not.toBe(today!.root);
  });
});

describe('dailyRoot', () => {
  const STAMPS = `UPDATE store.events SET recorded_at = CASE
    WHEN position <= 10 THEN timestamptz '2026-11-20 16:59:59.999999Z'
    WHEN position <= 25 THEN timestamptz '2026-11-20 17:00:00Z' ELSE timestamptz '2026-11-23 03:00:00Z' END`;
  const at = (day: string) => tampered(STAMPS, () => dailyRoot(owner, day));
  let hashes: string[];
  beforeEach(async () => {
    const { rows } = await owner.query<{ h: string }>(
      `SELECT encode(hash, 'hex') h FROM store.events ORDER BY position`,
    );
    hashes = rows.map(({ h }) => h);
  });

  it('is the hash of the newest event of the day, in Vietnam time', async () => {
    expect(await at('2026-11-20')).toEqual({ day: '2026-11-20', position: '10', root: hashes[9] });
    expect(await at('2026-11-21')).toEqual({ day: '2026-11-21', position: '25', root: hashes[24] });
    expect(await at('2026-11-23')).toEqual({ day: '2026-11-23', position: '60', root: hashes[59] });
  });

  it('stays that of the day before when nothing was recorded', async () => {
    expect(await at('2026-11-22')).toMatchObject({ position: '25' });
  });

  it('is nothing before the first event, and refuses what is no day', async () => {
    expect(await at('2026-11-19')).toBeUndefined();
    await expect(dailyRoot(owner, 'yesterday')).rejects.toThrow(RangeError);
  });
});
