import { isLocalDay } from '../calendar/local-time.js';
import type { CodePolicy, UnitSpelling } from '../procedures/unit.js';
import { Rejected } from '../rejected.js';
import { LAST_ORDINAL } from './code-policy.js';
import { canonicalUnit, printUnit } from './unit-spelling.js';

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

const SHAPE = /^([0-9A-Z]+(?:\.[0-9A-Z]+)*)-(\d{2})(\d{2})(\d{2})-(\d{4,7})$/;
const MAX_UNIT = 35;
/** Longer input is refused before any normalisation: it comes from the open tracking page. */
const MAX_INPUT = 200;
const CENTRAL_DIGITS = 6;

/**
 * Reads a dossier code in any spelling.
 *
 * @param aliases dated alias table, asked before arithmetic
 * @returns the code, or the first fault in the order of `CodeFault`; never throws
 * @law NĐ 61/2018/NĐ-CP art. 26.2; TT 01/2018/TT-VPCP art. 19
 */
export function parseDossierCode(input: string, aliases: UnitAliases = () => undefined): ParsedCode {
  const parts = partsOf(input);
  if (parts === undefined) return { ok: false, fault: 'SYNTAX' };
  const { text, unit, day, ord } = parts;
  if (!isLocalDay(day)) return { ok: false, fault: 'DATE' };
  if (Number(ord) === 0) return { ok: false, fault: 'ORDINAL_ZERO' };
  const read = readUnit(unit, day, aliases);
  return typeof read === 'string'
    ? { ok: false, fault: read }
    : { ok: true, code: { text, day, ...read, ...readNumber(ord) } };
}

/**
 * Prints a dossier code: unit, day of receipt, ordinal of that unit's day.
 *
 * @param unitCode canonical spelling, level 1 first, e.g. `H99.16`
 * @param day local date `yyyy-MM-dd`
 * @param ordinal place in the series of the unit and day, padded to the policy's width (at least 4 digits)
 * @returns e.g. `H99.16-261125-0001`, at most 50 characters
 * @throws {Rejected} `code-series.exhausted` above 99999 (our choice: six digits mean a ministry's own series);
 *   `unit.not-expressible`
 * @law NĐ 61/2018/NĐ-CP art. 26.2; TT 01/2018/TT-VPCP art. 19
 */
export function printDossierCode(
  unitCode: string,
  day: string,
  ordinal: number,
  policy: Pick<CodePolicy, 'spelling' | 'minWidth'>,
): string {
  if (ordinal > LAST_ORDINAL) throw new Rejected('code-series.exhausted', { unitCode, day });
  const date = day.slice(2).replaceAll('-', '');
  return `${printUnit(unitCode, policy.spelling)}-${date}-${String(ordinal).padStart(policy.minWidth, '0')}`;
}

function partsOf(input: string): Record<'text' | 'unit' | 'day' | 'ord', string> | undefined {
  if (input.length > MAX_INPUT) return undefined;
  const text = input.normalize('NFKC').trim().toUpperCase();
  const [, unit, year, month, date, ord] = SHAPE.exec(text) ?? [];
  if (unit === undefined || unit.length > MAX_UNIT || ord === undefined) return undefined;
  return { text, unit, day: `20${year}-${month}-${date}`, ord };
}

function readUnit(
  unit: string,
  day: string,
  aliases: UnitAliases,
): Pick<LocalCode, 'unitCode' | 'spelling'> | 'UNIT_NO_LEVEL1' | 'UNIT_AMBIGUOUS' {
  const read = canonicalUnit(unit);
  const alias = aliases(unit, day);
  if (alias === undefined) return read;
  return { unitCode: alias, spelling: typeof read === 'string' ? null : read.spelling };
}

function readNumber(
  ord: string,
): Pick<LocalCode, 'kind' | 'ordinal'> | Pick<CentralCode, 'kind' | 'ministry' | 'number'> {
  if (ord.length < CENTRAL_DIGITS) return { kind: 'local', ordinal: Number(ord) };
  return { kind: 'central', ministry: ord.slice(0, 2), number: Number(ord.slice(2)) };
}
