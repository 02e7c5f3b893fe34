import type { Decider } from '../decider.js';
import { Rejected } from '../rejected.js';
import type { ReplayCommand } from './replay-command.js';
import type { ReplayEvent, ReplayPlan, ReplayTally } from './replay-event.js';
import type { ReplayRejection } from './replay-rejections.js';

export type ReplayJob =
  | { readonly status: 'none' }
  | {
      readonly status: 'waiting' | 'running' | 'paused' | 'cancelled' | 'completed';
      readonly jobId: string;
      readonly plan: ReplayPlan;
      readonly requestedBy: string;
      readonly reasonCode: string;
      readonly requestedAt: string;
      readonly approvedBy: string | null;
      readonly tally: ReplayTally;
      /** Where the work goes on; `null` before its first step. */
      readonly cursor: string | null;
      readonly pausedFor: string | null;
      readonly digest: string | null;
      /** When the job's last fact was recorded. */
      readonly movedAt: string;
    };

export type KnownReplayJob = Exclude<ReplayJob, { status: 'none' }>;

/** The stream of a job: `replayJob-<id>`. */
export function replayStream(jobId: string): string {
  return `replayJob-${jobId}`;
}

/** An administrator's job: planned, approved by somebody else, run, and reported; each step a fact. */
export const replayDecider: Decider<ReplayJob, ReplayCommand, ReplayEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};

function evolve(job: ReplayJob, event: ReplayEvent): ReplayJob {
  if (event.type === 'ReplayRequested') return requested(event.data);
  if (job.status === 'none') return job;
  switch (event.type) {
    case 'ReplayApproved':
      return { ...job, status: 'running', approvedBy: event.data.by, movedAt: event.data.approvedAt };
    case 'ReplayProgressed':
      return { ...job, tally: tallyOf(event.data), cursor: event.data.cursor, movedAt: event.data.progressedAt };
    case 'ReplayPaused':
      return { ...job, status: 'paused', pausedFor: event.data.cause, movedAt: event.data.pausedAt };
    case 'ReplayResumed':
      return { ...job, status: 'running', pausedFor: null, movedAt: event.data.resumedAt };
    case 'ReplayCancelled':
      return { ...job, status: 'cancelled', movedAt: event.data.cancelledAt };
    case 'ReplayCompleted': {
      const { digest, completedAt } = event.data;
      return { ...job, status: 'completed', tally: tallyOf(event.data), digest, movedAt: completedAt };
    }
  }
}

function requested(data: Extract<ReplayEvent, { type: 'ReplayRequested' }>['data']): KnownReplayJob {
  const { jobId, plan, by, reasonCode, requestedAt } = data;
  return {
    status: 'waiting',
    jobId,
    plan,
    requestedBy: by,
    reasonCode,
    requestedAt,
    approvedBy: null,
    tally: { done: 0, failed: 0, skipped: 0 },
    cursor: null,
    pausedFor: null,
    digest: null,
    movedAt: requestedAt,
  };
}

function decide(command: ReplayCommand, job: ReplayJob): ReplayEvent[] {
  if (command.type === 'RequestReplay') return request(command.data, job);
  if (job.status === 'none') throw rejected('replay.unknown');
  if (job.status === 'completed' || job.status === 'cancelled') throw rejected('replay.ended', { status: job.status });
  switch (command.type) {
    case 'ApproveReplay':
      return approve(command.data, job);
    case 'RecordReplayProgress':
      return progress(command.data, job);
    case 'PauseReplay':
      return pause(command.data, job);
    case 'ResumeReplay':
      return resume(command.data, job);
    case 'CancelReplay':
      return [
        { type: 'ReplayCancelled', data: { jobId: job.jobId, by: command.data.by, cancelledAt: command.data.now } },
      ];
    case 'CompleteReplay':
      return complete(command.data, job);
  }
}

type DataOf<T extends ReplayCommand['type']> = Extract<ReplayCommand, { type: T }>['data'];

function request({ jobId, plan, by, reasonCode, now }: DataOf<'RequestReplay'>, job: ReplayJob): ReplayEvent[] {
  if (job.status !== 'none') throw rejected('replay.exists');
  if (!Number.isInteger(plan.ratePerSecond) || plan.ratePerSecond < 1) throw rejected('replay.rate-invalid');
  // a consumer that is set back has to be, even where nothing stands behind its place
  if (plan.count === 0 && plan.kind !== 'reset') throw rejected('replay.nothing-planned');
  return [{ type: 'ReplayRequested', data: { jobId, plan, by, reasonCode, requestedAt: now } }];
}

function approve({ by, now }: DataOf<'ApproveReplay'>, { status, jobId, requestedBy }: KnownReplayJob): ReplayEvent[] {
  if (status !== 'waiting') throw rejected('replay.not-waiting', { status });
  if (by === requestedBy) throw rejected('replay.same-person');
  return [{ type: 'ReplayApproved', data: { jobId, by, approvedAt: now } }];
}

/** Progress may still come while the pause is on its way to the worker: what was done is done. */
function progress({ cursor, now, ...tally }: DataOf<'RecordReplayProgress'>, job: KnownReplayJob): ReplayEvent[] {
  if (job.status === 'waiting') throw rejected('replay.not-running', { status: job.status });
  checkTally(tally, job);
  const { done, failed, skipped } = tally;
  return [{ type: 'ReplayProgressed', data: { jobId: job.jobId, done, failed, skipped, cursor, progressedAt: now } }];
}

function pause({ by, cause, now }: DataOf<'PauseReplay'>, { status, jobId }: KnownReplayJob): ReplayEvent[] {
  if (status !== 'running') throw rejected('replay.not-running', { status });
  return [{ type: 'ReplayPaused', data: { jobId, by, cause, pausedAt: now } }];
}

function resume({ by, now }: DataOf<'ResumeReplay'>, { status, jobId }: KnownReplayJob): ReplayEvent[] {
  if (status !== 'paused') throw rejected('replay.not-paused', { status });
  return [{ type: 'ReplayResumed', data: { jobId, by, resumedAt: now } }];
}

/** Every planned fact is accounted for, or the job is not complete. */
function complete({ digest, now, ...tally }: DataOf<'CompleteReplay'>, job: KnownReplayJob): ReplayEvent[] {
  if (job.status !== 'running') throw rejected('replay.not-running', { status: job.status });
  checkTally(tally, job);
  const { done, failed, skipped } = tally;
  if (sum(tally) !== job.plan.count)
    throw rejected('replay.tally-wrong', { planned: job.plan.count, told: sum(tally) });
  return [{ type: 'ReplayCompleted', data: { jobId: job.jobId, done, failed, skipped, digest, completedAt: now } }];
}

function checkTally(tally: ReplayTally, { tally: before, plan }: KnownReplayJob): void {
  const goesBack = tally.done < before.done || tally.failed < before.failed || tally.skipped < before.skipped;
  if (goesBack || sum(tally) > plan.count)
    throw rejected('replay.tally-wrong', { planned: plan.count, told: sum(tally) });
}

function sum({ done, failed, skipped }: ReplayTally): number {
  return done + failed + skipped;
}

function tallyOf({ done, failed, skipped }: ReplayTally): ReplayTally {
  return { done, failed, skipped };
}

function rejected(code: ReplayRejection, details?: Rejected['details']): Rejected {
  return new Rejected(code, details);
}
