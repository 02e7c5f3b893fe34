import type { ReplayEvent, ReplayTally } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { factOf } from '@motcua/service-kit';
import type { ReplayStep } from './replay-jobs.dto.js';

const PROGRESS_SHOWN = 50;

/** The facts of a job as people read them; of a long job's many steps of progress only the last. */
export function stepsOf(events: readonly RecordedEvent[]): ReplayStep[] {
  const steps = events.map((event) => stepOf(factOf<ReplayEvent>(event), event));
  const many = steps.filter(({ type }) => type === 'ReplayProgressed').length - PROGRESS_SHOWN;
  let left = Math.max(0, many);
  return steps.filter(({ type }) => type !== 'ReplayProgressed' || left-- <= 0);
}

function stepOf(fact: ReplayEvent, { meta }: RecordedEvent): ReplayStep {
  return {
    type: fact.type,
    at: meta.recordedAt,
    by: meta.actor,
    tally: fact.type === 'ReplayProgressed' || fact.type === 'ReplayCompleted' ? tallyOf(fact.data) : null,
    cause: fact.type === 'ReplayPaused' ? fact.data.cause : null,
  };
}

function tallyOf({ done, failed, skipped }: ReplayTally): ReplayTally {
  return { done, failed, skipped };
}
