import type { RuleName } from './rules.ts';

export interface Finding {
  readonly rule: RuleName;
  readonly faults: number;
  /** The first few. */
  readonly shown: readonly string[];
}

export interface Verdict {
  readonly pass: boolean;
  readonly findings: readonly Finding[];
  readonly figures: Readonly<Record<string, number>>;
}
