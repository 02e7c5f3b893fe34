// `npm run cluster`: Kafka, PostgreSQL and every app as processes of their own on this machine, without Docker; see `--help`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FileClockHand } from '@motcua/service-kit';
import {
  demoAccounts,
  demoPassword,
  type DemoPlan,
  type DemoRecord,
  OrderlyEnd,
  planDemo,
  runDemo,
  tokensPath,
  typedOptions,
} from '@motcua/standalone/parts';
import { type RunningCluster, startCluster } from './cluster.ts';
import { type ClusterOptions, parseOptions, usage } from './options.ts';
import { restartInTurn } from './rolling.ts';
import { clusterStage } from './stage.ts';

/** Errors that are said in words for the person at the terminal; of others the whole is shown. */
const plainErrors = ['KeysMissing', 'KeyFileFault', 'DataInUse', 'PortInUse', 'PostgresLost'];

let running: Promise<RunningCluster> | undefined;
const end = new OrderlyEnd({
  patienceMs: 90_000,
  close: async () => (await running)?.close(),
  wordsFor: ({ name, message }) => (plainErrors.includes(name) ? `The cluster ends: ${message}` : undefined),
});

await main().catch(end.fail);

async function main(): Promise<void> {
  const options = typedOptions(parseOptions, usage);
  end.watch();
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
  void cluster.lost.then(end.fail);
  say(`Up after ${seconds(begun)} s.`);
  if (plan.note !== undefined) say(plan.note);
  const discrepancies = await play(options, cluster, plan.record, time?.hand).catch(end.unlessBegun);
  if (!options.exit) return say(`\n${addressesOf(cluster, options)}`);
  await end.by(discrepancies === 0 ? 0 : 1);
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
    ['pages', url],
    ['sign in as', `${demoAccounts.map(({ userName }) => userName).join(', ')}; password ${demoPassword}`],
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

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
