import type { UnitSpelling } from '../procedures/unit.js';

/** A dossier code (mã số hồ sơ) that was read. Units are canonical; `text` is the normalised spelling that was read. */
export type DossierCode = LocalCode | CentralCode;

/** A code of a unit's own series: four or five digits. */
export interface LocalCode {
  readonly kind: 'local';
  readonly text: string;
  readonly unitCode: string;
  /** Null when only the alias table knew the unit. */
  readonly spelling: UnitSpelling | null;
  /** Local date `yyyy-MM-dd`. */
  readonly day: string;
  readonly ordinal: number;
}

/** A code issued by a ministry's central system: six or seven digits, the first two name the ministry. */
export interface CentralCode {
  readonly kind: 'central';
  readonly text: string;
  readonly unitCode: string;
  readonly spelling: UnitSpelling | null;
  readonly day: string;
  readonly ministry: string;
  readonly number: number;
}

export type CodeFault = 'SYNTAX' | 'DATE' | 'ORDINAL_ZERO' | 'UNIT_NO_LEVEL1' | 'UNIT_AMBIGUOUS';

export type ParsedCode =
  { readonly ok: true; readonly code: DossierCode } | { readonly ok: false; readonly fault: CodeFault };

/** The canonical unit of a spelling on a local day, where the dated alias table knows one. */
export type UnitAliases = (spelling: string, day: string) => string | undefined;
