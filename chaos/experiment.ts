import type { PostgresServerOptions } from '@motcua/testing/backends';
import type { Invariant, RuleName } from './audit/rules.ts';
import type { AppOrder, Guard } from './processes/app-order.ts';
import type { World } from './world/world.ts';

/** One fault experiment: breaks something under load, then names what the auditor is to check. */
export interface Experiment {
  readonly id: number;
  readonly title: string;
  /** What the red run takes out. */
  readonly guard: string;
  /** Invariants of which at least one must be found violated when the guard is out. */
  readonly caughtBy: readonly RuleName[];
  /** What the machine lacks for it; undefined = nothing. */
  readonly lacks?: () => Promise<string | undefined>;
  /** Settings of the database server. */
  readonly postgres?: (red: boolean) => Promise<PreparedServer>;
  /** @param red without the guard */
  run(world: World, red: boolean): Promise<readonly Invariant[]>;
}

export interface PreparedServer {
  readonly options: PostgresServerOptions;
  /** After the server has stopped. */
  readonly cleanUp?: () => Promise<void>;
}

/** Takes a guard out of a process in the red run. */
export function without(red: boolean, guard: Guard): Pick<AppOrder, 'without'> {
  return red ? { without: [guard] } : {};
}
