import pg from 'pg';
import { DefiniteFailure, InvalidAppend, UnknownOutcome } from '../errors.js';

/** statement, lock and idle timeouts: the port calls every timeout an unknown outcome. */
const TIMEOUTS = new Set(['57014', '55P03', '25P03']);
const UNIQUE_VIOLATION = '23505';

/** The server answered that it rolled back; FATAL and PANIC end the connection instead, with nothing said about the commit. */
export function isServerRefusal(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.severity === 'ERROR' && !TIMEOUTS.has(error.code ?? '');
}

const DOUBLES: Readonly<Record<string, [code: string, message: string]>> = {
  events_event_id: ['event-id-taken', 'another place of the store holds this event id'],
  events_one_code_per_dossier: ['fact-not-unique', 'this fact is recorded already'],
};

/** The port's error for an append that was sent. */
export function appendFailure(error: unknown): Error {
  if (!isServerRefusal(error)) return new UnknownOutcome('the append was sent and no answer came', { cause: error });
  const double = error.code === UNIQUE_VIOLATION ? DOUBLES[error.constraint ?? ''] : undefined;
  if (double) return new InvalidAppend(...double);
  return new DefiniteFailure(`the store rolled the append back: SQLSTATE ${error.code}`, { cause: error });
}
