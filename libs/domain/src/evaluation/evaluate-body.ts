import type { EvaluationBand, EvaluationIndex, EvaluationScheme, IndexNumber } from './evaluation-scheme.js';
import type { Points } from './dossier-points.js';

/** What a body did in a period, counted over its dossiers. */
export interface BodyFigures {
  /** Points given and dossiers judged, by index of dossiers. */
  readonly judged: Readonly<Record<1 | 2 | 3 | 4 | 7, { readonly points: number; readonly dossiers: number }>>;
  readonly resolved: number;
  readonly resolvedAtDesk: number;
  readonly received: number;
  readonly receivedOnline: number;
  /** Of those filed online: resolved late, or overdue and still open. */
  readonly onlineLate: number;
  /** Procedures the body receives; and those of them that are open online. */
  readonly procedures: number;
  readonly proceduresOnline: number;
}

export interface IndexResult {
  readonly number: IndexNumber;
  /** One decimal; null where there are no data. */
  readonly value: number | null;
  /** Dossiers (or for index 9 procedures and dossiers) it was made of. */
  readonly of: number;
}

export interface Evaluation {
  readonly indices: readonly IndexResult[];
  /** Weighted sum of the indices with data, and the most that they could have given. */
  readonly total: number;
  readonly possible: number;
  /** The indices that are left out for want of data. */
  readonly leftOut: readonly IndexNumber[];
  /** Of the indices of dossiers alone; null unless all of them have data. */
  readonly staff: { readonly total: number; readonly band: EvaluationBand | null };
  /** Of all indices; null unless all of them have data: the thresholds are made for nine. */
  readonly band: EvaluationBand | null;
}

/**
 * The indices of a body in a period. An index of dossiers is the sum of the points by the number of dossiers judged, with one
 * decimal; an index without data is left out. The log knows nothing of the publication of procedures (6) nor of how complaints
 * were handled (8).
 *
 * @law TT 01/2018/TT-VPCP art. 13-15
 */
export function evaluateBody(figures: BodyFigures, scheme: EvaluationScheme): Evaluation {
  const results = scheme.indices.map(({ number }) => ({ number, ...indexOf(number, figures, scheme) }));
  const staff = weighted(
    results,
    scheme.indices.filter(({ scope }) => scope === 'dossier'),
  );
  const all = weighted(results, scheme.indices);
  return {
    indices: results,
    total: all.total,
    possible: all.possible,
    leftOut: all.leftOut,
    staff: { total: staff.total, band: staff.leftOut.length > 0 ? null : bandOf(staff.total, scheme.staffBands) },
    band: all.leftOut.length > 0 ? null : bandOf(all.total, scheme.bodyBands),
  };
}

function indexOf(number: IndexNumber, figures: BodyFigures, scheme: EvaluationScheme): Omit<IndexResult, 'number'> {
  switch (number) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 7:
      return mean(figures.judged[number]);
    case 5:
      return { value: figures.resolved === 0 ? null : deskPoints(figures, scheme), of: figures.resolved };
    case 9:
      return { value: figures.received === 0 ? null : onlinePoints(figures, scheme), of: figures.received };
    case 6:
    case 8:
      return { value: null, of: 0 };
  }
}

function mean({ points, dossiers }: { readonly points: number; readonly dossiers: number }) {
  return { value: dossiers === 0 ? null : oneDecimal(points / dossiers), of: dossiers };
}

/** All are received and given back at the one-stop desk, or they would not be here: less than one point cannot come up. */
function deskPoints({ resolved, resolvedAtDesk }: BodyFigures, { shares }: EvaluationScheme): Points {
  return percent(resolvedAtDesk, resolved) >= shares.resolvedAtDesk.percent ? 2 : 1;
}

function onlinePoints(figures: BodyFigures, { shares }: EvaluationScheme): Points {
  const { received, receivedOnline, onlineLate, procedures, proceduresOnline } = figures;
  const online = percent(receivedOnline, received);
  if (onlineLate > 0 || online < shares.someDossiersOnline.percent) return 0;
  const open = percent(proceduresOnline, procedures) >= shares.proceduresOnline.percent;
  return open && online >= shares.dossiersOnline.percent ? 2 : 1;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (part * 100) / whole;
}

function weighted(results: readonly IndexResult[], indices: readonly EvaluationIndex[]) {
  const weighed = indices.map(({ number, weight }) => ({
    number,
    weight,
    value: results.find((one) => one.number === number)?.value ?? null,
  }));
  const known = weighed.filter(({ value }) => value !== null);
  return {
    total: oneDecimal(known.reduce((sum, { value, weight }) => sum + (value ?? 0) * weight, 0)),
    possible: oneDecimal(known.reduce((sum, { weight }) => sum + 2 * weight, 0)),
    leftOut: weighed.filter(({ value }) => value === null).map(({ number }) => number),
  };
}

function bandOf(total: number, bands: readonly EvaluationBand[]): EvaluationBand | null {
  return bands.toSorted((one, other) => other.from - one.from).find(({ from }) => total >= from) ?? null;
}

/** Half away from zero: sums of doubles must not fall short of their decimal by a hair. */
function oneDecimal(value: number): number {
  return Math.round(value * 10 + 1e-9) / 10;
}
