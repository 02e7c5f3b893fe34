import type { KnownReplayJob, ReplayFilter, ReplayPlan, ReplayTally } from '@motcua/domain';

/** What a dry run counts; the rest of the plan is what was asked. */
export type Counted = Pick<
  ReplayPlan,
  'from' | 'to' | 'count' | 'dossiers' | 'firstEventId' | 'lastEventId' | 'effects' | 'lost'
>;

/** How a job's work speaks with the one who runs it. */
export interface ReplaySteps {
  /** Aborts when the job is paused, cancelled or goes to another process: stop after the fact in hand. */
  readonly signal: AbortSignal;
  /** Waits until so many more facts fit under the job's rate. */
  pace(facts: number): Promise<void>;
  /** Records how far the work came; `cursor` is where it goes on after a restart. */
  report(tally: ReplayTally, cursor: string): Promise<void>;
}

/** The end of the work; `undefined` when it was told to stop before. */
export type ReplayOutcome = (ReplayTally & { readonly digest: string }) | undefined;

/** What a job of one kind would do. */
export interface ReplayCount {
  /** @throws {Problem} 404 `replay.target-unknown` */
  count(target: string, filter: ReplayFilter): Promise<Counted>;
}

/** One kind of replay, done. */
export interface ReplayWork {
  /**
   * Does what was planned, from the job's cursor on. Doing a step twice after a crash must be harmless.
   *
   * @throws {ReplayStopped} the work cannot go on without an administrator
   */
  run(job: KnownReplayJob, steps: ReplaySteps): Promise<ReplayOutcome>;

  /** The job was cancelled: takes away what was made for it alone. May be called again. */
  discard?(job: KnownReplayJob): Promise<void>;
}

/** The work stands still for a reason that an administrator must see; the job is paused with it. */
export class ReplayStopped extends Error {
  override readonly name = 'ReplayStopped';

  /** @param cause a code, e.g. `build-differs` */
  constructor(readonly because: string) {
    super(because);
  }
}
