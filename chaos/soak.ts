import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DemoIssuer } from '@motcua/service-kit';
import { issuerAt } from '@motcua/standalone/parts';
import { type RunningCluster, startCluster } from '../tools/cluster/cluster.ts';
import { ALWAYS, type Invariant } from './audit/rules.ts';
import type { Verdict } from './audit/verdict.ts';
import { Journal } from './journal.ts';
import { SoakLoad } from './soak-load.ts';
import { audit } from './world/auditor.ts';
import { count } from './world/database.ts';

const KILL_EVERY_MS = 5_000;
/** How long the cluster may need until nothing is owed to anybody, after the last kill. */
const SETTLE_MS = 600_000;
/** The portal's share of calls: with the five a second of its profile it would take an hour to tell what ten minutes brought. */
const CALLS_PER_SECOND = '100';
/** Of dossiers that may wait for an officer, because a process or the store died with a step of theirs on its way to the portal. */
const UNKNOWABLE = 0.05;
const MINISTRY = { mount: 'civil1', operation: 'dangKyHoTich' };
const PORTAL_AND_MINISTRY = "category = 'delivery' AND p.type = 'DeliveryPlanned'";

/**
 * A whole local cluster under steady load, one process killed every five seconds and started again by its launcher; then the
 * auditor looks at the store, the topic, the ministry and the portal.
 *
 * @returns whether the auditor found nothing
 */
export async function soak(folder: string, minutes: number): Promise<boolean> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const data = join(folder, 'data');
  const choices = { help: false, demo: false, exit: true, rolling: false, feed: 'kafka', store: 'postgres' } as const;
  const anywhere = { port: 0, managementPort: 0, simulatorsPort: 0 };
  const places = { data, keys: join(folder, 'keys', 'motcua.keys'), logs: folder };
  const cluster = await startCluster(
    { ...choices, ...anywhere, ...places },
    {
      simulatedTime: { now: new Date().toISOString(), rate: 1 },
      say: (words) => console.log(`Starting ${words} ...`),
      warn: () => undefined, // that processes end is the purpose
      settings: { MOTCUA_PORTAL_CALLS_PER_SECOND: CALLS_PER_SECOND },
    },
  );
  const stop = (): void => void cluster.close().finally(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await underFire(cluster, { folder, data, keys: join(folder, 'keys') }, minutes);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await cluster.close();
  }
}

interface Places {
  readonly folder: string;
  readonly data: string;
  readonly keys: string;
}

async function underFire(cluster: RunningCluster, { folder, data, keys }: Places, minutes: number): Promise<boolean> {
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const databaseUrl = cluster.environment['MOTCUA_POSTGRES_OWNER_URL']!;
  await cluster.simulators.scenario({ mount: MINISTRY.mount, scenario: 'stuck' });
  const issuer = await DemoIssuer.open(keys, issuerAt(cluster.url));
  const load = new SoakLoad(cluster.url, journal, issuer);
  const over = new AbortController();
  const begun = Date.now();
  console.log(`${minutes} min of submissions, a kill every ${KILL_EVERY_MS / 1_000} s ...`);
  const running = load.run(over.signal);
  while (Date.now() - begun < minutes * 60_000) {
    await pause(KILL_EVERY_MS);
    await killOne(cluster, data, journal);
  }
  over.abort();
  await running;
  for (const app of [...cluster.apps, ...cluster.others]) await app.ready();
  await cluster.kafka?.ready();
  const settledMs = await settled(databaseUrl);
  console.log(`Quiet ${Math.round(settledMs / 1_000)} s after the last submission; the auditor looks ...`);
  const verdict = await audit(folder, {
    journal: journal.file,
    databaseUrl,
    simulatorsUrl: cluster.simulatorsUrl,
    kafkaBrokers: cluster.kafka!.brokers,
    invariants: [...ALWAYS, ...invariants(load.accepted, minutes)],
  });
  writeFileSync(join(folder, 'soak.json'), `${JSON.stringify({ minutes, settledMs, ...verdict }, undefined, 2)}\n`);
  tell(verdict, load.accepted);
  return verdict.pass;
}

function invariants(accepted: number, minutes: number): Invariant[] {
  return [
    { rule: 'atLeast', options: { killed: Math.floor(minutes * 10), acknowledged: 100 } },
    { rule: 'allAcknowledged' },
    { rule: 'everyDossierHasItsCode' },
    { rule: 'topicTellsTheStore' },
    { rule: 'ministryTookEachOnce', options: { calls: [MINISTRY] } },
    { rule: 'everyHandOverEnded', options: { dossiers: accepted } },
    { rule: 'portalShowsWhatWeKnow', options: { dossiers: 100, unknowable: UNKNOWABLE } },
  ];
}

/**
 * kill -9 of any process of the product, of the broker or of the database; the launcher starts it again. The stand-ins live:
 * begun anew they would let nobody in.
 */
async function killOne(cluster: RunningCluster, data: string, journal: Journal): Promise<void> {
  const all = [...cluster.apps.map(({ name }) => name), 'kafka', 'postgres'];
  const name = all[Math.floor(Math.random() * all.length)]!;
  journal.fault('killed', name);
  if (name === 'postgres') killPostmaster(data);
  else await cluster.kill(name);
}

/** One that is being started again has no file yet, and is left alone. */
function killPostmaster(data: string): void {
  try {
    process.kill(Number.parseInt(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL');
  } catch {
    return;
  }
}

/** @returns how long it took until every dossier had its code, the topic every fact, and the outside all that it is owed */
async function settled(databaseUrl: string): Promise<number> {
  const begun = Date.now();
  const open = `SELECT
    (SELECT count(*) FROM store.events p WHERE ${PORTAL_AND_MINISTRY} AND NOT EXISTS (
       SELECT FROM store.events d WHERE d.stream_id = p.stream_id
       AND (d.type = 'DeliveryParked' OR (d.data ->> 'seq' = p.data ->> 'seq' AND (d.type IN ('DeliverySuperseded', 'DeliveryHeld')
         OR (d.type = 'DeliveryOutcomeRecorded' AND d.data ->> 'next' = 'done'))))))
    + (SELECT count(*) FROM store.events WHERE category = 'dossier'
       AND position > coalesce((SELECT position FROM kit.checkpoints WHERE consumer = 'feed:relay'), 0)) AS count`;
  for (let quiet = 0; quiet < 3 && Date.now() - begun < SETTLE_MS; await pause(3_000))
    quiet = (await count(databaseUrl, open).catch(() => 1)) === 0 ? quiet + 1 : 0;
  return Date.now() - begun;
}

function tell({ pass, findings, figures }: Verdict, accepted: number): void {
  for (const { rule, faults, shown } of findings)
    console.log(`${faults === 0 ? 'holds   ' : 'VIOLATED'} ${rule}${faults === 0 ? '' : ` x${faults}: ${shown[0]}`}`);
  console.log(JSON.stringify({ ...figures, accepted }));
  console.log(pass ? 'PASS' : 'VIOLATED');
}
