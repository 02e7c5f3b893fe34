import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import pg from 'pg';
import { FencedOut, moveCheckpoint, readCheckpoint } from './checkpoints.js';
import { storeMigrations } from './store-migrations.js';

let db: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  db = await testDatabase([
    ...storeMigrations,
    { id: 'effects', sql: 'CREATE TABLE effects (by text); GRANT ALL ON effects TO motcua_app' },
  ]);
  pool = new pg.Pool({ connectionString: db.appUrl });
});
afterAll(async () => {
  await pool.end();
  await db.drop();
});

/** One batch of a consumer: an effect and the move, in one transaction. */
async function batch(consumer: string, from: string, to: string, between?: () => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO effects VALUES ($1)', [consumer]);
    await between?.();
    await moveCheckpoint(client, consumer, from, to);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

const effects = async (consumer: string) =>
  (await pool.query('SELECT count(*)::int AS n FROM effects WHERE by = $1', [consumer])).rows[0];

describe('checkpoints', () => {
  it('start before the first event and move from where they stand', async () => {
    expect(await readCheckpoint(pool, 'a')).toBe('0');
    await batch('a', '0', '5');
    await batch('a', '5', '9007199254740991');
    expect(await readCheckpoint(pool, 'a')).toBe('9007199254740991');
  });

  it('take a zombie its effects together with its move', async () => {
    await batch('b', '0', '5');
    await batch('b', '5', '8');
    await expect(batch('b', '5', '9')).rejects.toEqual(new FencedOut('b', '5'));
    await expect(batch('b', '0', '9')).rejects.toBeInstanceOf(FencedOut);
    expect([await readCheckpoint(pool, 'b'), await effects('b')]).toEqual(['8', { n: 2 }]);
  });

  it.each(['0', '5'])('let one of two instances pass that move from %s at once', async (from) => {
    const consumer = `both from ${from}`;
    if (from !== '0') await batch(consumer, '0', from);
    const before = (await effects(consumer)) as { n: number };
    const moves = await Promise.allSettled([batch(consumer, from, '11'), batch(consumer, from, '12')]);
    expect(moves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await effects(consumer)).toEqual({ n: before.n + 1 });
  });

  it('may be set back to the start, and move on from there', async () => {
    await batch('c', '0', '5');
    await batch('c', '5', '0');
    await batch('c', '0', '7');
    expect(await readCheckpoint(pool, 'c')).toBe('7');
  });

  it('are not made by a move from a place where the consumer never was', async () => {
    await expect(batch('d', '3', '4')).rejects.toBeInstanceOf(FencedOut);
  });
});
