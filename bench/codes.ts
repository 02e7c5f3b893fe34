import { PostgresEventStore } from '@motcua/event-store/postgres';
import { SystemClock, loadCatalogue } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { CodeIssuer } from '../apps/dossier-code/dist/issue-codes/code-issuer.js';
import { type BenchRow, atLeast, below, crowd, inTurns, median, quantile } from './bench-row.ts';
import { codeFaults } from './code-faults.ts';
import { emptyDatabase, productDatabase, run } from './databases.ts';

const CALLERS = 32;
const ROUNDS = 5;
/** Of one round; fewer than the 9,999 of four digits. */
const OURS = 6_000;
/** So that their rounds last about as long. */
const THEIRS = 1_200;
const UNIT = 'H99.30';
const WORK = `codes of one hot unit, ${CALLERS} callers, two events and one answer per code`;

interface Contestant {
  /** Prepares a round that is not measured with it. */
  prepare(): Promise<void>;
  /** Answers codes per second. */
  round(): Promise<number>;
  faults(): Promise<string[]>;
  close(): Promise<void>;
}

interface Latencies {
  /** Milliseconds from asking to knowing, per round. */
  readonly rounds: number[][];
}

/** How long each of `count` calls took, in milliseconds, and how many there were per second. */
async function timed(count: number, call: (index: number) => Promise<unknown>): Promise<[rate: number, ms: number[]]> {
  const took: number[] = [];
  let begun = 0;
  const start = performance.now();
  await crowd(CALLERS, () => {
    if (begun === count) return undefined;
    const index = begun;
    begun += 1;
    return async () => {
      const asked = performance.now();
      await call(index);
      took.push(performance.now() - asked);
    };
  });
  return [(count * 1_000) / (performance.now() - start), took];
}

/** The real issuer over the real store: every round is a day of the unit, and its dossiers were submitted before. */
async function motcua(server: PostgresServer, latencies: Latencies): Promise<Contestant> {
  const { ownerUrl, appUrl } = await productDatabase(server);
  const store = new PostgresEventStore({ url: appUrl });
  const { catalogue } = await loadCatalogue(join(import.meta.dirname, '../catalogues/2020'));
  const issuer = new CodeIssuer(store, catalogue, new SystemClock());
  let dossiers: string[] = [];
  let day = 0;
  let acknowledged = 0;
  return {
    async prepare() {
      day += 1;
      dossiers = Array.from({ length: OURS }, () => randomUUID());
      await Promise.all(dossiers.map((dossierId) => submit(store, dossierId)));
    },
    async round() {
      const issuedAt = new Date(Date.UTC(2026, 0, 5 + day, 2)).toISOString();
      const [rate, ms] = await timed(OURS, async (index) => {
        const dossierId = dossiers[index]!;
        const request = { dossierId, unitCode: UNIT, issuedAt, dossierVersion: 1 };
        await issuer.issue({ ...request, correlationId: dossierId, causationId: dossierId });
        acknowledged += 1;
      });
      latencies.rounds.push(ms);
      return rate;
    },
    faults: () => codeFaults(ownerUrl, acknowledged),
    close: () => store.close(),
  };
}

async function submit(store: PostgresEventStore, dossierId: string): Promise<void> {
  const at = '2026-01-05T02:00:00.000Z';
  const meta = { correlationId: dossierId, causationId: dossierId, actor: 'a', actorRole: 'citizen', recordedAt: at };
  const event = { id: randomUUID(), type: 'DossierSubmitted', schemaVersion: 1, data: { dossierId }, meta };
  await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events: [event] }]);
}

/** What is usually done: the counter's row is locked until the code is committed, one transaction per code. */
async function counterRow(server: PostgresServer, latencies: Latencies): Promise<Contestant> {
  const url = await emptyDatabase(server);
  await run(
    url,
    'CREATE TABLE counters (unit text, day date, last int NOT NULL, PRIMARY KEY (unit, day))',
    `CREATE TABLE codes (dossier_id uuid PRIMARY KEY, unit text, day date, ordinal int, code text UNIQUE, UNIQUE (unit, day, ordinal))`,
    `INSERT INTO counters VALUES ('${UNIT}', '2026-01-05', 0)`,
  );
  const pool = new pg.Pool({ connectionString: url, max: CALLERS });
  return {
    prepare: () => Promise.resolve(),
    async round() {
      const [rate, ms] = await timed(THEIRS, () => take(pool));
      latencies.rounds.push(ms);
      return rate;
    },
    faults: () => Promise.resolve([]),
    close: () => pool.end(),
  };
}

async function take(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ last: number }>({
      name: 'count',
      text: `UPDATE counters SET last = last + 1 WHERE unit = $1 AND day = '2026-01-05' RETURNING last`,
      values: [UNIT],
    });
    const ordinal = rows[0]!.last;
    const code = `000.00.30.H99-260105-${String(ordinal).padStart(4, '0')}`;
    await client.query({
      name: 'keep',
      text: `INSERT INTO codes VALUES ($1, $2, '2026-01-05', $3, $4)`,
      values: [randomUUID(), UNIT, ordinal, code],
    });
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

export async function benchCodes(server: PostgresServer): Promise<BenchRow[]> {
  const [ours, theirs]: [Latencies, Latencies] = [{ rounds: [] }, { rounds: [] }];
  const contestants = [await motcua(server, ours), await counterRow(server, theirs)];
  const round = (contestant: Contestant) => async () => {
    await contestant.prepare();
    return contestant.round();
  };
  for (const contestant of contestants) await round(contestant)(); // warm
  for (const latencies of [ours, theirs]) latencies.rounds.length = 0;
  const { medians } = await inTurns(ROUNDS, contestants.map(round));
  const faults = await contestants[0]!.faults();
  for (const contestant of contestants) await contestant.close();
  const [p50, p99, theirP99] = [at(ours, 0.5), at(ours, 0.99), at(theirs, 0.99)];
  const against = 'locked counter row + insert, one transaction per code';
  const row = { work: WORK, against, faults };
  return [
    atLeast(8, { ...row, unit: 'codes/s', ours: medians[0]!, theirs: medians[1]!, more: { p50, p99 } }),
    below(25, { ...row, work: `p99 of the same`, unit: 'ms', ours: p99, theirs: theirP99 }),
  ];
}

/** Median over the rounds of a quantile of each. */
function at({ rounds }: Latencies, share: number): number {
  return median(rounds.map((ms) => quantile(ms, share)));
}
