import { deskMigrations } from '@motcua/desk';
import { DemoIssuer, migrate, newKeyRing, writeKeyFile } from '@motcua/service-kit';
import type { PostgresServer } from '@motcua/testing/backends';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchRow, atMost, below, crowd, crowdFor, inTurns, quantile } from './bench-row.ts';
import { Citizens } from './citizens.ts';
import { productDatabase } from './databases.ts';
import { Officers } from './officers.ts';
import { type PastTable, writePast } from './past-dossiers.ts';
import { startServer } from './servers/server-process.ts';

const SMALL = 10_000;
const CALLERS = 32;
const ROUNDS = 5;
const ROUND_MS = 3_000;
const LOOK_SECONDS = 20;
/** Who sit at the desks of a province at the same time. */
const AT_DESKS = 20;
/** Fifty of each commune: more than a page. These are the most urgent ones, so that the names on a first page do open. */
const MODELS = 600;
/** Of the past so many are still open; a province works at the same time on thousands, however many it has behind it. */
const OPEN = { most: 20_000, share: 0.2 };

interface House {
  readonly citizens: Citizens;
  readonly officers: Officers;
  close(): Promise<void>;
}

function tablesWith(open: number): PastTable[] {
  const day = `timestamp '2019-01-01 01:00' + n % 2500 * interval '1 day'`;
  const iso = (instant: string) => `to_char(${instant}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const isOpen = `n <= ${open}`;
  return [
    {
      name: 'dossiers',
      view: 'work-list',
      changes: {
        code: `split_part(t.code, '-', 1) || to_char(${day}, '"-"YYMMDD"-"') || lpad((n / 2500 + 1)::text, 4, '0')`,
        received_at: iso(day),
        due_at: `CASE WHEN ${isOpen} THEN ${iso(`t.due_at::timestamptz AT TIME ZONE 'UTC' + (1 + n % 10) * interval '1 day'`)} END`,
        status: `CASE WHEN ${isOpen} THEN t.status ELSE 10 END`,
        closed: `NOT ${isOpen}`,
      },
    },
    { name: 'deadlines', view: 'work-list', changes: { state: `CASE WHEN ${isOpen} THEN t.state ELSE 'ended' END` } },
    {
      name: 'people',
      view: 'work-list',
      changes: { words: 'ARRAY(SELECT md5(word || n % 100000) FROM unnest(t.words) word)' },
    },
    { name: 'dossier_states', view: 'intake-tracking' },
    { name: 'dossier_codes', view: 'intake-tracking', changes: { code_key: `md5(t.code_key || n)` } },
    { name: 'dossier_owners', view: 'intake-tracking' },
  ];
}

/** The models come in by HTTP; the past is written while nothing runs. */
async function houseOf(server: PostgresServer, dossiers: number): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  await writeKeyFile(join(folder, 'keys', 'motcua.keys'), newKeyRing());
  const issuer = await DemoIssuer.open(join(folder, 'keys'));
  const { ownerUrl, appUrl } = await productDatabase(server);
  await migrate(ownerUrl, deskMigrations);
  const open = async () => {
    const product = await startServer('desk.ts', { databaseUrl: appUrl, folder });
    return {
      product,
      citizens: await Citizens.of(product.url, issuer),
      officers: await Officers.of(product.url, issuer),
    };
  };
  const close = async ({ product, citizens, officers }: Awaited<ReturnType<typeof open>>) => {
    for (const each of [citizens, officers, product]) await each.close();
  };
  const first = await open();
  const models: string[] = [];
  let left = MODELS;
  const submit = async () => void models.push((await first.citizens.submit())!);
  await crowd(CALLERS, () => (left-- > 0 ? submit : undefined));
  await first.officers.untilShown(MODELS);
  await close(first);
  const count = dossiers - MODELS;
  const stillOpen = Math.min(OPEN.most, Math.round(count * OPEN.share));
  await writePast(ownerUrl, { models, count, tables: tablesWith(stillOpen) });
  const house = await open();
  await house.officers.untilShown(MODELS + stillOpen);
  return {
    ...house,
    async close() {
      await close(house);
      await rm(folder, { recursive: true });
    },
  };
}

function faultsOf({ citizens, officers }: House): string[] {
  const refused = [...citizens.without].map(([status, count]) => `${count} answers ${status} without a code`);
  return [...refused, ...[...officers.faults].map(([what, count]) => `${count} ${what}`)];
}

/**
 * The whole product over HTTP in front of two stores, one with many times the dossiers of the other: officers look at their lists,
 * and citizens submit while the lists follow.
 *
 * @param size dossiers of the large one
 */
export async function benchWorkList(server: PostgresServer, size: number): Promise<BenchRow[]> {
  const houses: House[] = [];
  try {
    for (const dossiers of [SMALL, size]) houses.push(await houseOf(server, dossiers));
    const [small, large] = houses as [House, House];
    const looks: number[][] = [];
    const pages: number[][] = [];
    for (const { officers } of houses) {
      await officers.lookSteadily(3); // warm
      looks.push(await officers.lookSteadily(LOOK_SECONDS));
      await officers.openSteadily(AT_DESKS, 3);
      pages.push(await officers.openSteadily(AT_DESKS, LOOK_SECONDS));
    }
    const [atSmall, atLarge] = looks as [number[], number[]];
    const [pageSmall, pageLarge] = pages as [number[], number[]];
    const submit = houses.map(
      ({ citizens }) =>
        () =>
          crowdFor(ROUND_MS, CALLERS, () => citizens.submit()),
    );
    for (const contestant of submit) await contestant(); // warm
    const { medians } = await inTurns(ROUNDS, submit);
    const [cheap, dear] = medians.map((rate) => 1_000 / rate) as [number, number];
    const faults = [...faultsOf(small), ...faultsOf(large)];
    const against = `the same with ${SMALL}`;
    return [
      below(200, {
        work: `p95 of the work list with ${size} dossiers, 50 officers, each once a second`,
        unit: 'ms',
        ours: quantile(atLarge, 0.95),
        against,
        theirs: quantile(atSmall, 0.95),
        more: { p50: quantile(atLarge, 0.5), p99: quantile(atLarge, 0.99) },
        faults,
      }),
      below(200, {
        work: `p95 of the page of the work list (list and counts) with ${size} dossiers, ${AT_DESKS} officers, each once a second`,
        unit: 'ms',
        ours: quantile(pageLarge, 0.95),
        against,
        theirs: quantile(pageSmall, 0.95),
        more: { p50: quantile(pageLarge, 0.5), p99: quantile(pageLarge, 0.99) },
        faults,
      }),
      atMost(1.2, {
        work: `submission over HTTP until the code is known, with ${size} dossiers, lists following`,
        unit: 'ms per dossier',
        ours: dear,
        against,
        theirs: cheap,
        faults,
      }),
    ];
  } finally {
    for (const house of houses) await house.close();
  }
}
