import { PostgresEventStore } from '@motcua/event-store/postgres';
import { Database, SystemClock, loadCatalogue, MemoryKeyVault, VaultSealer, ViewRunner } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CodeIssuer } from '../apps/dossier-code/dist/issue-codes/code-issuer.js';
import { type BenchRow, crowd, inTurns } from './bench-row.ts';
import { codeFaults } from './code-faults.ts';
import { productDatabase, run } from './databases.ts';
import { wholeStory, workList } from './dossier-story.ts';

const SIZES = [10_000, 100_000] as const;
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
  let left = dossiers;
  // what stands there already: the same facts, without a series, which never grows with the years
  const filler = async () => {
    const dossierId = randomUUID();
    const events = (await wholeStory(sealer, dossierId)).filter(({ type }) => type !== 'DossierCodeAssigned');
    await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events }]);
  };
  await crowd(128, () => (left-- > 0 ? filler : undefined));
  await run(ownerUrl, 'VACUUM ANALYZE');
  const views = new ViewRunner(database, store, { schema: 'bench', views: [workList(() => sealer)], pollMs: 10 });
  views.start();
  await views.waitFor(VIEW, await store.head(), 600_000);
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
    faults: () => codeFaults(ownerUrl, acknowledged),
    async close() {
      await views.stop();
      await store.close();
      await database.close();
    },
  };
}

/** Two installations side by side, one with ten times the dossiers of the other. */
export async function benchGrowth(server: PostgresServer): Promise<BenchRow[]> {
  const houses = await Promise.all(SIZES.map((size) => houseOf(server, size)));
  for (const house of houses) await house.round(); // warm
  const { medians } = await inTurns(
    ROUNDS,
    houses.map((house) => () => house.round()),
  );
  const faults = (await Promise.all(houses.map((house) => house.faults()))).flat();
  for (const house of houses) await house.close();
  const [small, large] = medians as [number, number];
  const ratio = large / small;
  return [
    {
      work: `cost per dossier with ${SIZES[1]} in the store: filed, numbered, accepted, shown`,
      unit: 'ms',
      ours: large,
      against: `the same with ${SIZES[0]}`,
      theirs: small,
      ratio,
      goal: `<= ${LIMIT}x`,
      reached: ratio <= LIMIT,
      faults,
    },
  ];
}
