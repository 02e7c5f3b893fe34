import { type Match } from '../scenario/scenario.js';

export type Phase = 'beforeProcessing' | 'afterCommit';

/** One kind of misbehaviour. Durations are real milliseconds; `forSeconds` and skews count on the virtual clock. */
export type Fault =
  | { type: 'latency'; variant?: 'fixed' | 'jitter' | 'slowDrip'; ms: number; maxMs?: number }
  | { type: 'timeout'; phase: Phase; ms: number }
  | { type: 'connection'; variant: 'resetBeforeHeaders' | 'resetAfterHeaders' | 'truncatedBody'; phase?: Phase }
  | { type: 'http'; status: number; phase?: Phase; html?: boolean; retryAfterSeconds?: number; location?: string }
  | { type: 'body'; variant: BodyVariant; member?: string }
  | { type: 'business'; variant: BusinessVariant }
  | { type: 'duplicate'; variant?: 'twice' | 'againAfterAck' }
  | { type: 'order'; variant: 'ahead' | 'regress' | 'lostAck' }
  | { type: 'rate'; perSecond: number; burst: number; retryAfterSeconds?: number; perDay?: number }
  | { type: 'clock'; skewSeconds?: number; zone?: 'UTC' | '+07:00' }
  | { type: 'identity'; variant: 'techIdMissing' }
  | { type: 'url'; variant: 'notFound' | 'expired' | 'slow' | 'wrongLength' }
  | { type: 'down'; variant?: 'refuse' | 'unavailable'; forSeconds?: number; retryAfterSeconds?: number };

export const BODY_VARIANTS = [
  'plainText',
  'doubleEncoded',
  'wrongContentType',
  'codeAsNumber',
  'codeAsString',
  'codeAs00',
  'missingMember',
  'bom',
  'nfd',
  'empty',
] as const;
export type BodyVariant = (typeof BODY_VARIANTS)[number];

export const BUSINESS_VARIANTS = [
  'illegalLogic',
  'prerequisiteMissing',
  'terminalState',
  'recordIncomplete',
  'codeNoLongerValid',
  'addressNotAllowed',
] as const;
export type BusinessVariant = (typeof BUSINESS_VARIANTS)[number];

/** A fault and when it strikes. Without `times` it strikes always, without `probability` surely, without `window` at any time. */
export interface FaultOrder {
  id: string;
  /** a mount, `gateway` for everything behind it too, or `*` */
  mount: string;
  /** an operation of that mount, absent = any */
  operation?: string;
  match?: Match;
  fault: Fault;
  times?: number;
  probability?: number;
  /** virtual instants between which it may strike; either end may be open */
  window?: { from?: string; to?: string } | null;
  seed?: number;
}

/** Which `variant` values each type takes; the first is the default where the variant may be left out. */
export const VARIANTS: Readonly<Record<Fault['type'], readonly string[]>> = {
  latency: ['fixed', 'jitter', 'slowDrip'],
  timeout: [],
  connection: ['resetBeforeHeaders', 'resetAfterHeaders', 'truncatedBody'],
  http: [],
  body: BODY_VARIANTS,
  business: BUSINESS_VARIANTS,
  duplicate: ['againAfterAck', 'twice'],
  order: ['ahead', 'regress', 'lostAck'],
  rate: [],
  clock: [],
  identity: ['techIdMissing'],
  url: ['notFound', 'expired', 'slow', 'wrongLength'],
  down: ['unavailable', 'refuse'],
};

/** Members a type cannot do without. */
export const NEEDED: Readonly<Record<Fault['type'], readonly string[]>> = {
  latency: ['ms'],
  timeout: ['phase', 'ms'],
  connection: ['variant'],
  http: ['status'],
  body: ['variant'],
  business: ['variant'],
  duplicate: [],
  order: ['variant'],
  rate: ['perSecond', 'burst'],
  clock: [],
  identity: ['variant'],
  url: ['variant'],
  down: [],
};

export const FAULT_TYPES = Object.keys(VARIANTS) as Fault['type'][];
