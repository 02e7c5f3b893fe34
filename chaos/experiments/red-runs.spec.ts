import { describe, expect, it } from '@jest/globals';
import { ALWAYS, PROBES, RULES, type RuleName } from '../audit/rules.ts';
import { experiments } from './index.ts';

// The table experiment -> rules -> red runs are the experiments themselves.
const reds = experiments.flatMap(({ reds: runs }) => runs);

describe('the red runs', () => {
  it('contradict every rule of the auditor', () => {
    const broken = new Set(reds.flatMap(({ breaks }) => breaks));
    const meant = (Object.keys(RULES) as RuleName[]).filter((rule) => !PROBES.includes(rule));
    expect(meant.filter((rule) => !broken.has(rule))).toEqual([]);
  });

  it('break only what their experiment asks the auditor for', () => {
    for (const { id, rules, reds: runs } of experiments) {
      const asked = new Set([...rules, ...ALWAYS.map(({ rule }) => rule)]);
      const named = runs.flatMap(({ breaks, drags = [] }) => [...breaks, ...drags]);
      expect({ id, foreign: named.filter((rule) => !asked.has(rule)) }).toEqual({ id, foreign: [] });
    }
  });

  it('are there for every experiment, each under a name of its own', () => {
    for (const { id, reds: runs } of experiments) {
      expect({ id, runs: new Set(runs.map(({ name }) => name)).size }).toEqual({ id, runs: runs.length });
      expect(runs.length).toBeGreaterThan(0);
    }
  });

  it('never call a probe of the experiment a rule that they break', () => {
    expect(reds.flatMap(({ breaks }) => breaks).filter((rule) => PROBES.includes(rule))).toEqual([]);
  });
});
