import { PostgresEventStore, verifyChain } from '@motcua/event-store/postgres';
import { Database, SystemClock, loadCatalogue, MemoryKeyVault, VaultSealer, ViewRunner } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CodeIssuer } from '../apps/dossier-code/dist/issue-codes/code-issuer.js';
import { type BenchRow, atMost, crowd, inTurns } from './bench-row.ts';
import { codeFaults } from './code-faults.ts';
import { connected, productDatabase } from './databases.ts';
import { wholeStory, workList } from './dossier-story.ts';
import { writePast } from './past-dossiers.ts';

const SMALL = 10_000;
/** Chains up to this many events are recomputed whole, to see that the past was written as the product writes. */
const MOST_VERIFIED = 100_000;
const MODELS = 24;
const ROUNDS = 5;
const CALLERS = 32;
const PER_ROUND = 1_500;
const LIMIT = 1.2;
const VIEW = 'work-list';

interface House {
  /** Seconds per thousand dossiers: filed, numbered, accepted, and seen in the work list. */
  round(): Promise<number>;
  faults(): Promise<string[]>;
  close(): Promise<void>;
}

async function houseOf(server: PostgresServer, dossiers: number): Promise<House> {
  const schema = ['CREATE SCHEMA bench', 'GRANT USAGE, CREATE ON SCHEMA bench TO motcua_app'];
  const { ownerUrl, appUrl } = await productDatabase(server, ...schema);
  const store = new PostgresEventStore({ url: appUrl });
  const database = new Database({ url: appUrl, applicationName: 'bench' });
  const sealer = new VaultSealer(new MemoryKeyVault());
  const { catalogue } = await loadCatalogue(join(import.meta.dirname, '../catalogues/2020'));
  const issuer = new CodeIssuer(store, catalogue, new SystemClock());
  const models = Array.from({ length: MODELS }, () => randomUUID());
  for (const dossierId of models) {
    // a series never grows with the years, so the past has none
    const events = (await wholeStory(sealer, dossierId)).filter(({ type }) => type !== 'DossierCodeAssigned');
    await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events }]);
  }
  const runner = () =>
    new ViewRunner(database, store, { schema: 'bench', views: [workList(() => sealer)], pollMs: 10 });
  const first = runner();
  first.start();
  await first.waitFor(VIEW, await store.head(), 60_000);
  await first.stop();
  const tables = [{ name: 'work_list', view: VIEW }];
  await writePast(ownerUrl, { models, count: dossiers - MODELS, tables });
  const views = runner();
  views.start();
  await views.waitFor(VIEW, await store.head(), 60_000);
  let day = 0;
  let acknowledged = 0;
  const one = async (issuedAt: string) => {
    const dossierId = randomUUID();
    const stream = `dossier-${dossierId}`;
    const [submitted, , accepted, routed, returned] = await wholeStory(sealer, dossierId);
    await store.append([{ stream, expected: 0, events: [submitted!] }]);
    const request = { dossierId, unitCode: 'H99.30', issuedAt, dossierVersion: 1 };
    await issuer.issue({ ...request, correlationId: dossierId, causationId: dossierId });
    acknowledged += 1;
    const { length } = await store.read(stream);
    const { position } = await store.append([{ stream, expected: length, events: [accepted!, routed!, returned!] }]);
    await views.waitFor(VIEW, position, 60_000);
  };
  return {
    async round() {
      day += 1;
      const issuedAt = new Date(Date.UTC(2026, 0, 5 + day, 2)).toISOString();
      let open = PER_ROUND;
      const start = performance.now();
      await crowd(CALLERS, () => (open-- > 0 ? () => one(issuedAt) : undefined));
      return (performance.now() - start) / PER_ROUND;
    },
    faults: async () => [...(await codeFaults(ownerUrl, acknowledged)), ...(await chainFaults(ownerUrl))],
    async close() {
      await views.stop();
      await store.close();
      await database.close();
    },
  };
}

async function chainFaults(ownerUrl: string): Promise<string[]> {
  const events = await connected(ownerUrl, async (client) =>
    Number((await client.query<{ n: string }>('SELECT max(position) AS n FROM store.events')).rows[0]!.n),
  );
  if (events > MOST_VERIFIED) return [];
  const { broken } = await verifyChain(ownerUrl);
  return broken === undefined ? [] : [`chain ${broken.reason} at ${broken.position}`];
}

/**
 * Two installations side by side, one with many times the dossiers of the other.
 *
 * @param size dossiers of the large one
 */
export async function benchGrowth(server: PostgresServer, size: number): Promise<BenchRow[]> {
  const houses: House[] = [];
  for (const dossiers of [SMALL, size]) houses.push(await houseOf(server, dossiers));
  for (const house of houses) await house.round(); // warm
  const { medians } = await inTurns(
    ROUNDS,
    houses.map((house) => () => house.round()),
  );
  const faults = (await Promise.all(houses.map((house) => house.faults()))).flat();
  for (const house of houses) await house.close();
  const [small, large] = medians as [number, number];
  return [
    atMost(LIMIT, {
      work: `cost per dossier with ${size} in the store: filed, numbered, accepted, shown`,
      unit: 'ms',
      ours: large,
      against: `the same with ${SMALL}`,
      theirs: small,
      faults,
    }),
  ];
}
