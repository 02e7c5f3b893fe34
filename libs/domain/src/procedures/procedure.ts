import type { TimeLimit } from '../calendar/due-date.js';

/** How a dossier came in; DOMAIN data may open a procedure for some channels only. */
export type Channel = 'counter' | 'post' | 'nationalPortal' | 'provincialPortal' | 'vneid' | 'linkedPortal' | 'kiosk';

export type OnlineChannel = Exclude<Channel, 'counter' | 'post'>;

/** How the applicant gets the result. */
export type ReturnMethod = 'counter' | 'post' | 'online';

export type RuleSet = '2020' | '2022' | '2025' | '2026';

/** Who resolves: we do, a ministry's central system does and we mirror it, or a chain run by a portal does. */
export type RouteKind = 'provincial' | 'ministryCentral' | 'linked';

export interface LocalisedText {
  readonly vi: string;
  readonly en: string;
}

/**
 * A condition over the declaration: true when every listed JSON pointer holds one of the listed values, or, with `absent` /
 * `present`, when the value is missing or there. Conditions in a list are alternatives.
 */
export interface Condition {
  readonly all: readonly {
    readonly pointer: string;
    readonly in?: readonly (string | number | boolean)[];
    readonly present?: boolean;
  }[];
}

/** One required document slot (thành phần hồ sơ) of a procedure version. */
export interface Component {
  readonly code: string;
  readonly name: LocalisedText;
  /** `always`, `never` (optional), or the alternatives under which it is required. */
  readonly required: 'always' | 'never' | readonly Condition[];
  /** Channels on which the requirement holds; all when absent. */
  readonly channels?: readonly Channel[];
  /** Components of one group stand in for each other: one of them is enough, needed when any of them is. */
  readonly anyOfGroup?: string;
  /** `upload` a file; `database` looked up, never asked of the applicant; `shown` at the counter, asked only there. */
  readonly source: 'upload' | 'database' | 'shown';
  readonly copies: { readonly originals: number; readonly certified: number; readonly photocopies: number };
  readonly basis: string;
  readonly verified: boolean;
}

export interface Fee {
  readonly code: string;
  readonly name: LocalisedText;
  /** Đồng. */
  readonly amount: number;
  /** Payer classes of the declaration that pay it; all when absent. */
  readonly payerClasses?: readonly string[];
  /** Paid for every copy from this one on (3 = from the third copy); paid once when absent. */
  readonly perCopyFrom?: number;
  /** Procedure cases and channels in which it is paid; all when absent. */
  readonly cases?: readonly string[];
  readonly channels?: readonly Channel[];
  /** Alternatives over the declaration under which it is paid; always when absent. */
  readonly when?: readonly Condition[];
  readonly collect: 'before' | 'after' | 'exempt';
  readonly basis: string;
  readonly verified: boolean;
}

/** A variant of the procedure with its own time limit (trường hợp thủ tục). */
export interface ProcedureCase {
  readonly code: string;
  readonly name: LocalisedText;
  readonly resolution: TimeLimit;
}

/**
 * One dated edition of an administrative procedure. A dossier keeps the version that was valid on its reception day.
 *
 * @law NĐ 61/2018/NĐ-CP art. 16, 17, 19, 20; a dossier is finished under the rules in force when it was received
 */
export interface ProcedureVersion {
  /** `<code>@<catalogue>-<edition>`, e.g. `2.000488@2020-1`. */
  readonly id: string;
  readonly code: string;
  readonly name: LocalisedText;
  readonly field: { readonly code: string; readonly name: string };
  readonly ruleSet: RuleSet;
  /** Local dates; `validTo` is the last valid day, null = open-ended. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly verified: boolean;
  readonly route: RouteKind;
  readonly channels: readonly Channel[];
  readonly boundaryFree: 'none' | 'province' | 'nation';
  /** Patterns of canonical unit codes that receive it, e.g. `H99.14` or `H99.3*`. */
  readonly receivingUnits: readonly string[];
  /** The unit that decides: the receiving one, or a fixed canonical code. */
  readonly resolvingUnit: { readonly kind: 'receiving' } | { readonly kind: 'fixed'; readonly unit: string };
  /** Path of the declaration's JSON Schema inside the catalogue folder. */
  readonly declarationSchema: string;
  readonly cases: readonly ProcedureCase[];
  readonly limits: {
    /** Only online: at the counter and by post a dossier is answered in the act that records it, accepted or sent home. */
    readonly intakeAnswer: { readonly online: TimeLimit };
    /** The applicant's time to complete. */
    readonly supplement: TimeLimit;
    /** Window after acceptance in which appraisal may ask for a supplement. @law NĐ 61/2018 art. 19.4 */
    readonly appraisalSupplementWindow: TimeLimit;
  };
  readonly supplementClock: 'restart' | 'pause' | 'none';
  readonly supplementsAllowed: { readonly intake: number; readonly appraisal: number };
  readonly switches: {
    readonly withdrawAfterSigning: boolean;
    readonly reopenStopped: boolean;
    readonly signedResultRequired: boolean;
    readonly paymentStopsClock: boolean;
  };
  readonly fees: readonly Fee[];
  /** Where the declaration says who pays and how many copies are wanted; one payer class and one copy when absent. */
  readonly payer?: {
    readonly pointer: string;
    /** Value of the declaration (as text) -> payer class. */
    readonly classes: Readonly<Record<string, string>>;
    /** The class when the declaration names none. */
    readonly otherwise: string;
  };
  /** JSON pointer of the number of copies wanted. */
  readonly copiesPointer?: string;
  readonly components: readonly Component[];
  readonly result: { readonly code: string; readonly name: LocalisedText };
  /** What erasure does to files under statutory retention. */
  readonly erasure: 'restrict' | 'shred';
}
