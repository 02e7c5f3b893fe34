import type { PostgresServerOptions } from '@motcua/testing/backends';
import type { Invariant, RuleName } from './audit/rules.ts';
import type { AppOrder, Guard } from './processes/app-order.ts';
import type { World } from './world/world.ts';

/** One fault experiment, in a file of its own: breaks something under load, then names what the auditor is to check. */
export interface Experiment {
  readonly id: number;
  readonly title: string;
  /** What it asks the auditor for beyond what is always checked; `run` must answer exactly these. */
  readonly rules: readonly RuleName[];
  /** The same experiment without a guard, or with a planted fault. */
  readonly reds: readonly RedRun[];
  /** What the machine lacks for it; undefined = nothing. */
  readonly lacks?: () => Promise<string | undefined>;
  /** Settings of the database server. */
  readonly postgres?: (red: RedRun | undefined) => Promise<PreparedServer>;
  /** @param red undefined = with every guard in its place */
  run(world: World, red: RedRun | undefined): Promise<readonly Invariant[]>;
}

export interface RedRun {
  /** Unique in its experiment, kebab case. */
  readonly name: string;
  /** `guard`: a part of the product is taken out. `planted`: nothing removable protects the rule, so the fault is made by hand. */
  readonly kind: 'guard' | 'planted';
  /** What is taken out or planted, in words. */
  readonly what: string;
  /** Guards that the processes of the experiment go without. */
  readonly guards?: readonly Guard[];
  /** Rules that must be found violated, every one. */
  readonly breaks: readonly RuleName[];
  /** Rules that may be violated as a consequence. Any other makes the run fail. */
  readonly drags?: readonly RuleName[];
}

export interface PreparedServer {
  readonly options: PostgresServerOptions;
  /** After the server has stopped. */
  readonly cleanUp?: () => Promise<void>;
}

/** What a process goes without in this run. */
export function without(red: RedRun | undefined): Pick<AppOrder, 'without'> {
  return red?.guards === undefined ? {} : { without: red.guards };
}
