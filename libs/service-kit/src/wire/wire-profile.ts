import type { CanonicalStatus, FileMode, JsonObject, JsonValue, OperationClass } from '@motcua/domain';

/**
 * A wire profile: everything about an outside system that is data. `profiles/<name>@<version>/profile.json`, immutable once
 * used; a change is a new version in a new folder. How to write one: `docs/reference/wire-profiles.md`.
 */
export interface WireProfile {
  readonly profile: string;
  readonly version: number;
  readonly system: string;
  /** Where a setting is our assumption and not confirmed by a guide: free words for the administrator. */
  readonly provisional?: readonly string[];
  readonly auth: AuthProfile;
  /** Added to every body, e.g. `madonvi`; values may read `config.<name>` of the installation. */
  readonly envelope?: readonly FieldRule[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, OperationProfile>>;
  /** Element or member lists that several operations use; picked by `using`. */
  readonly templates?: Readonly<Record<string, readonly FieldRule[]>>;
  readonly statusMap: StatusMap;
  readonly transitions?: TransitionGraph;
  readonly codeLists: Readonly<Record<string, CodeList>>;
  /**
   * National portal: how a negative result is told. `result` (default) = 9 then 10 with the notice as result; `refused` = 3, after
   * which nothing may follow.
   */
  readonly refusalAfterAcceptance?: 'result' | 'refused';
  readonly reconcile?: { readonly by: string; readonly visibilityLagMs: number; readonly absentProofs: number };
  readonly limits: Limits;
  readonly files: { readonly out: FileMode; readonly in: FileMode };
  readonly capabilities: CapabilityProfile;
  readonly addressModel: 'threeTier' | 'twoTier';
  readonly nameShape: 'full' | 'parts';
  /** Separator and order of birth dates: partial dates keep their precision. */
  readonly dateShape: string;
  readonly onViolation: 'hold';
  /** `0`, `"0"` and `"00"` are the same code. */
  readonly zeroCode: boolean;
}

export interface AuthProfile {
  readonly strategy: 'none' | 'oauth2ClientCredentials' | 'loginTokenInBody';
  /** Path of the token or login call. */
  readonly path?: string;
  /** oauth2ClientCredentials: the profile whose system issues the token, e.g. `gateway-ngsp@1`. */
  readonly gateway?: string;
  /** Client id and secret in the form body, or as HTTP Basic. */
  readonly clientAuth?: 'form' | 'basic';
  /** Send `lgspaccesstoken` on the token call and on every call. */
  readonly lgspAccessToken?: boolean;
  /** loginTokenInBody: path of the token in the answer, and the member of every body that carries it. */
  readonly tokenAt?: string;
  readonly member?: string;
  readonly cacheSeconds?: number;
  readonly map?: readonly FieldRule[];
  readonly classify?: readonly ClassifierRule[];
}

export interface OperationProfile {
  readonly class: OperationClass;
  /** A repeat gets a recognisable "already" answer, so that an unknown outcome may be sent again without asking first. */
  readonly resendSafe: boolean;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Appended to the base URL of the installation; `{from}` reads a canonical value, URL-encoded. */
  readonly path: string;
  readonly timeoutMs: number;
  readonly codec: 'json' | 'none';
  readonly map: readonly FieldRule[];
  readonly classify: readonly ClassifierRule[];
  readonly reads?: ReadProfile;
}

/** One rule of the field map. Paths are dotted; `from` may list alternatives, of which the first with a value counts. */
export interface FieldRule {
  readonly to: string;
  readonly from?: string | readonly string[];
  readonly as: string;
  /** For `constant`. */
  readonly value?: JsonValue;
  /** For `concat`. */
  readonly separator?: string;
  /** For `xml:` and `template`: canonical path whose value names the template, or the name itself. */
  readonly using?: { readonly from: string } | { readonly template: string };
  /** An array: `map` is applied to each element; `$.` inside reaches the whole document. */
  readonly map?: readonly FieldRule[];
  /** The rule applies only when every listed path holds one of the values (`""` = missing). */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  readonly required?: boolean;
  /** What is sent when an optional value is missing or `when` does not hold; absent = the member is left out. */
  readonly otherwise?: JsonValue;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  /** `truncate` only where the contract allows it; it is recorded with the exchange. */
  readonly onViolation?: 'hold' | 'truncate';
}

/**
 * Conditions of a classifier rule: `http` (numbers), `text` (lower-case literals found in the whole normalised body),
 * `json.<path>` (scalars as normalised strings), `count.<path>` (`none` or `some` elements of an array that is there).
 */
export type ClassifierCondition = Readonly<Record<string, readonly (string | number)[]>>;

export interface ClassifierRule {
  readonly when: ClassifierCondition | 'otherwise';
  /** `absent` = proven not to be there (reads); `notReady` = there, but ask again later. */
  readonly is:
    | 'accepted'
    | 'alreadyAccepted'
    | 'absent'
    | 'notReady'
    | 'rejected'
    | 'conflict'
    | 'retryable'
    | 'unauthenticated'
    | 'unknown';
  readonly alert?: 'configuration';
  readonly fields?: 'splitVietnameseFieldErrors';
  /** Body path of the system's words and code; default: the whole body, shortened. */
  readonly messageAt?: string;
  readonly codeAt?: string;
}

/** How an answer becomes canonical items. */
export interface ReadProfile {
  /** Body path of a list or an object; empty = the body itself. */
  readonly at: string;
  /** The value at `at` is JSON inside a string. */
  readonly decode?: 'json';
  /** Strings (`string`), numbers, `status`, `date:<pattern>` (to ISO), `json` (as it is). */
  readonly map: readonly FieldRule[];
}

export interface StatusMap {
  /** Wire value -> canonical code, or `hold`. */
  readonly in: Readonly<Record<string, CanonicalStatus | 'hold'>>;
  /** Canonical code -> wire value; `hold` = the system cannot express it, `ours` = never sent there. All ten are listed. */
  readonly out: Readonly<Record<string, string>>;
  readonly unmapped: 'hold';
}

export interface TransitionGraph {
  readonly edges: readonly (readonly [string, string])[];
  readonly terminal: readonly string[];
  readonly minGapMs: number;
}

/** Canonical value -> wire value, or `hold` / `omit`. `*` stands for every other value and may only be `hold` or `omit`. */
export interface CodeList {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  /** The canonical values that must all be mapped; a list that is open has `*`. */
  readonly canonical: readonly string[];
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Limits {
  readonly maxPerCall: number;
  readonly ratePerSecond: number;
  readonly concurrency: number;
  readonly pollEverySeconds: number;
}

export interface CapabilityProfile {
  readonly submit: 'createOnce' | 'upsert' | 'none';
  readonly supplement: boolean;
  readonly withdraw: boolean;
  readonly recallResult: boolean;
  readonly findByDossierCode: boolean;
  readonly statusOne: boolean;
  readonly statusChanges: 'byDate' | 'unacknowledged' | 'none';
  readonly acknowledge: boolean;
  readonly result: 'none' | 'fields' | 'document';
  readonly expressible: readonly CanonicalStatus[];
}

/** The file that does not fit: nothing starts. */
export class InvalidProfile extends Error {
  override readonly name = 'InvalidProfile';

  constructor(readonly faults: readonly ProfileFault[]) {
    super(faults.map((fault) => `${fault.file}${fault.pointer}: ${fault.reason}`).join('\n'));
  }
}

export interface ProfileFault {
  readonly file: string;
  /** JSON Pointer into the file. */
  readonly pointer: string;
  readonly reason: string;
}

/** What of the installation a profile needs: addresses and secrets never stand in a profile. */
export interface SystemConnection {
  readonly baseUrl: string;
  /** By the names that the profile's auth section reads, e.g. `clientId`, `clientSecret`, `username`, `password`, `dstcode`. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Non-secret values that field rules read as `config.<name>`, e.g. `madonvi`, `maTinh`. */
  readonly config: JsonObject;
  /** What the operator of the system allows this installation; default: the profile's. */
  readonly ratePerSecond?: number;
}
