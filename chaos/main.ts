// `npm run chaos`: breaks the product on purpose and has an auditor judge what is left.
//   -- --list        the experiments
//   -- --only 3,4    some of them
//   -- --red         each with its guard taken out; succeeds only when the auditor catches every one
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Experiment } from './experiment.ts';
import { experiments } from './experiments/index.ts';
import { type Outcome, table } from './report.ts';
import { World } from './world/world.ts';

const FOLDER = join(import.meta.dirname, '../var/chaos');

const { values } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean' }, red: { type: 'boolean' } },
});
const red = values.red ?? false;

if (values.list) {
  for (const { id, title, guard } of experiments)
    console.log(`${String(id).padStart(2)}  ${title}\n    red: without that ${guard}`);
} else {
  process.exitCode = (await runAll(chosen(values.only))) ? 0 : 1;
}

function chosen(only: string | undefined): readonly Experiment[] {
  if (only === undefined) return experiments;
  return only.split(',').map((id) => {
    const found = experiments.find((experiment) => experiment.id === Number(id));
    if (found === undefined) throw new Error(`there is no experiment ${id}; --list shows them`);
    return found;
  });
}

async function runAll(list: readonly Experiment[]): Promise<boolean> {
  const begun = new Date();
  const outcomes: Outcome[] = [];
  for (const experiment of list) {
    console.log(`experiment ${experiment.id}${red ? ' (red)' : ''}: ${experiment.title} ...`);
    const outcome = await runOne(experiment);
    outcomes.push(outcome);
    console.log(
      `  ${outcome.result} after ${outcome.seconds.toFixed(1)} s${outcome.said === '' ? '' : `: ${outcome.said}`}`,
    );
  }
  console.log(`\n${table(outcomes, red)}`);
  mkdirSync(FOLDER, { recursive: true });
  const machine = {
    cpus: availableParallelism(),
    model: cpus()[0]?.model,
    node: process.version,
    platform: process.platform,
  };
  const file = join(FOLDER, red ? 'red.json' : 'results.json');
  writeFileSync(file, `${JSON.stringify({ begun, red, machine, outcomes }, undefined, 2)}\n`);
  console.log(`Written to ${file}; journals, logs and orders of the auditor lie beside it.`);
  return outcomes.every(({ result }) => result === 'PASS' || result === 'CAUGHT' || result === 'SKIPPED');
}

async function runOne(experiment: Experiment): Promise<Outcome> {
  const start = performance.now();
  const { id, title, guard } = experiment;
  const ended = (result: Outcome['result'], said: string, more: Partial<Outcome> = {}): Outcome => ({
    id,
    title,
    guard,
    result,
    said,
    seconds: (performance.now() - start) / 1000,
    figures: {},
    findings: [],
    ...more,
  });
  const lacking = await experiment.lacks?.();
  if (lacking !== undefined) return ended('SKIPPED', `!!! SKIPPED, NOT PASSED: ${lacking} !!!`);
  const server = await experiment.postgres?.(red);
  let world: World | undefined;
  try {
    const folder = join(FOLDER, `${red ? 'red-' : ''}${id}`);
    world = await World.open({ folder, ...(server === undefined ? {} : { postgres: server.options }) });
    const verdict = await world.audit(await experiment.run(world, red));
    const violated = verdict.findings.filter(({ faults }) => faults > 0);
    const said = violated.map(({ rule, faults, shown }) => `${rule} x${faults} (${shown[0]})`).join('; ');
    if (!red) return ended(verdict.pass ? 'PASS' : 'VIOLATED', said, verdict);
    const caught = violated.some(({ rule }) => experiment.caughtBy.includes(rule));
    return ended(caught ? 'CAUGHT' : 'NOT CAUGHT', said, verdict);
  } catch (error) {
    return ended('BROKEN', error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await world?.close();
    await server?.cleanUp?.();
  }
}
