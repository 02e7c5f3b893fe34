import { describe, expect, it } from '@jest/globals';
import { type DossierEvent, type ServiceMeasure, measureAfter } from '@motcua/domain';
import { dossierFacts } from '@motcua/testing';
import { COUNTS, type DayLine, contributions, difference, sums } from './contributions.js';

const path = [
  dossierFacts.DossierSubmitted,
  dossierFacts.DossierAccepted,
  dossierFacts.StepForwarded,
  dossierFacts.DossierStopped,
  dossierFacts.DossierReopened,
  dossierFacts.DossierTransferred,
  dossierFacts.ResultSigned,
  dossierFacts.ResultReturned,
  dossierFacts.DossierRated,
] as const satisfies readonly DossierEvent[];

/** What each fact changes, in order; and what the dossier adds in the end. */
function told(facts: readonly DossierEvent[]): { changes: DayLine[]; end: DayLine[] } {
  let measure: ServiceMeasure | undefined;
  const changes = facts.flatMap((fact) => {
    const before = measure === undefined ? [] : contributions(measure);
    measure = measureAfter(measure, fact, 'office');
    return measure === undefined ? [] : difference(before, contributions(measure));
  });
  return { changes, end: measure === undefined ? [] : contributions(measure) };
}

function withoutZeros(lines: readonly DayLine[]): object {
  const all = sums(lines).map(({ counts, ...key }) => ({
    key: Object.values(key).join('|'),
    counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
  }));
  const kept = all.filter(({ counts }) => Object.keys(counts).length > 0);
  return Object.fromEntries(kept.map(({ key, counts }) => [key, counts]));
}

describe('what facts add to the figures', () => {
  it.each(path.map((_fact, index) => index + 1))(
    'is, after %d of them, what the dossier adds as it stands',
    (length) => {
      const { changes, end } = told(path.slice(0, length));
      expect(withoutZeros(changes)).toEqual(withoutZeros(end));
    },
  );

  it('is taken back by the fact that undoes another', () => {
    const { changes } = told(path.slice(0, 5));
    expect(changes.slice(-2).map(({ counts }) => counts)).toEqual([{ stopped: 1 }, { stopped: -1 }]);
  });

  it('goes to the unit that received, and later to the one that resolves', () => {
    const { end } = told(path);
    expect(end.map(({ unit, counts }) => [unit, Object.keys(counts)[0]])).toEqual([
      ['H99.14', 'received'],
      ['H99.14', 'accepted'],
      ['H99.31', 'resolved'],
      ['H99.31', 'returned'],
      ['H99.31', 'rated_satisfied'],
    ]);
  });

  it('says nothing twice for a fact that changes no figure', () => {
    expect(told([dossierFacts.DossierSubmitted, dossierFacts.DueDateMoved]).changes).toHaveLength(1);
  });

  it('names every column of a line', () => {
    expect(Object.keys(sums(told(path).changes)[0]!.counts)).toEqual([...COUNTS]);
  });
});
