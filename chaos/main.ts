// `npm run chaos`: breaks the product on purpose and has an auditor judge what is left.
//   -- --list        the experiments
//   -- --only 3,4    some of them
//   -- --red         each with its guard taken out; succeeds only when the auditor catches every one
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import type { PostgresServerOptions } from '@motcua/testing/backends';
import type { Verdict } from './audit/verdict.ts';
import type { Experiment, PreparedServer } from './experiment.ts';
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
  const judged = await judge(experiment);
  return { id, title, guard, figures: {}, findings: [], seconds: (performance.now() - start) / 1000, ...judged };
}

type Judged = Pick<Outcome, 'result' | 'said'> & Partial<Verdict>;

async function judge(experiment: Experiment): Promise<Judged> {
  const lacking = await experiment.lacks?.();
  if (lacking !== undefined) return { result: 'SKIPPED', said: `!!! SKIPPED, NOT PASSED: ${lacking} !!!` };
  const server = await preparedServer(experiment);
  try {
    return await inWorld(experiment, server.options);
  } catch (error) {
    return { result: 'BROKEN', said: inspect(error) };
  } finally {
    await server.cleanUp?.();
  }
}

async function preparedServer({ postgres }: Experiment): Promise<PreparedServer> {
  return postgres === undefined ? { options: {} } : postgres(red);
}

async function inWorld(experiment: Experiment, postgres: PostgresServerOptions): Promise<Judged> {
  const world = await World.open({ folder: join(FOLDER, `${red ? 'red-' : ''}${experiment.id}`), postgres });
  const interrupt = (): void => void world.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const verdict = await world.audit(await experiment.run(world, red));
    return { ...verdict, ...resultOf(experiment, verdict) };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await world.close();
  }
}

function resultOf({ caughtBy }: Experiment, { pass, findings }: Verdict): Pick<Outcome, 'result' | 'said'> {
  const violated = findings.filter(({ faults }) => faults > 0);
  const said = violated.map(({ rule, faults, shown }) => `${rule} x${faults} (${shown[0]})`).join('; ');
  if (!red) return { result: pass ? 'PASS' : 'VIOLATED', said };
  return { result: violated.some(({ rule }) => caughtBy.includes(rule)) ? 'CAUGHT' : 'NOT CAUGHT', said };
}
