import { DefiniteFailure, StoreUnavailable, UnknownOutcome } from '@motcua/event-store';
import { DependencyDown } from '../feed.js';

export interface RetryPolicy {
  /** Tries before a fact is parked. */
  readonly tries: number;
  /** Pause after the given failed try, ms. */
  readonly pauseMs: (attempt: number) => number;
}

export const defaultRetry: RetryPolicy = {
  tries: 8,
  pauseMs: (attempt) => Math.min(60_000, 1_000 * 2 ** (attempt - 1)),
};

const LONGEST_STORE_PAUSE_MS = 5_000;

// connection gone, server shutting down or starting, out of connections, memory or disk, statement cancelled, read-only standby
const SQL_STATES = /^(08|57P0|53|57014|25006)/;
const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
// pg gives these no code
const PG_TEXTS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const TROUBLES = [DependencyDown, StoreUnavailable, DefiniteFailure, UnknownOutcome];

/** True when not the fact is at fault but something that every fact needs: wait, and park nothing. */
export function isTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (TROUBLES.some((kind) => error instanceof kind)) return true;
  const code = errorCode(error) ?? '';
  return SQL_STATES.test(code) || NETWORK.test(code) || PG_TEXTS.test(error.message);
}

/**
 * How long everything waits after trouble. Our own store and ledger are asked again soon, so that the end of their outage is
 * noticed; a handler's dependency is given the time that the policy gives.
 *
 * @param failures in a row, this one counted
 * @returns milliseconds
 */
export function pauseAfter(error: unknown, failures: number, retry: RetryPolicy): number {
  const ms = retry.pauseMs(failures);
  return error instanceof DependencyDown ? ms : Math.min(ms, LONGEST_STORE_PAUSE_MS);
}

/** The error's code when it looks like one; never free text, which may hold personal data. */
export function errorCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[\w.:-]{1,80}$/.test(code) ? code : undefined;
}

export function errorName(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return /^\w{1,80}$/.test(name) ? name : 'Error';
}
