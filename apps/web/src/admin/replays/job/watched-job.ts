import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { bodyOf, desk } from '../../../api/client.ts';
import { type ReplayJob, settled } from '../job.ts';

interface Seen {
  /** Milliseconds of this browser. */
  readonly at: number;
  readonly settled: number;
}

/** A job, and when it was first seen to run. */
export interface WatchedJob {
  readonly job: ReplayJob;
  readonly first: Seen | undefined;
  readonly last: Seen | undefined;
}

/** Somebody waits for it. */
const EVERY_MS = 1_000;

export function isOver({ status }: ReplayJob): boolean {
  return status === 'completed' || status === 'cancelled';
}

/** Facts per second while it was watched; undefined until it moved. */
export function rateOf({ first, last }: WatchedJob): number | undefined {
  if (first === undefined || last === undefined || last.settled <= first.settled) return undefined;
  return ((last.settled - first.settled) * 1_000) / (last.at - first.at);
}

export interface Watch {
  readonly query: UseQueryResult<WatchedJob>;
  /** A newer state that an act answered. */
  readonly show: (job: ReplayJob) => void;
}

/** Looks at a job every second until it is over. */
export function useWatchedJob(jobId: string): Watch {
  const queries = useQueryClient();
  const key = ['admin', 'replay', jobId];
  const seen = (job: ReplayJob): WatchedJob => {
    const last = job.status === 'running' ? { at: Date.now(), settled: settled(job) } : undefined;
    const before = queries.getQueryData<WatchedJob>(key)?.first;
    return { job, last, first: last === undefined ? undefined : (before ?? last) };
  };
  const query = useQuery({
    queryKey: key,
    queryFn: async () => seen(await bodyOf(desk.GET('/api/desk/v1/replays/{jobId}', { params: { path: { jobId } } }))),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isOver(data.job) ? false : EVERY_MS),
  });
  return { query, show: (job) => void queries.setQueryData(key, seen(job)) };
}
