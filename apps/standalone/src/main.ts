import { addressesOf } from './addresses.js';
import { collectGarbage } from './collect-garbage.js';
import { planDemo } from './demo-plan.js';
import { runDemo } from './demo/demo-run.js';
import { standaloneStage } from './demo/demo-stage.js';
import { OrderlyEnd } from './orderly-end.js';
import { typedOptions } from './typed-options.js';
import { type RunningStandalone, startStandalone } from './standalone.js';
import { parseOptions, usage } from './standalone.options.js';

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

let running: Promise<RunningStandalone> | undefined;
const end = new OrderlyEnd({
  patienceMs: 30_000,
  close: async () => (await running)?.close(),
  wordsFor: ({ name, message }) => (plainErrors.has(name) ? `${plainErrors.get(name)}: ${message}` : undefined),
});

await main().catch(end.fail);

async function main(): Promise<void> {
  const options = typedOptions(parseOptions, usage);
  end.watch();
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
  void Promise.race([standalone.lost, standalone.app.failed]).then(end.fail);
  if (plan.note !== undefined) say(plan.note);
  if (record?.state !== 'running') {
    await standalone.simulators.setClock({ now: new Date().toISOString(), rate: 1 });
  }
  const discrepancies =
    record === undefined
      ? undefined
      : await runDemo(standaloneStage(standalone, clock), record, process.stdout).catch(end.unlessBegun);
  if (!options.exit) {
    collectGarbage();
    return say(`\n${addressesOf(standalone)}`);
  }
  await end.by(discrepancies === 0 ? 0 : 1); // without a demo nothing was shown, so that is no success
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
