import { addressesOf } from './addresses.js';
import { collectGarbage } from './collect-garbage.js';
import { planDemo } from './demo-plan.js';
import { runDemo } from './demo/demo-run.js';
import { standaloneStage } from './demo/demo-stage.js';
import { type RunningStandalone, startStandalone } from './standalone.js';
import { parseOptions, type StandaloneOptions, usage, UsageFault } from './standalone.options.js';

const usageStatus = 2;
/** Longer than any request; what is left then is repeated work after the next start, never a loss. */
const patienceMs = 30_000;
const insistAfterMs = 1_000;
const insistedStatus = 130;
/** Errors that are said in words for the person at the terminal; of others the whole is shown. */
const plainErrors: ReadonlyMap<string, string> = new Map([
  ['PostgresLost', 'Motcua ends'],
  ['ConsumerGaveUp', 'Motcua ends'],
  ['KafkaUnreachable', 'Motcua does not start'],
  ['KeysMissing', 'Motcua does not start'],
  ['KeyFileFault', 'Motcua does not start'],
  ['DataInUse', 'Motcua does not start'],
  ['PortInUse', 'Motcua does not start'],
  ['ConfigInvalid', 'Motcua does not start'],
  ['CatalogueFault', 'Motcua does not start'],
  ['InvalidProfile', 'Motcua does not start'],
  ['MigrationChanged', 'Motcua does not start'],
]);

let ending = false;
let endedAt = 0;
let running: Promise<RunningStandalone> | undefined;

await main().catch(fail);

async function main(): Promise<void> {
  const options = parse();
  process.on('SIGTERM', end).on('SIGINT', end);
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  const plan = await planDemo(options);
  const { clock, simulatedTime, record } = plan;
  running = startStandalone(options, {
    clock,
    simulatedTime,
    outsideTime: (now) => clock.stepTo(now),
    say: (words) => say(`Starting ${words} ...`),
    warn: (words) => process.stderr.write(`${words}\n`),
  });
  const standalone = await running;
  void Promise.race([standalone.lost, standalone.app.failed]).then(fail);
  if (plan.note !== undefined) say(plan.note);
  if (record?.state !== 'running') {
    await standalone.simulators.setClock({ now: new Date().toISOString(), rate: 1 });
  }
  const discrepancies =
    record === undefined
      ? undefined
      : await runDemo(standaloneStage(standalone, clock), record, process.stdout).catch(unlessEnding);
  if (!options.exit) {
    collectGarbage();
    return say(`\n${addressesOf(standalone)}`);
  }
  ending = true;
  await standalone.close();
  process.exit(discrepancies === 0 ? 0 : 1); // without a demo nothing was shown, so that is no success
}

function parse(): StandaloneOptions {
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
  if (ending) {
    if (performance.now() - endedAt > insistAfterMs) process.exit(insistedStatus);
    return;
  }
  ending = true;
  endedAt = performance.now();
  say('Ending ...');
  setTimeout(() => process.exit(1), patienceMs).unref();
  (running ?? Promise.resolve(undefined))
    .then((standalone) => standalone?.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
}

/** After an error nobody caught, nothing in this process is sure any more; what was started is still ended in order. */
function fail(error: unknown): void {
  if (ending) return;
  const plain = error instanceof Error ? plainErrors.get(error.name) : undefined;
  process.stderr.write(plain === undefined ? `${describe(error)}\n` : `${plain}: ${(error as Error).message}\n`);
  ending = true;
  setTimeout(() => process.exit(1), patienceMs).unref();
  const closing = running?.then((standalone) => standalone.close()) ?? Promise.resolve();
  void closing.catch(() => undefined).then(() => process.exit(1));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
