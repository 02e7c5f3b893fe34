import { DemoIssuer, newKeyRing, writeKeyFile } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchRow, atLeast, below, crowdFor, inTurns, quantile } from './bench-row.ts';
import { Citizens } from './citizens.ts';
import { codeFaults } from './code-faults.ts';
import { emptyDatabase, productDatabase } from './databases.ts';
import { startServer } from './servers/server-process.ts';

const CALLERS = 32;
const ROUNDS = 5;
const ROUND_MS = 3_000;
const STEADY = { perSecond: 100, seconds: 20 };
const WORK = `submission over HTTP until the code is known`;

/** What the callers were told against what is stored. */
async function faultsOf(url: string, citizens: Citizens): Promise<string[]> {
  const faults = await codeFaults(url, citizens.codes.length);
  const twice = citizens.codes.length - new Set(citizens.codes).size;
  if (twice > 0) faults.push(`${twice} codes told twice`);
  for (const [status, count] of citizens.without) faults.push(`${count} answers ${status} without a code`);
  return faults;
}

export async function benchSubmission(server: PostgresServer): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  await writeKeyFile(join(folder, 'keys', 'motcua.keys'), newKeyRing());
  const issuer = await DemoIssuer.open(join(folder, 'keys'));
  const database = await productDatabase(server);
  const product = await startServer('product.ts', { databaseUrl: database.appUrl, folder });
  const bare = await startServer('bare.ts', { databaseUrl: await emptyDatabase(server), folder });
  const [ours, theirs] = [await Citizens.of(product.url, issuer), await Citizens.of(bare.url, issuer)];
  try {
    const contestants = [ours, theirs].map((citizens) => () => crowdFor(ROUND_MS, CALLERS, () => citizens.submit()));
    for (const contestant of contestants) await contestant(); // warm
    const { medians } = await inTurns(ROUNDS, contestants);
    const [steady, theirSteady] = [await steadily(ours), await steadily(theirs)];
    const faults = await faultsOf(database.ownerUrl, ours);
    const against = 'bare Fastify + one INSERT';
    const rate = { unit: 'dossiers/s', ours: medians[0]!, theirs: medians[1]!, against, faults };
    const { perSecond } = STEADY;
    return [
      atLeast(0.4, { ...rate, work: `${WORK}, ${CALLERS} callers` }),
      below(250, {
        work: `p99 of the same at ${perSecond}/s, from the moment each was due`,
        unit: 'ms',
        ours: quantile(steady, 0.99),
        theirs: quantile(theirSteady, 0.99),
        against,
        more: { p50: quantile(steady, 0.5), max: Math.max(...steady) },
        faults,
      }),
    ];
  } finally {
    for (const each of [ours, theirs, product, bare]) await each.close();
    await rm(folder, { recursive: true });
  }
}

function steadily(citizens: Citizens): Promise<number[]> {
  return citizens.steadily(STEADY.perSecond, STEADY.seconds);
}
