import { type CallContext } from '../engine/mount.js';
import { VIETNAM_OFFSET_MS } from '../engine/vietnam-time.js';
import { type Fault, type Phase } from './fault.js';
import { type Struck } from './fault-book.js';

type Outcome = Extract<Fault, { type: 'timeout' | 'connection' | 'http' | 'business' | 'rate' | 'down' }>;

/** What the faults that struck a call add up to: one outcome at most, and any number of modifiers. */
export interface StrikePlan {
  faultId: string | null;
  /** real milliseconds before anything happens */
  delayMs: number;
  /** real milliseconds over which the body is dripped out, 0 = at once */
  dripMs: number;
  outcome: Outcome | null;
  phase: Phase;
  body: Extract<Fault, { type: 'body' }>[];
  /** how far the answering system's clock is off, in milliseconds */
  skewMs: number;
  conditions: Omit<CallContext, 'now'>;
}

const OUTCOMES: readonly Fault['type'][] = ['timeout', 'connection', 'http', 'business', 'rate', 'down'];

export function planStrike(struck: readonly Struck[]): StrikePlan {
  const faults = struck.map(({ fault }) => fault);
  const deciding = struck.find(({ fault }) => OUTCOMES.includes(fault.type));
  const outcome = (deciding?.fault ?? null) as Outcome | null;
  return {
    faultId: (deciding ?? struck[0])?.id ?? null,
    delayMs: total(struck.map(delayOf)),
    dripMs: total(faults.map((fault) => (fault.type === 'latency' && fault.variant === 'slowDrip' ? fault.ms : 0))),
    outcome,
    phase: phaseOf(outcome),
    body: faults.filter((fault) => fault.type === 'body'),
    skewMs: total(faults.map((fault) => (fault.type === 'clock' ? (fault.skewSeconds ?? 0) * 1000 : 0))),
    conditions: conditionsOf(faults),
  };
}

function delayOf({ fault, draw }: Struck): number {
  if (fault.type !== 'latency' || fault.variant === 'slowDrip') return 0;
  return fault.variant === 'jitter' ? fault.ms + draw * ((fault.maxMs ?? fault.ms) - fault.ms) : fault.ms;
}

function phaseOf(outcome: Outcome | null): Phase {
  if (outcome === null) return 'afterCommit';
  if (outcome.type === 'timeout') return outcome.phase;
  if (outcome.type === 'connection') return outcome.phase ?? defaultPhase(outcome.variant);
  return outcome.type === 'http' ? (outcome.phase ?? 'beforeProcessing') : 'beforeProcessing';
}

/** A connection that breaks in the middle of an answer breaks after the work is done. */
function defaultPhase(variant: Extract<Fault, { type: 'connection' }>['variant']): Phase {
  return variant === 'resetBeforeHeaders' ? 'beforeProcessing' : 'afterCommit';
}

function conditionsOf(faults: readonly Fault[]): Omit<CallContext, 'now'> {
  const quirks = new Set<string>();
  for (const fault of faults) {
    if (fault.type === 'order' || fault.type === 'identity') quirks.add(fault.variant);
    if (fault.type === 'duplicate') quirks.add(fault.variant ?? 'againAfterAck');
  }
  const inUtc = faults.some((fault) => fault.type === 'clock' && fault.zone === 'UTC');
  return { zoneMs: inUtc ? 0 : VIETNAM_OFFSET_MS, quirks };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
