import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import pg from 'pg';
import { aStream, anEvent, events, write } from '../contract/events.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { storeMigrations } from './store-migrations.js';

let db: TestDatabase;
let app: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  db = await testDatabase(storeMigrations);
  const store = new PostgresEventStore({ url: db.appUrl });
  await store.append([write(aStream(), 0, ...events(3))]);
  await store.close();
  app = new pg.Client(db.appUrl);
  owner = new pg.Client(db.ownerUrl);
  await Promise.all([app.connect(), owner.connect()]);
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await db.drop();
});

const CHANGES = [
  `UPDATE store.events SET type = 'Other'`,
  `UPDATE store.events SET type = 'Other' WHERE false`,
  'DELETE FROM store.events',
  'TRUNCATE store.events',
];

describe('events are never changed or removed', () => {
  it.each([...CHANGES, 'INSERT INTO store.events SELECT * FROM store.events'])('by the app: %s', async (sql) => {
    await expect(app.query(sql)).rejects.toThrow(/permission denied/);
  });

  it.each(CHANGES)('by the owner, whom the trigger stops: %s', async (sql) => {
    await expect(owner.query(sql)).rejects.toThrow(/never changed or removed/);
  });

  it('nor does the app switch the trigger off or replace the function', async () => {
    await expect(app.query('ALTER TABLE store.events DISABLE TRIGGER ALL')).rejects.toThrow(/must be owner/);
    await expect(app.query('CREATE TABLE store.other (a int)')).rejects.toThrow(/permission denied/);
  });
});

describe('append_many', () => {
  it('refuses a snapshot that would be older than its lock', async () => {
    await app.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    const empty = Array.from({ length: 12 }, (_, index) => `$${index + 1}`).join(',');
    const call = app.query(
      `SELECT * FROM store.append_many(${empty})`,
      Array.from({ length: 12 }, () => []),
    );
    await expect(call).rejects.toThrow(/READ COMMITTED/);
    await app.query('ROLLBACK');
  });

  it('works for the app although the database prescribes another isolation', async () => {
    const name = new URL(db.ownerUrl).pathname.slice(1);
    await owner.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`);
    const store = new PostgresEventStore({ url: db.appUrl });
    await expect(store.append([write(aStream(), 0, anEvent())])).resolves.toMatchObject({ repeated: false });
    await store.close();
  });

  it('keeps positions contiguous: their number is the last of them', async () => {
    const { rows } = await app.query('SELECT count(*) = max(position) AS whole FROM store.events');
    expect(rows).toEqual([{ whole: true }]);
  });
});
