/** What a request did at the outside system. `none` covers reads, refusals and answers to duplicates. */
export type Effect = 'none' | 'created' | 'updated' | 'appended' | 'acknowledged' | 'session';

/** A request as it came over the wire, before any outside system has looked at it. */
export interface SimRequest {
  method: string;
  /** path below the mount, with its leading slash, undecoded query left out */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  raw: Buffer;
  /** the parsed JSON body, or undefined when the body is not JSON */
  json: unknown;
}

export interface SimAnswer {
  status: number;
  /** an object or array is sent as JSON, a string as it stands */
  body: unknown;
  contentType?: string;
  effect: Effect;
}

/** Conditions under which a call is answered; faults change them. */
export interface CallContext {
  /** the answering system's idea of now, in milliseconds; a clock fault skews it */
  now: number;
  /** offset of the time zone in which that system prints days */
  zoneMs: number;
  /** wanted misbehaviour of lists and statuses, e.g. `againAfterAck`, `lostAck`, `regress`, `ahead`, `twice` */
  quirks: ReadonlySet<string>;
}

/** A request that has found its system and operation, not yet executed. */
export interface Call {
  mount: string;
  operation: string;
  /** dossier codes the request speaks of, empty for catalogues and sign-on */
  keys: readonly string[];
  /** what scenarios and faults may match on: top-level members, plus nested ones the mount chose to flatten */
  fields: Readonly<Record<string, unknown>>;
  /** names the caller for rate limits; never a secret itself */
  credential: string;
  /** true for everything that passes the gateway, so that a gateway fault hits it too */
  behindGateway: boolean;
  execute(context: CallContext): SimAnswer | Promise<SimAnswer>;
  /** the answer of this system, in its own style, to a business fault such as `terminalState` */
  business(variant: string): SimAnswer;
}

/** One outside system as the control plane sees it. */
export interface System {
  readonly mount: string;
  /** what the system knows of a dossier, without personal data; undefined when it knows nothing */
  state(key: string): object | undefined;
  /** every dossier it accepted, with its present status in the system's own words */
  overview(): { key: string; committed: number; status: string }[];
  /** applies a changed scenario to dossiers already there; answers how many it touched */
  replan(): number;
  /** steps of its dossiers that fall due in (from, to] */
  stepsBetween(from: number, to: number): number;
}

export function answer(body: unknown, effect: Effect = 'none', status = 200): SimAnswer {
  return { status, body, effect };
}
