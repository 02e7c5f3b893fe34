import {
  type KnownReplayJob,
  type ReplayCommand,
  type ReplayEvent,
  type ReplayJob,
  type ReplayKind,
  Rejected,
  replayDecider,
  replayStream,
} from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import { Lease, isTrouble } from '@motcua/messaging/embedded';
import { setTimeout as pause } from 'node:timers/promises';
import { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import type { CommandHandler } from '../commands/command-handler.js';
import { factOf } from '../commands/fact-stamp.js';
import type { Database } from '../database/database.js';
import { randomId, uuidv5 } from '../ids/uuid.js';
import { rateLimit } from './rate-limit.js';
import { ReplayStopped, type ReplaySteps, type ReplayWork } from './replay-work.js';

export interface ReplayRunnerParts {
  readonly store: EventStore;
  readonly commands: CommandHandler;
  readonly database: Pick<Database, 'pool'>;
  readonly clock: Clock;
  /** What this app can do; jobs of other kinds are another app's. */
  readonly works: Partial<Record<ReplayKind, ReplayWork>>;
  readonly onTrouble: (error: unknown) => void;
}

interface Task {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

const TRY_AGAIN_AFTER_MS = 1_000;

/**
 * Runs approved jobs: one process at a time does so for its kinds, and one job at a time for a target. Everything it must know
 * after a crash stands in the jobs' own streams.
 */
export class ReplayRunner {
  private readonly actor = Actor.system('replay');
  private readonly stopping = new AbortController();
  /** Cancelled jobs whose remains were taken away in this term. */
  private readonly discarded = new Set<string>();
  private leading: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ReplayRunnerParts) {}

  start(): void {
    const kinds = Object.keys(this.parts.works).sort();
    const lease = new Lease(this.parts.database.pool, `replay:${kinds.join('+')}`, { onTrouble: this.parts.onTrouble });
    this.leading = lease.run(
      (grant) => this.term(AbortSignal.any([grant.signal, this.stopping.signal])),
      this.stopping.signal,
    );
  }

  /** Running jobs stop behind the step in hand; they go on at the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.leading;
  }

  /** One term as the active process: follows the jobs and works for those that run. */
  private async term(over: AbortSignal): Promise<void> {
    const jobs = new Map<string, ReplayJob>();
    const tasks = new Map<string, Task>();
    this.discarded.clear();
    const { store } = this.parts;
    try {
      for await (const { events, atHead } of store.subscribe(store.start, { categories: ['replayJob'] }, over)) {
        for (const event of events) {
          const job = jobs.get(event.stream) ?? replayDecider.initialState();
          jobs.set(event.stream, replayDecider.evolve(job, factOf<ReplayEvent>(event)));
        }
        if (atHead) this.see(jobs, tasks, over);
      }
    } finally {
      for (const { stop } of tasks.values()) stop.abort();
      await Promise.all([...tasks.values()].map(({ ended }) => ended));
    }
  }

  private see(jobs: ReadonlyMap<string, ReplayJob>, tasks: Map<string, Task>, over: AbortSignal): void {
    for (const job of jobs.values()) if (job.status !== 'none') this.look(job, jobs, tasks, over);
  }

  private look(
    job: KnownReplayJob,
    jobs: ReadonlyMap<string, ReplayJob>,
    tasks: Map<string, Task>,
    over: AbortSignal,
  ): void {
    const work = this.parts.works[job.plan.kind];
    const task = tasks.get(job.jobId);
    if (work === undefined) return;
    if (task !== undefined) {
      if (job.status !== 'running') task.stop.abort();
      return;
    }
    if (job.status === 'cancelled') return this.discard(job, work);
    if (job.status !== 'running' || isTaken(job, tasks, jobs)) return;
    const stop = new AbortController();
    const ended = this.keepAt(job, work, AbortSignal.any([over, stop.signal])).finally(() => {
      tasks.delete(job.jobId);
      if (!over.aborted) this.see(jobs, tasks, over); // it was resumed meanwhile, or another job waited for the target
    });
    tasks.set(job.jobId, { stop, ended });
  }

  private discard(job: KnownReplayJob, work: ReplayWork): void {
    if (this.discarded.has(job.jobId)) return;
    this.discarded.add(job.jobId);
    work.discard?.(job).catch(this.parts.onTrouble);
  }

  /** An outage is waited out; anything else pauses the job with the error's name. */
  private async keepAt(job: KnownReplayJob, work: ReplayWork, signal: AbortSignal): Promise<void> {
    for (let current = job; !signal.aborted;) {
      try {
        return await this.work(current, work, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.parts.onTrouble(error);
        await this.pauseFor(job.jobId, error).catch(this.parts.onTrouble);
        await pause(TRY_AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
        current = (await this.stateOf(job.jobId).catch(() => undefined)) ?? current;
        if (current.status !== 'running') return;
      }
    }
  }

  private async work(job: KnownReplayJob, work: ReplayWork, signal: AbortSignal): Promise<void> {
    const outcome = await work.run(job, this.stepsOf(job, signal));
    if (outcome === undefined) return;
    await this.tell(
      job.jobId,
      { type: 'CompleteReplay', data: { ...outcome, now: this.parts.clock.now() } },
      'complete',
    );
  }

  private stepsOf({ jobId, plan }: KnownReplayJob, signal: AbortSignal): ReplaySteps {
    return {
      signal,
      pace: rateLimit(plan.ratePerSecond, signal),
      report: (tally, cursor) => {
        const data = { ...tally, cursor, now: this.parts.clock.now() };
        return this.tell(
          jobId,
          { type: 'RecordReplayProgress', data },
          `progress|${cursor}|${tally.done + tally.failed + tally.skipped}`,
        );
      },
    };
  }

  private async pauseFor(jobId: string, error: unknown): Promise<void> {
    if (!(error instanceof ReplayStopped) && isTrouble(error)) return;
    const cause = error instanceof ReplayStopped ? error.because : error instanceof Error ? error.name : 'Error';
    const data = { by: this.actor.subject, cause, now: this.parts.clock.now() };
    await this.tell(jobId, { type: 'PauseReplay', data }, `pause|${randomId()}`);
  }

  /** What a job does not take any more, it was told before, or an administrator ended it meanwhile. */
  private async tell(jobId: string, command: ReplayCommand, name: string): Promise<void> {
    try {
      await this.parts.commands.handle<ReplayJob, ReplayCommand, ReplayEvent>({
        stream: replayStream(jobId),
        decider: replayDecider,
        command,
        commandId: uuidv5(jobId, name),
        sameIf: name,
        actor: this.actor,
      });
    } catch (error) {
      if (!(error instanceof Rejected) || !['replay.ended', 'replay.not-running'].includes(error.code)) throw error;
    }
  }

  private async stateOf(jobId: string): Promise<KnownReplayJob | undefined> {
    const events = await this.parts.store.read(replayStream(jobId));
    const job = events
      .map((event) => factOf<ReplayEvent>(event))
      .reduce(replayDecider.evolve, replayDecider.initialState());
    return job.status === 'none' ? undefined : job;
  }
}

/** Two jobs at one target would cross each other. */
function isTaken(
  { plan }: KnownReplayJob,
  tasks: ReadonlyMap<string, Task>,
  jobs: ReadonlyMap<string, ReplayJob>,
): boolean {
  return [...tasks.keys()].some((jobId) => {
    const other = jobs.get(replayStream(jobId));
    return other?.status !== undefined && other.status !== 'none' && sameTarget(other.plan, plan);
  });
}

function sameTarget(a: KnownReplayJob['plan'], b: KnownReplayJob['plan']): boolean {
  return a.kind === b.kind && a.target.split('@')[0] === b.target.split('@')[0];
}
