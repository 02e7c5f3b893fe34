import type { KnownReplayJob, LostConsumer, ReplayPlan } from '@motcua/domain';

/** A job as the desk shows it. */
export type ShownJob = Omit<KnownReplayJob, 'cursor'>;

/** The numbers of a plan, for the one who is to decide about it. */
export function linesOfPlan(plan: ReplayPlan): string[] {
  if (plan.lost !== undefined) return linesOfReset(plan, plan.lost);
  const { kind, target, count, dossiers, firstEventId, lastEventId, effects, ratePerSecond } = plan;
  return [
    `${kind} ${target}: ${count} fact(s)${dossiers === 0 ? '' : ` of ${dossiers} dossier(s)`}`,
    ...(firstEventId === null ? [] : [`from ${firstEventId} to ${lastEventId}`]),
    `calls to outside systems that may follow: ${effects}`,
    `at most ${ratePerSecond} a second: ${Math.ceil(count / ratePerSecond)} s or longer`,
  ];
}

function linesOfReset({ target, from, to, count, dossiers, effects }: ReplayPlan, lost: LostConsumer): string[] {
  const { reason, checkpoint, sharedUntil, dossiersHandled, dossiersAhead, parkedGone, repeated } = lost;
  return [
    `reset ${target}: ${reason}`,
    `it stands at ${checkpoint} of a log that is gone; both know what was recorded up to ${sharedUntil}`,
    `it is set to ${from}; the log's head is ${to}`,
    `it has handled facts of ${dossiersHandled} dossier(s), of ${dossiersAhead} some that are gone; ${parkedGone} parked fact(s) are gone`,
    `facts behind its place: ${count} of ${dossiers} dossier(s); ${repeated} come again and are dropped`,
    `calls to outside systems that may follow: ${effects}`,
  ];
}

export function linesOfJob(job: ShownJob): string[] {
  const { jobId, status, plan, requestedBy, reasonCode, approvedBy, tally, pausedFor, digest } = job;
  const { done, failed, skipped } = tally;
  return [
    `job ${jobId}: ${status}${pausedFor === null ? '' : ` (${pausedFor})`}`,
    ...linesOfPlan(plan),
    `asked for by ${requestedBy} (${reasonCode}), approved by ${approvedBy ?? 'nobody yet'}`,
    `done ${done}, failed ${failed}, skipped ${skipped}, planned ${plan.count}`,
    ...(digest === null ? [] : [`digest ${digest}`]),
  ];
}
