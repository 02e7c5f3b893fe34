import type { Channel } from './procedure.js';

/** How a unit's code is written on a dossier code. */
export type UnitSpelling = 'qcvn102' | 'qcvn102Short' | 'qd20';

export interface Shift {
  /** Local time `HH:mm`; a moment is working when `open <= t < close`. */
  readonly open: string;
  readonly close: string;
}

/** Rules of a unit's code series. @law TT 01/2018/TT-VPCP art. 19 */
export interface CodePolicy {
  readonly spelling: UnitSpelling;
  readonly firstOrdinal: number;
  readonly minWidth: number;
  readonly overflow: 'grow' | 'reject' | 'secondaryUnit';
  readonly secondaryUnit?: string;
  /** Overrides of the moment of issue; default `submission` online, `acceptance` at the counter and by post. */
  readonly codeIssuedAt?: Readonly<Partial<Record<Channel, 'submission' | 'acceptance'>>>;
}

/** An agency that receives or decides dossiers (cơ quan, đơn vị). */
export interface Unit {
  /** Canonical spelling, level 1 first, e.g. `H99.14`. */
  readonly code: string;
  readonly name: string;
  readonly kind: 'province' | 'department' | 'commune' | 'police';
  readonly parent: string | null;
  readonly receives: boolean;
  readonly resolves: boolean;
  /** Other spellings and former codes, dated; an alias has priority over arithmetic. */
  readonly aliases: readonly { readonly code: string; readonly validFrom: string; readonly validTo: string | null }[];
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly successors: readonly string[];
  readonly shifts: readonly Shift[];
  readonly codePolicy: CodePolicy;
  /** The numbers that outside systems know this unit by, per system id. */
  readonly externalCodes: Readonly<Record<string, string>>;
}
