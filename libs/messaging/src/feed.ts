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
  /**
   * How many processes may run it: `all` share the dossiers where the feed can divide them (the embedded one cannot, and keeps
   * one at work), `one` is the only one of its kind and has warm spares. Default `all`.
   */
  readonly instances?: 'all' | 'one';
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
  /** Why it stands still until its place is set anew: the store, or the topic, is not the one that the place belongs to. */
  readonly lost?: 'checkpoint-beyond-head' | 'history-changed' | undefined;
  /** With `lost`: the topic tells facts that the store does not hold. It goes on when that was made anew from the store. */
  readonly toMakeAnew?: string | undefined;
  /** The topic that it waits for before it can begin: it is not there (`motcua topics apply` makes it) or has no leaders yet. */
  readonly waitsFor?: string | undefined;
  /** Records of the broker that could not be read; see `EventFeed.quarantined`. */
  readonly quarantined: number;
}

export interface RunningConsumer {
  /** @throws StoreUnavailable when the head cannot be read */
  state(): Promise<ConsumerState>;
  /** Resolves when the consumer has given up for good: it stays frozen, and only a new process helps. */
  readonly failed: Promise<Error>;
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
 * A record of the broker that is no message of ours. Only where it stands and a digest are kept: what is in it is unknown. The
 * dossier that its key names has been caught up from the event store, so it holds back nothing.
 */
export interface QuarantinedRecord {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** SHA-256 of the value, hexadecimal. */
  readonly digest: string;
  /** e.g. `header-missing`. */
  readonly fault: string;
  /** ISO 8601 UTC. */
  readonly foundAt: string;
}

/**
 * Brings lifecycle facts to consumers: at least once, in order per dossier, nothing skipped. A handler that fails is tried
 * again with growing pauses, then the fact is parked with its error, and so are the later facts of the same dossier; other
 * dossiers go on. Two processes never handle facts of one dossier for the same consumer at once.
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

  /** Records that the consumer could not read, oldest first. */
  abstract quarantined(consumer: string): Promise<QuarantinedRecord[]>;
}

/** A handler throws this when a dependency as a whole is down: the consumer waits and tries again, nothing is parked. */
export class DependencyDown extends Error {
  override readonly name = 'DependencyDown';
}
