import {
  AccessDeniedError,
  AppendRecordSizeExceededError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamTombstonedError,
  TransactionMaxSizeExceededError,
  UnsupportedError,
  WrongExpectedVersionError,
} from '@kurrent/kurrentdb-client';
import { DefiniteFailure, UnknownOutcome, VersionConflict } from '../errors.js';

/** Answers by which the server says that it wrote nothing. Everything else may have been written. */
const REFUSALS = [
  AccessDeniedError,
  AppendRecordSizeExceededError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamTombstonedError,
  TransactionMaxSizeExceededError,
  UnsupportedError,
  NotLeaderError,
];

const versionOf = (state: unknown) => (typeof state === 'bigint' ? Number(state) + 1 : 0);

/** The port's error for an append that was sent. */
export function appendFailure(error: unknown): Error {
  if (error instanceof WrongExpectedVersionError)
    return new VersionConflict(error.streamName, versionOf(error.expectedState), versionOf(error.actualState));
  const refusal = REFUSALS.find((kind) => error instanceof kind);
  if (refusal) return new DefiniteFailure(`the store refused the append: ${refusal.name}`, { cause: error });
  return new UnknownOutcome('the append was sent and no answer came', { cause: error });
}
