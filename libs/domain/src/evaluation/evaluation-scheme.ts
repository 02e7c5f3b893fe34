import type { LocalisedText } from '../procedures/procedure.js';

/** Number of an index: 1-4 and 7 of dossiers, 5, 6, 8 and 9 of bodies. */
export type IndexNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * How the settlement of dossiers is evaluated, as dated data: the indices with their weights, the shares that the indices of
 * bodies ask for, and the bands of the totals.
 *
 * @law TT 01/2018/TT-VPCP art. 13-15
 */
export interface EvaluationScheme {
  readonly id: string;
  readonly name: LocalisedText;
  /** Local dates; `validTo` is the last valid day, null = open-ended. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly verified: boolean;
  readonly indices: readonly EvaluationIndex[];
  readonly shares: {
    /** Index 5: per cent of dossiers that must be resolved at the one-stop desk itself. */
    readonly resolvedAtDesk: CheckedShare;
    /** Index 9: per cent of the procedures that are open online. */
    readonly proceduresOnline: CheckedShare;
    /** Index 9: per cent of dossiers filed online, for two points and for one. */
    readonly dossiersOnline: CheckedShare;
    readonly someDossiersOnline: CheckedShare;
  };
  /** Bands of the total of the indices of dossiers (staff) and of all nine (bodies), the highest first. */
  readonly staffBands: readonly EvaluationBand[];
  readonly bodyBands: readonly EvaluationBand[];
}

export interface EvaluationIndex {
  readonly number: IndexNumber;
  readonly scope: 'dossier' | 'body';
  readonly name: LocalisedText;
  /** The points are multiplied by it in the total. */
  readonly weight: number;
}

export interface CheckedShare {
  readonly percent: number;
  readonly basis: string;
  readonly verified: boolean;
}

export interface EvaluationBand {
  /** Total from which it begins. */
  readonly from: number;
  readonly name: LocalisedText;
}
