import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkEvaluations } from './check-evaluations.js';
import { type BodyFigures, evaluateBody } from './evaluate-body.js';
import type { EvaluationScheme } from './evaluation-scheme.js';

const file = join(import.meta.dirname, '../../../../catalogues/2020/evaluation.json');
const [scheme] = JSON.parse(readFileSync(file, 'utf8')) as [EvaluationScheme];

/** Twelve dossiers: 7 early, 3 on time, 2 late; two of them without limits of the steps, one not yet given back. */
const figures: BodyFigures = {
  judged: {
    1: { points: 17, dossiers: 12 },
    2: { points: 15, dossiers: 10 },
    3: { points: 23, dossiers: 12 },
    4: { points: 13, dossiers: 11 },
    7: { points: 17, dossiers: 12 },
  },
  resolved: 12,
  resolvedAtDesk: 3,
  received: 20,
  receivedOnline: 6,
  onlineLate: 0,
  procedures: 10,
  proceduresOnline: 4,
};

function valueOf(number: number, changes: Partial<BodyFigures> = {}): number | null {
  return evaluateBody({ ...figures, ...changes }, scheme).indices.find((one) => one.number === number)!.value;
}

describe('the indices of a body', () => {
  it('are the points by the number of dossiers judged, with one decimal', () => {
    // 17/12 = 1.41.., 15/10 = 1.5, 23/12 = 1.91.., 13/11 = 1.18..
    expect([1, 2, 3, 4, 7].map((number) => valueOf(number))).toEqual([1.4, 1.5, 1.9, 1.2, 1.4]);
  });

  it('round a half up', () => {
    expect(valueOf(1, { judged: { ...figures.judged, 1: { points: 25, dossiers: 20 } } })).toBe(1.3);
  });

  it.each([
    [3, 12, 2],
    [2, 12, 1],
    [0, 12, 1],
    [0, 0, null],
  ])('5: %d of %d resolved at the desk', (resolvedAtDesk, resolved, points) => {
    expect(valueOf(5, { resolvedAtDesk, resolved })).toBe(points);
  });

  it.each([
    ['30 % online, none late, enough procedures', {}, 2],
    ['fewer procedures online than asked', { proceduresOnline: 1 }, 1],
    ['15 % online', { receivedOnline: 3 }, 1],
    ['less than 15 %', { receivedOnline: 2 }, 0],
    ['one of them late', { onlineLate: 1 }, 0],
    ['nothing received', { received: 0, receivedOnline: 0 }, null],
  ])('9: %s', (_what, changes, points) => {
    expect(valueOf(9, changes)).toBe(points);
  });

  it('leave out what the log does not know, and say so', () => {
    const { leftOut, total, possible, band } = evaluateBody(figures, scheme);
    expect({ leftOut, band }).toEqual({ leftOut: [6, 8], band: null });
    // 1.4 + 1.5 + 1.9 + 1.2 + 1.4 + 2 + 2
    expect([total, possible]).toEqual([11.4, 14]);
  });

  it('give the staff its band, by the five indices of dossiers', () => {
    const { staff } = evaluateBody(figures, scheme);
    expect([staff.total, staff.band?.name.en]).toEqual([7.4, '100 % of duty']);
  });

  it('give no band where one of the five has no data', () => {
    const judged = { ...figures.judged, 2: { points: 0, dossiers: 0 } };
    expect(evaluateBody({ ...figures, judged }, scheme)).toMatchObject({
      leftOut: [2, 6, 8],
      staff: { total: 5.9, band: null },
    });
  });

  it.each([
    [5, '100 % of duty'],
    [4.9, '70 to under 100 % of duty'],
    [3.5, '70 to under 100 % of duty'],
    [3.4, 'Below 70 % of duty'],
  ])('draw the line of the bands at the total: %d', (total, band) => {
    const rest = { points: 0, dossiers: 1 };
    const judged = { 1: { points: total * 10, dossiers: 10 }, 2: rest, 3: rest, 4: rest, 7: rest };
    expect(evaluateBody({ ...figures, judged }, scheme).staff.band?.name.en).toBe(band);
  });

  it('weigh as the data say', () => {
    const heavy = { ...scheme, indices: scheme.indices.map((one) => (one.number === 1 ? { ...one, weight: 2 } : one)) };
    expect(evaluateBody(figures, heavy)).toMatchObject({ total: 12.8, possible: 16 });
  });
});

describe('the check of the schemes', () => {
  it('finds nothing in the sample', () => expect(checkEvaluations([scheme])).toEqual([]));

  it.each<[string, Partial<EvaluationScheme>, string]>([
    ['dates the wrong way round', { validTo: '2018-01-01' }, '/evaluations/0/validTo'],
    ['an index twice', { indices: [...scheme.indices, scheme.indices[0]!] }, '/evaluations/0/indices/9/number'],
    ['bands out of order', { staffBands: scheme.staffBands.toReversed() }, '/evaluations/0/staffBands/1/from'],
  ])('finds %s', (_what, changes, pointer) => {
    expect(checkEvaluations([{ ...scheme, ...changes }]).map((fault) => fault.pointer)).toContain(pointer);
  });

  it('finds two schemes at one time', () => {
    expect(checkEvaluations([scheme, scheme]).map(({ pointer }) => pointer)).toEqual(['/evaluations/1']);
  });
});
