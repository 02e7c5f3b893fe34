const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How patient a lane is; numbers of the wire profile, milliseconds. */
export interface LanePolicy {
  /** Delay before attempt n (index n - 1), before jitter; when all are used up the delivery is parked. */
  readonly retryDelaysMs: readonly number[];
  /** How long an effect may stay invisible to `find` on the other side. */
  readonly visibilityLagMs: number;
  /** Consistent `absent` answers, after the lag, that prove that nothing happened. */
  readonly absentProofs: number;
  /** Least time between two looks. */
  readonly absentProofGapMs: number;
  /** Least time between two calls of one lane. */
  readonly minGapMs: number;
  /** After this an attempt without outcome counts as lost. */
  readonly callDeadlineMs: number;
}

export const defaultLanePolicy: LanePolicy = {
  retryDelaysMs: [
    0,
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ],
  visibilityLagMs: MINUTE,
  absentProofs: 2,
  absentProofGapMs: 15 * SECOND,
  minGapMs: 0,
  callDeadlineMs: MINUTE,
};

/**
 * The wait after the n-th try, with full jitter: anything between nothing and the planned delay, so that a thousand lanes do
 * not come back at once. What the other side asked for (Retry-After) wins.
 *
 * @param tries calls made since the delivery was planned or released, from 1
 * @param jitter random number in [0, 1)
 * @returns milliseconds, undefined when the schedule is used up
 */
export function retryDelay(
  policy: LanePolicy,
  tries: number,
  jitter: number,
  retryAfterMs?: number,
): number | undefined {
  const delay = policy.retryDelaysMs[tries];
  return delay === undefined ? undefined : (retryAfterMs ?? Math.round(delay * jitter));
}

/** ISO 8601 UTC with milliseconds, `ms` after an instant. */
export function after(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}
