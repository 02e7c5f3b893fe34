import type { LifecycleEvent } from '@motcua/contracts';

/**
 * One delivery of a fact to one consumer. `kind` tells whether it happens now or is told again: handlers with effects are not
 * called on replay unless a replay job names them.
 */
export interface Delivery {
  readonly event: LifecycleEvent;
  readonly kind: 'live' | 'replay';
  /** 1 for the first try. */
  readonly attempt: number;
}

export interface Consumer {
  /** Stable name; the checkpoint, the inbox and the parked facts are kept under it. */
  readonly name: string;
  readonly topic: string;
  /** Event names it handles; others are passed over. */
  readonly types: readonly string[];
  /** Where a consumer without a checkpoint begins. Effects start at the head unless history is asked for. */
  readonly startFrom: 'head' | 'beginning';
  /** How many dossiers may be handled at once; facts of one dossier are always handled one by one, in order. */
  readonly concurrency: number;
}

export interface RunningConsumer {
  /** Facts behind the head, and when the checkpoint last moved (ms since the epoch of the process clock). */
  lag(): Promise<{ behind: number; frozenForMs: number }>;
  /** Waits for running handlers, then stops. */
  close(): Promise<void>;
}

/**
 * Brings lifecycle facts to consumers: at least once, in order per dossier, nothing skipped. A handler that fails is tried
 * again with growing pauses, then the fact is parked with its error, and so are the later facts of the same dossier; other
 * dossiers go on.
 */
export abstract class EventFeed {
  abstract consume(consumer: Consumer, handle: (delivery: Delivery) => Promise<void>): Promise<RunningConsumer>;
}

/** A handler throws this when a dependency as a whole is down: the consumer waits and tries again, nothing is parked. */
export class DependencyDown extends Error {
  override readonly name = 'DependencyDown';
}
