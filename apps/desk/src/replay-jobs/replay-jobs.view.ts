import { type KnownReplayJob, type ReplayEvent, type ReplayJob, replayDecider } from '@motcua/domain';
import { type View, factOf, foldRows } from '@motcua/service-kit';
import { type Transaction, sql } from 'kysely';

export const replayJobsView = 'replay-jobs';

/** One row of `desk.replay_jobs`. */
export interface ReplayJobRow {
  readonly stream: string;
  readonly status: KnownReplayJob['status'];
  readonly kind: KnownReplayJob['plan']['kind'];
  readonly target: string;
  readonly requested_at: string;
  readonly job: KnownReplayJob;
}

/** Every job that administrators asked for, as its facts leave it. */
export function replayJobs(): View<unknown> {
  return {
    name: replayJobsView,
    version: 1,
    filter: { categories: ['replayJob'] },
    createTables,
    apply: (transaction, events) =>
      foldRows<unknown, ReplayJobRow>(
        transaction,
        {
          table: 'replay_jobs',
          key: 'stream',
          subject: ({ stream }) => stream,
          evolve: (row, event) => rowOf(event.stream, replayDecider.evolve(jobOf(row), factOf<ReplayEvent>(event))),
        },
        events,
      ),
  };
}

function jobOf(row: ReplayJobRow | undefined): ReplayJob {
  return row?.job ?? replayDecider.initialState();
}

function rowOf(stream: string, job: ReplayJob): ReplayJobRow | undefined {
  if (job.status === 'none') return undefined;
  const { status, plan, requestedAt } = job;
  return { stream, status, kind: plan.kind, target: plan.target, requested_at: requestedAt, job };
}

async function createTables(transaction: Transaction<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(transaction);
}

const TABLES = [
  `CREATE TABLE replay_jobs (
    stream text PRIMARY KEY,
    status text NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    requested_at text NOT NULL,
    job jsonb NOT NULL
  )`,
  'CREATE INDEX ON replay_jobs (requested_at DESC, stream)',
  `CREATE INDEX ON replay_jobs (status) WHERE status IN ('waiting', 'running', 'paused')`,
];
