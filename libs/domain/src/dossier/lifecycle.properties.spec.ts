import { describe, expect, it } from '@jest/globals';
import { dossierCommands, dossierFacts, MONDAY, signResult, testCatalogue } from '@motcua/testing';
import fc from 'fast-check';
import { Rejected } from '../rejected.js';
import type { DossierCommand } from './dossier-command.js';
import type { DossierEvent } from './dossier-event.js';
import type { Dossier } from './dossier-state.js';
import { dossierDecider } from './dossier.js';
import { transitions } from './transitions.js';

const decider = dossierDecider(testCatalogue());
const commandExamples: readonly DossierCommand[] = [
  ...Object.values(dossierCommands),
  signResult({ resultKind: 'negative' }, 'Không đủ điều kiện'),
  // the way through, drawn more often than by chance
  dossierCommands.SubmitDossier,
  dossierCommands.AcceptDossier,
  dossierCommands.ForwardStep,
  dossierCommands.SubmitSupplement,
  dossierCommands.CompleteSupplement,
  dossierCommands.ReturnResult,
];
const anyFact = fc.constantFrom(...(Object.values(dossierFacts) as DossierEvent[]));
const anyCommands = fc.array(
  fc.tuple(fc.constantFrom(...commandExamples), fc.constantFrom(0, 1, 30, 240, 1440, 5000)),
  { maxLength: 60, size: 'max' },
);

/** Runs what the rules allow, in the order and at the times drawn; every step is shown to the observer. */
function run(
  drawn: readonly (readonly [DossierCommand, number])[],
  observe: (before: Dossier, facts: readonly DossierEvent[], after: Dossier) => void,
): void {
  let state = decider.initialState();
  let minutes = 0;
  for (const [command, step] of drawn) {
    minutes += step;
    const now = new Date(Date.parse(MONDAY) + minutes * 60_000).toISOString();
    const facts = allowed({ ...command, data: { ...command.data, now } } as DossierCommand, state);
    const after = facts.reduce(decider.evolve, state);
    observe(state, facts, after);
    state = after;
  }
}

/** The lines of the table that explain a change of state by these facts. */
function ways(facts: readonly DossierEvent[], from: string, to: string): readonly string[] {
  return transitions
    .filter((line) => line.to === to && (line.from as readonly string[]).includes(from))
    .filter((line) => facts.some(({ type }) => type === line.event))
    .map(({ id }) => id);
}

function allowed(command: DossierCommand, state: Dossier): DossierEvent[] {
  try {
    return decider.decide(command, state);
  } catch (error) {
    if (error instanceof Rejected) return [];
    throw error;
  }
}

describe('no sequence of commands', () => {
  it('leaves 3, 7 or 10, reaches 10 without 9, or changes a mirror by hand', () => {
    fc.assert(
      fc.property(anyCommands, (drawn) => {
        run(drawn, (before, _facts, after) => {
          if (['intakeRefused', 'withdrawn', 'returned'].includes(before.status))
            expect(after.status).toBe(before.status);
          if (after.status === 'returned') expect(['resolved', 'returned']).toContain(before.status);
          if (before.status === 'mirror') expect(after.status).toBe('mirror');
        });
      }),
      { numRuns: 500 },
    );
  });

  it('accepts twice, codes twice, signs twice or returns twice', () => {
    fc.assert(
      fc.property(anyCommands, (drawn) => {
        const facts: DossierEvent[] = [];
        run(drawn, (_before, more) => facts.push(...more));
        for (const type of [
          'DossierSubmitted',
          'DossierAccepted',
          'RoutingDecided',
          'ResultSigned',
          'ResultReturned',
        ] as const)
          expect(facts.filter((fact) => fact.type === type).length).toBeLessThanOrEqual(1);
        const stages = facts.flatMap((fact) => (fact.type === 'SupplementRequested' ? [fact.data.stage] : []));
        expect(new Set(stages).size).toBe(stages.length);
      }),
      { numRuns: 500 },
    );
  });

  it('moves between states in a way that the transition table does not list', () => {
    fc.assert(
      fc.property(anyCommands, (drawn) => {
        run(drawn, (before, facts, after) => {
          if (before.status !== after.status) expect(ways(facts, before.status, after.status)).not.toEqual([]);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('stays at the start: the commands drawn do reach every end', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(anyCommands, (drawn) => {
        run(drawn, (_before, _facts, after) => reached.add(after.status));
      }),
      { numRuns: 1000, seed: 1 },
    );
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'accepted',
        'processing',
        'supplementRequested',
        'paymentRequested',
        'withdrawn',
        'stopped',
        'resolved',
        'returned',
        'intakeRefused',
        'mirror',
      ]),
    );
  });
});

describe('evolve', () => {
  it('is total: any facts in any order fold without an error', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60, size: 'max' }), (facts) => {
        const state = facts.reduce(decider.evolve, decider.initialState());
        expect(typeof state.status).toBe('string');
      }),
      { numRuns: 1000 },
    );
  });

  it('reaches no impossible state even from a damaged history', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60, size: 'max' }), (facts) => {
        facts.reduce((before, fact) => {
          const after = decider.evolve(before, fact);
          if (['intakeRefused', 'withdrawn', 'returned'].includes(before.status))
            expect(after.status).toBe(before.status);
          if (after.status === 'returned' || after.status === 'resolved') expect(after.result).toBeDefined();
          if (after.status === 'processing') expect(after.acceptance).not.toBeNull();
          return after;
        }, decider.initialState());
      }),
      { numRuns: 1000 },
    );
  });
});
