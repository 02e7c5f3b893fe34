import type { LifecycleEvent } from '@motcua/contracts';

/**
 * One delivery of a fact to one consumer. `kind` tells whether it happens now or is told again: `replay` = the fact was there
 * before the consumer's first start (only a consumer with `startFrom: 'beginning'` is told those).
 */
export interface Delivery {
  readonly event: LifecycleEvent;
  readonly kind: 'live' | 'replay';
  /** 1 for the first try; starts again after a restart or a redrive. */
  readonly attempt: number;
}

export interface Consumer {
  /** Stable name in kebab case; the checkpoint, the inbox and the parked facts are kept under it. */
  readonly name: string;
  readonly topic: string;
  /** Event names it handles; others are passed over. */
  readonly types: readonly string[];
  /** Where a consumer without a checkpoint begins. Effects start at the head unless history is asked for. */
  readonly startFrom: 'head' | 'beginning';
  /** How many dossiers may be handled at once; facts of one dossier are always handled one by one, in order. */
  readonly concurrency: number;
}

export interface ConsumerState {
  /** False for the warm spare: another process holds the consumer. */
  readonly active: boolean;
  /** Facts between the checkpoint and the head. */
  readonly behind: number;
  /**
   * How long nothing has been settled although there is something to do; 0 when the consumer is at the head or a spare. A
   * failing fact on its way to being parked is not frozen; a consumer that waits for a dependency is.
   */
  readonly frozenForMs: number;
  /** Dossiers of which at least one fact is parked. */
  readonly parkedDossiers: number;
}

export interface RunningConsumer {
  /** @throws StoreUnavailable when the head cannot be read */
  state(): Promise<ConsumerState>;
  /** Waits for running handlers, saves how far they came, then stops. */
  close(): Promise<void>;
}

/** A fact that was set aside; an error is kept by name and code only, because its text may hold personal data. */
export interface ParkedFact {
  readonly consumer: string;
  readonly dossierId: string;
  readonly dossierVersion: number;
  readonly eventType: string;
  /** `BehindParked` when the fact itself was never tried, because an earlier one of its dossier is parked. */
  readonly errorName: string;
  readonly errorCode: string | undefined;
  readonly attempts: number;
  /** ISO 8601 UTC. */
  readonly parkedAt: string;
  /** A redrive was asked for and has not come to this fact yet. */
  readonly redriving: boolean;
}

/**
 * Brings lifecycle facts to consumers: at least once, in order per dossier, nothing skipped. A handler that fails is tried
 * again with growing pauses, then the fact is parked with its error, and so are the later facts of the same dossier; other
 * dossiers go on. One process at a time runs a consumer; a second one is its warm spare.
 */
export abstract class EventFeed {
  abstract consume(consumer: Consumer, handle: (delivery: Delivery) => Promise<void>): Promise<RunningConsumer>;

  /** The facts set aside, in the order in which they will come back. */
  abstract parked(consumer: string, dossierId?: string): Promise<ParkedFact[]>;

  /**
   * Asks the running consumer, in whichever process it is, to take parked facts again, in their original order and before any
   * newer fact of the same dossier. One that fails again stays parked, with the rest of its dossier.
   *
   * @returns how many facts are planned; `parked` shows what became of them
   */
  abstract redrive(consumer: string, dossierId?: string): Promise<number>;
}

/** A handler throws this when a dependency as a whole is down: the consumer waits and tries again, nothing is parked. */
export class DependencyDown extends Error {
  override readonly name = 'DependencyDown';
}
