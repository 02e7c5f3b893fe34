import type { Weekday } from '../calendar/calendar-year.js';
import type { Channel } from './procedure.js';

/** How a unit's code is written on a dossier code. */
export type UnitSpelling = 'qcvn102' | 'qcvn102Short' | 'qd20';

export interface Shift {
  /** Local time `HH:mm`; a moment is working when `open <= t < close`. */
  readonly open: string;
  readonly close: string;
  /** Weekdays of this shift; all working days when absent. A working day without a shift of its own has Monday's. */
  readonly weekdays?: readonly Weekday[];
}

/** Rules of a unit's code series. @law TT 01/2018/TT-VPCP art. 19 */
export interface CodePolicy {
  readonly spelling: UnitSpelling;
  /** Printed ordinal of the day's first code; above 1 where two systems share one unit's day. */
  readonly firstOrdinal: number;
  /** Where two systems share one unit's day: the last ordinal that is ours. */
  readonly lastOrdinal?: number;
  readonly minWidth: number;
  /** After 9999: `grow` to five digits and stop at 99999, `reject`, or go on in the series of `secondaryUnit`. */
  readonly overflow: 'grow' | 'reject' | 'secondaryUnit';
  readonly secondaryUnit?: string;
  /** A code that an outside channel brought: alias beside our own (default). `primary`, the only code, is refused at start. */
  readonly foreignCodes?: Readonly<Partial<Record<Channel, 'alias' | 'primary'>>>;
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
