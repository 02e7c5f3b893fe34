// `npm run chaos`: breaks the product on purpose and has an auditor judge what is left.
//   -- --list        the experiments
//   -- --only 3,4    some of them
//   -- --soak [n]    a whole local cluster under load for n minutes (10), a random process killed every five seconds
//   -- --red         each without each of its guards; succeeds only when the auditor finds exactly the rules that must break
//                    (--only 11/lane-order: without this one)
//   -- --table       the last result of each, however many runs they come from; with --red those of the red runs
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import type { PostgresServerOptions } from '@motcua/testing/backends';
import type { Invariant } from './audit/rules.ts';
import type { Verdict } from './audit/verdict.ts';
import type { Experiment, PreparedServer, RedRun } from './experiment.ts';
import { experiments } from './experiments/index.ts';
import { merged, type Outcome, table } from './report.ts';
import { soak } from './soak.ts';
import { World } from './world/world.ts';

const FOLDER = join(import.meta.dirname, '../var/chaos');

const { values, positionals } = parseArgs({
  options: {
    only: { type: 'string' },
    list: { type: 'boolean' },
    red: { type: 'boolean' },
    table: { type: 'boolean' },
    soak: { type: 'boolean' },
  },
  allowPositionals: true,
});
const red = values.red ?? false;
const file = join(FOLDER, red ? 'red.json' : 'results.json');

if (values.list) {
  for (const { id, title, reds } of experiments)
    console.log(
      `${String(id).padStart(2)}  ${title}\n${reds.map((run) => `    red ${run.name}: ${toldOf(run)}; breaks ${run.breaks.join(', ')}`).join('\n')}`,
    );
} else if (values.table) {
  console.log(table(recorded(), red));
} else if (values.soak) {
  process.exitCode = (await soak(join(FOLDER, 'soak'), Number(positionals[0] ?? 10))) ? 0 : 1;
} else {
  process.exitCode = (await runAll(chosen(values.only))) ? 0 : 1;
}

interface Choice {
  readonly experiment: Experiment;
  readonly run: RedRun | undefined;
}

function chosen(only: string | undefined): readonly Choice[] {
  const asked = only?.split(',') ?? experiments.map(({ id }) => String(id));
  return asked.flatMap((one) => {
    const [id, name] = one.split('/');
    const experiment = experiments.find((known) => known.id === Number(id));
    if (experiment === undefined) throw new Error(`there is no experiment ${id}; --list shows them`);
    const runs = red ? experiment.reds.filter((run) => name === undefined || run.name === name) : [undefined];
    if (runs.length === 0) throw new Error(`experiment ${id} has no red run ${name}; --list shows them`);
    return runs.map((run) => ({ experiment, run }));
  });
}

function recorded(): readonly Outcome[] {
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { outcomes: Outcome[] }).outcomes;
}

async function runAll(runs: readonly Choice[]): Promise<boolean> {
  const begun = new Date();
  const outcomes: Outcome[] = [];
  for (const { experiment, run } of runs) {
    console.log(
      `experiment ${experiment.id}${run === undefined ? '' : ` (red: ${run.name})`}: ${experiment.title} ...`,
    );
    const outcome = await runOne(experiment, run);
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
  const all = merged(recorded(), outcomes);
  writeFileSync(file, `${JSON.stringify({ begun, red, machine, outcomes: all }, undefined, 2)}\n`);
  console.log(
    `Written to ${file} beside the last results of the others; journals, logs and orders of the auditor lie beside it.`,
  );
  return outcomes.every(({ result }) => result === 'PASS' || result === 'CAUGHT' || result === 'SKIPPED');
}

async function runOne(experiment: Experiment, run: RedRun | undefined): Promise<Outcome> {
  const start = performance.now();
  const { id, title } = experiment;
  const judged = await judge(experiment, run);
  return {
    id,
    title,
    red: run && { ...run, what: toldOf(run) },
    figures: {},
    findings: [],
    seconds: (performance.now() - start) / 1000,
    ...judged,
  };
}

type Judged = Pick<Outcome, 'result' | 'said'> & Partial<Verdict>;

async function judge(experiment: Experiment, run: RedRun | undefined): Promise<Judged> {
  const lacking = await experiment.lacks?.();
  if (lacking !== undefined) return { result: 'SKIPPED', said: `!!! SKIPPED, NOT PASSED: ${lacking} !!!` };
  const server = await preparedServer(experiment, run);
  try {
    return await inWorld(experiment, run, server.options);
  } catch (error) {
    return { result: 'BROKEN', said: inspect(error) };
  } finally {
    await server.cleanUp?.();
  }
}

async function preparedServer({ postgres }: Experiment, run: RedRun | undefined): Promise<PreparedServer> {
  return postgres === undefined ? { options: {} } : postgres(run);
}

async function inWorld(
  experiment: Experiment,
  run: RedRun | undefined,
  postgres: PostgresServerOptions,
): Promise<Judged> {
  const world = await World.open({
    folder: join(FOLDER, run === undefined ? String(experiment.id) : `red-${experiment.id}-${run.name}`),
    postgres,
  });
  const interrupt = (): void => void world.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const invariants = await experiment.run(world, run);
    mustBeDeclared(experiment, invariants);
    const verdict = await world.audit(invariants);
    return { ...verdict, ...resultOf(run, verdict) };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await world.close();
  }
}

/** The table of rules and red runs speaks of what is really asked for. */
function mustBeDeclared({ id, rules }: Experiment, invariants: readonly Invariant[]): void {
  const foreign = invariants.filter(({ rule }) => !rules.includes(rule));
  if (foreign.length > 0)
    throw new Error(`experiment ${id} does not declare ${foreign.map(({ rule }) => rule).join(', ')}`);
}

function toldOf({ kind, what }: RedRun): string {
  return kind === 'planted' ? `PLANTED, because nothing removable guards it: ${what}` : `without that ${what}`;
}

function resultOf(run: RedRun | undefined, { pass, findings }: Verdict): Pick<Outcome, 'result' | 'said'> {
  const violated = findings.filter(({ faults }) => faults > 0);
  const said = violated.map(({ rule, faults, shown }) => `${rule} x${faults} (${shown[0]})`);
  if (run === undefined) return { result: pass ? 'PASS' : 'VIOLATED', said: said.join('; ') };
  const broken = new Set(violated.map(({ rule }) => rule));
  const missing = run.breaks.filter((rule) => !broken.has(rule));
  const unexpected = [...broken].filter((rule) => !run.breaks.includes(rule) && !run.drags?.includes(rule));
  if (missing.length > 0) said.unshift(`NOT NOTICED: ${missing.join(', ')}`);
  if (unexpected.length > 0) said.unshift(`UNEXPECTED: ${unexpected.join(', ')}`);
  return { result: missing.length + unexpected.length === 0 ? 'CAUGHT' : 'NOT CAUGHT', said: said.join('; ') };
}
