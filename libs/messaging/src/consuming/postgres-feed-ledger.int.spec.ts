import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { storeMigrations } from '@motcua/event-store/postgres';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import pg from 'pg';
import { placeName } from './feed-ledger.js';
import { feedMigrations } from './feed.migrations.js';
import { Fenced, type Grant } from './lease.js';
import { PostgresFeedLedger } from './postgres-feed-ledger.js';

jest.setTimeout(60_000);

const place = { consumer: 'probe', topic: 't', partition: 1 };
const dossierId = randomUUID();
const fact = {
  dossierId,
  version: 1,
  eventType: 'DossierSubmitted',
  errorName: 'Error',
  errorCode: undefined,
  attempts: 3,
};

describe('the lease of a partition', () => {
  let db: TestDatabase;
  let pool: pg.Pool;
  let ledger: PostgresFeedLedger;
  let former: Grant;

  beforeEach(async () => {
    db = await testDatabase([...storeMigrations, ...feedMigrations]);
    pool = new pg.Pool({ connectionString: db.appUrl });
    ledger = new PostgresFeedLedger(pool, { ttlMs: 900 });
    await ledger.open('probe', { position: '0', replayUntil: '0' });
    await ledger.openPartitions([{ ...place, next: '5', historyUntil: '0' }]);
    former = await turn(async () => undefined);
  });

  afterEach(async () => {
    await pool.end();
    await db.drop();
  });

  /** Holds the partition for as long as the work takes. */
  async function turn(work: (grant: Grant) => Promise<void>): Promise<Grant> {
    const stop = new AbortController();
    let held: Grant | undefined;
    let fault: unknown;
    await ledger.lead(
      placeName(place),
      async (grant) => {
        held = grant;
        await work(grant).catch((error: unknown) => (fault = error));
        stop.abort();
      },
      stop.signal,
    );
    if (fault !== undefined) throw fault;
    return held!;
  }

  const step = { from: '5', to: '6', handled: [{ dossierId, version: 1 }] };
  const writes: [string, (grant: Grant) => Promise<void>][] = [
    ['the place and what was handled', (grant) => ledger.save('probe', grant, step)],
    ['a parked fact', (grant) => ledger.park('probe', grant, fact)],
    ['a fact that failed again', (grant) => ledger.parkAgain('probe', grant, fact)],
    ['a fact that came back', (grant) => ledger.unpark('probe', grant, fact)],
    [
      'a record that cannot be read',
      (grant) => ledger.quarantine(grant, { ...place, offset: '5', digest: 'd', fault: 'header-missing' }),
    ],
  ];

  it.each(writes)(
    'lets its holder write %s, and refuses a former one who believes to hold it still',
    async (_, write) => {
      await turn(async (grant) => {
        expect(Number(grant.token)).toBe(Number(former.token) + 1);
        await expect(write(former)).rejects.toThrow(Fenced);
        await write(grant);
      });
    },
  );
});
