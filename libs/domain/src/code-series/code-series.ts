import { localDay } from '../calendar/local-time.js';
import type { CodePolicy, Unit } from '../procedures/unit.js';
import type { CodeIssued } from './code-event.js';
import { lastOrdinal, ordinalOf } from './code-policy.js';
import { printDossierCode } from './dossier-code.js';

/** The stream of a unit's day: `codes-H99.14-20261124`. @param day local date `yyyy-MM-dd` */
export function codesStream(unitCode: string, day: string): string {
  return `codes-${unitCode}-${day.replaceAll('-', '')}`;
}

/**
 * Which series a code belongs to: the canonical unit and the Vietnamese day. A change of spelling or of procedure starts no new one.
 *
 * @param issuedAt the moment of submission or of acceptance (see `codeIssuedAt`), ISO instant
 * @law base letter 2636/BTP-CNTT footnote 3: one series per unit, independent of the procedure
 */
export function seriesKey(unitCode: string, issuedAt: string): { readonly unitCode: string; readonly day: string } {
  return { unitCode, day: localDay(issuedAt) };
}

/**
 * What has been issued in one series, folded from its stream. It grows in place: the hot series of a day has thousands of codes,
 * and copying them for every batch would make the day's cost quadratic. Apply only what has been stored.
 */
export class CodeSeries {
  private readonly codes = new Map<string, string>();
  private last = 0;

  /**
   * @param unitCode canonical unit
   * @param day local date `yyyy-MM-dd`
   */
  constructor(
    readonly unitCode: string,
    readonly day: string,
  ) {}

  /** Number of codes issued = version of the stream. */
  get issued(): number {
    return this.last;
  }

  codeOf(dossierId: string): string | undefined {
    return this.codes.get(dossierId);
  }

  /** Adds stored events in the order of the stream. */
  apply(events: readonly CodeIssued[]): this {
    for (const { data } of events) this.codes.set(data.dossierId, data.dossierCode);
    this.last = events.at(-1)?.data.sequence ?? this.last;
    return this;
  }
}

export interface CodeAsked {
  readonly dossierId: string;
  /** ISO instant that stands on the code event. */
  readonly issuedAt: string;
}

export interface CodePlan {
  /** To be appended to the series in this order, each with its dossier's `DossierCodeAssigned` in the same append. */
  readonly issue: readonly CodeIssued[];
  /** Dossiers that have a code of this series already, or get it in this plan: a repeated request changes nothing. */
  readonly existing: readonly { readonly dossierId: string; readonly dossierCode: string }[];
  readonly refused: readonly CodeRefused[];
}

export interface CodeRefused {
  readonly dossierId: string;
  /** `overflow`: go on in the series of `secondaryUnit`. `unitEnded`, `unitNotYet`: the unit issues no codes on that day. */
  readonly reason: 'exhausted' | 'overflow' | 'unitEnded' | 'unitNotYet';
  /** With `overflow` the unit to turn to; with `unitEnded` the successors. */
  readonly turnTo: readonly string[];
}

/**
 * Numbers a batch of requests of one unit and day without gap or double: sequences go on from what was issued, whatever way the
 * requests are cut into batches, and a refused request uses up no number.
 *
 * @param unit the unit of the series, with its policy and validity
 * @law NĐ 61/2018/NĐ-CP art. 26; TT 01/2018/TT-VPCP art. 10.2.b-c (the register runs on without blanks), 19
 */
export function planCodes(requests: readonly CodeAsked[], series: CodeSeries, unit: Unit): CodePlan {
  const issue: CodeIssued[] = [];
  const existing: CodePlan['existing'][number][] = [];
  const refused: CodeRefused[] = [];
  const planned = new Map<string, string>();
  for (const { dossierId, issuedAt } of requests) {
    const known = series.codeOf(dossierId) ?? planned.get(dossierId);
    const sequence = series.issued + issue.length + 1;
    const refusal = known === undefined ? refusalOf(sequence, series.day, unit) : undefined;
    if (known !== undefined) existing.push({ dossierId, dossierCode: known });
    else if (refusal !== undefined) refused.push({ dossierId, ...refusal });
    else {
      const event = issued(sequence, series, unit.codePolicy, { dossierId, issuedAt });
      planned.set(dossierId, event.data.dossierCode);
      issue.push(event);
    }
  }
  return { issue, existing, refused };
}

function issued(sequence: number, series: CodeSeries, policy: CodePolicy, asked: CodeAsked): CodeIssued {
  const ordinal = ordinalOf(sequence, policy);
  const dossierCode = printDossierCode(series.unitCode, series.day, ordinal, policy);
  return { type: 'CodeIssued', data: { ...asked, dossierCode, sequence, ordinal } };
}

/** An ended unit issues no more codes, its successor opens its own series. */
function refusalOf(sequence: number, day: string, unit: Unit): Omit<CodeRefused, 'dossierId'> | undefined {
  if (day < unit.validFrom) return { reason: 'unitNotYet', turnTo: [] };
  if (unit.validTo !== null && day > unit.validTo) return { reason: 'unitEnded', turnTo: unit.successors };
  if (ordinalOf(sequence, unit.codePolicy) <= lastOrdinal(unit.codePolicy)) return undefined;
  const { overflow, secondaryUnit } = unit.codePolicy;
  return overflow === 'secondaryUnit' && secondaryUnit !== undefined
    ? { reason: 'overflow', turnTo: [secondaryUnit] }
    : { reason: 'exhausted', turnTo: [] };
}
