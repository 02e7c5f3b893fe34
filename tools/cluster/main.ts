// `npm run cluster`: Kafka, PostgreSQL and every app as processes of their own on this machine, without Docker; see `--help`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FileClockHand } from '@motcua/service-kit';
import { type DemoPlan, type DemoRecord, planDemo, runDemo, tokensPath } from '@motcua/standalone/parts';
import { type RunningCluster, startCluster } from './cluster.ts';
import { type ClusterOptions, parseOptions, usage, UsageFault } from './options.ts';
import { restartInTurn } from './rolling.ts';
import { clusterStage } from './stage.ts';

const usageStatus = 2;
const patienceMs = 90_000;
const insistAfterMs = 1_000;
const insistedStatus = 130;
/** Errors that are said in words for the person at the terminal; of others the whole is shown. */
const plainErrors = ['KeysMissing', 'KeyFileFault', 'DataInUse', 'PortInUse', 'PostgresLost'];

let ending = false;
let endedAt: number | undefined;
let running: Promise<RunningCluster> | undefined;

await main().catch(fail);

async function main(): Promise<void> {
  const options = parse();
  process.on('SIGTERM', end).on('SIGINT', end);
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  const begun = performance.now();
  const plan = await planDemo(options);
  const time = demonstrationTime(join(options.data, 'clock'), plan);
  running = startCluster(options, {
    simulatedTime: plan.simulatedTime,
    ...time,
    say: (words) => say(`Starting ${words} ...`),
    warn: (words) => process.stderr.write(`${words}\n`),
  });
  const cluster = await running;
  void cluster.lost.then(fail);
  say(`Up after ${seconds(begun)} s.`);
  if (plan.note !== undefined) say(plan.note);
  const discrepancies = await play(options, cluster, plan.record, time?.hand).catch(unlessEnding);
  if (!options.exit) return say(`\n${addressesOf(cluster, options)}`);
  ending = true;
  await cluster.close();
  process.exit(discrepancies === 0 ? 0 : 1);
}

/** Only data that began with the demo have a clock of their own; without the demo it says real time. */
function demonstrationTime(clockFile: string, { record, simulatedTime }: DemoPlan) {
  if (record === undefined && !existsSync(clockFile)) return undefined;
  const hand = new FileClockHand(clockFile, simulatedTime.now);
  const isPlaying = record?.state === 'running';
  if (!isPlaying) hand.release();
  return { hand, clockFile, outsideTime: (now: string) => hand.stepTo(now) };
}

/** @returns the number of discrepancies, undefined without a demo */
async function play(
  { rolling }: ClusterOptions,
  cluster: RunningCluster,
  record: DemoRecord | undefined,
  hand: FileClockHand | undefined,
): Promise<number | undefined> {
  if (record?.state !== 'running') await cluster.simulators.setClock({ now: new Date().toISOString(), rate: 1 });
  if (record === undefined || hand === undefined) return undefined;
  const begun = performance.now();
  const stage = await clusterStage(cluster, hand);
  const over = new AbortController();
  const restarts = rolling ? restartInTurn(cluster, over.signal, say) : Promise.resolve();
  try {
    return await runDemo(stage, record, process.stdout);
  } finally {
    over.abort();
    await restarts;
    await stage.close();
    say(`The demo took ${seconds(begun)} s; ${crashesOf(cluster)}`);
  }
}

function crashesOf({ apps, others }: RunningCluster): string {
  const crashed = [...apps, ...others].filter(({ crashes }) => crashes > 0);
  if (crashed.length === 0) return 'no process ended by itself.';
  return `ended by themselves: ${crashed.map(({ name, crashes }) => `${name} (${crashes})`).join(', ')}.`;
}

function addressesOf(cluster: RunningCluster, { logs }: ClusterOptions): string {
  const { url, issuerUrl, simulatorsUrl, environmentFile, kafka, apps, others } = cluster;
  const wish = `'{"role":"deskOfficer","unit":"H99.14"}'`;
  const rows = [
    ['APIs', url],
    ['Kafka', kafka?.brokers ?? 'none: the feed is embedded'],
    ['outside systems', `${simulatorsUrl}/__sim/openapi.json (simulated)`],
    ['logs', `${logs}/<name>.log`],
    ['motcua command', `npm run motcua -- --env-file ${environmentFile} ...`],
    ['a token', `curl -s -H 'accept: text/plain' -d ${wish} ${issuerUrl}${tokensPath}`],
    ...[...apps, ...others].map(({ name, pid }) => [name, `process ${pid ?? '-'}`]),
  ];
  const lines = rows.map(([name, value]) => `  ${name!.padEnd(22)}${value}`);
  return ['The cluster is up. Ctrl-C ends it.', ...lines].join('\n');
}

function parse(): ClusterOptions {
  try {
    const options = parseOptions(process.argv.slice(2), process.cwd());
    if (!options.help) return options;
    say(usage);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageFault)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    process.exit(usageStatus);
  }
}

/** A demo that is cut off by our own end did not fail; it goes on at the next start. */
async function unlessEnding(error: unknown): Promise<never> {
  if (!ending) throw error;
  return new Promise<never>(() => undefined);
}

/** A signal may come twice, from the terminal and from whoever started us; one that comes later is a person who insists. */
function end(): void {
  const first = (endedAt ??= performance.now());
  if (ending) {
    if (performance.now() - first > insistAfterMs) process.exit(insistedStatus);
    return;
  }
  ending = true;
  say('Ending ...');
  setTimeout(() => process.exit(1), patienceMs).unref();
  (running ?? Promise.resolve(undefined))
    .then((cluster) => cluster?.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
}

/** After an error nobody caught, nothing in this process is sure any more; what was started is still ended in order. */
function fail(error: unknown): void {
  if (ending) return;
  const isPlain = error instanceof Error && plainErrors.includes(error.name);
  process.stderr.write(`${isPlain ? `The cluster ends: ${error.message}` : describe(error)}\n`);
  ending = true;
  const closing = running?.then((cluster) => cluster.close()) ?? Promise.resolve();
  void closing.catch(() => undefined).then(() => process.exit(1));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
