/**
 * What a job does. `rebuild` makes a read model anew beside the live one; `redeliver` sends published facts again to one named
 * subscriber, on a topic of its own; `redrive` takes parked facts of one consumer again, in their order; `reset` sets a consumer that
 * lost its history to the last place that it and the log both know.
 */
export type ReplayKind = 'rebuild' | 'redeliver' | 'redrive' | 'reset';

/** Which facts are meant; an absent field means all. Codes and ids only. */
export interface ReplayFilter {
  readonly dossierIds?: readonly string[];
  readonly unitCodes?: readonly string[];
  readonly procedureCodes?: readonly string[];
  /** Event names, e.g. `DossierAccepted`. */
  readonly types?: readonly string[];
  /** ISO instants of recording; `since` is inclusive, `until` exclusive. */
  readonly since?: string;
  readonly until?: string;
}

/** What was counted when the job was asked for; nothing outside of it is ever touched. */
export interface ReplayPlan {
  readonly kind: ReplayKind;
  /** `rebuild`: `<app>/<view>`; `redeliver`: the subscriber; `redrive`, `reset`: the consumer. */
  readonly target: string;
  readonly filter: ReplayFilter;
  /** Store position after which the work begins; of a redrive, when the first of its facts was parked. */
  readonly from: string;
  /** Head of the store when the job was asked for, of a redrive when the last of its facts was parked; it never moves. */
  readonly to: string;
  /** Facts to be taken. */
  readonly count: number;
  readonly dossiers: number;
  readonly firstEventId: string | null;
  readonly lastEventId: string | null;
  /** Calls to outside systems that the job may cause; 0 unless parked effects are driven again. */
  readonly effects: number;
  /** Facts per second at most. */
  readonly ratePerSecond: number;
  /** Of a `reset` only. */
  readonly lost?: LostConsumer;
}

/** A consumer whose log came back from an older day: what it holds beside what the log holds. */
export interface LostConsumer {
  readonly reason: 'history-changed' | 'checkpoint-beyond-head';
  /** Where it stands: a place in the log that is gone. */
  readonly checkpoint: string;
  /** What was recorded up to this moment both know; later facts are the log's alone. ISO instant. */
  readonly sharedUntil: string;
  /** Dossiers of which it has handled facts. */
  readonly dossiersHandled: number;
  /** Those of them of which it has handled facts that are gone; it forgets them, other facts stand in their place. */
  readonly dossiersAhead: number;
  /** Parked facts that are gone; they are struck off. */
  readonly parkedGone: number;
  /** Of the plan's facts those that it has handled or parked; they come again and are dropped. */
  readonly repeated: number;
}

export interface ReplayTally {
  readonly done: number;
  readonly failed: number;
  /** Taken out of the plan's facts on purpose, e.g. because somebody else settled them meanwhile. */
  readonly skipped: number;
}

export type ReplayEvent =
  | {
      readonly type: 'ReplayRequested';
      readonly data: {
        readonly jobId: string;
        readonly plan: ReplayPlan;
        readonly by: string;
        /** Why, as a code; free text could name a person. */
        readonly reasonCode: string;
        readonly requestedAt: string;
      };
    }
  | { readonly type: 'ReplayApproved'; readonly data: Act & { readonly approvedAt: string } }
  | {
      readonly type: 'ReplayProgressed';
      /** `cursor` says where the work goes on after a restart; only the kind of job can read it. */
      readonly data: ReplayTally & { readonly jobId: string; readonly cursor: string; readonly progressedAt: string };
    }
  | {
      readonly type: 'ReplayPaused';
      /** `cause` is `administrator` or the name of the error that stopped the work. */
      readonly data: Act & { readonly cause: string; readonly pausedAt: string };
    }
  | { readonly type: 'ReplayResumed'; readonly data: Act & { readonly resumedAt: string } }
  | { readonly type: 'ReplayCancelled'; readonly data: Act & { readonly cancelledAt: string } }
  | {
      readonly type: 'ReplayCompleted';
      /** `digest`: SHA-256 over what was done, in hexadecimal; the same plan gives the same digest. */
      readonly data: ReplayTally & { readonly jobId: string; readonly digest: string; readonly completedAt: string };
    };

interface Act {
  readonly jobId: string;
  readonly by: string;
}
