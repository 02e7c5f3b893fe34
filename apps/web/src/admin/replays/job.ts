import type { components } from '../../api/desk.d.ts';

export type ReplayJob = components['schemas']['ReplayJobView'];
export type ReplayPlan = components['schemas']['ReplayPlanned'];

export const STATUSES: readonly ReplayJob['status'][] = ['waiting', 'running', 'paused', 'cancelled', 'completed'];

/** Facts that are settled one way or the other. */
export function settled({ tally: { done, failed, skipped } }: Pick<ReplayJob, 'tally'>): number {
  return done + failed + skipped;
}

/** 0..100 */
export function percent(job: Pick<ReplayJob, 'tally' | 'plan'>): number {
  return job.plan.count === 0 ? 100 : Math.floor((settled(job) / job.plan.count) * 100);
}
