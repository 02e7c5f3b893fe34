import type { Evidence } from './evidence.ts';

/** Answers what contradicts the invariant; nothing = it holds. */
export type Rule<Options = void> = (
  evidence: Evidence,
  options: Options,
) => readonly string[] | Promise<readonly string[]>;
