import type { AdmittedEvent, AdmittedWrite } from '../admit.js';
import { VersionConflict } from '../errors.js';
import type { AppendResult } from '../event-store.js';
import { BYTEA, INT4, INT8, JSON_TEXT, TEXT, UUID, binaryArray, type ElementType } from './binary-array.js';

const STATEMENT = 'SELECT * FROM store.append_many($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)';

/** One row of the answer: where the log ended before (request 0), or a request that was not written, counted from 1. */
export interface AnswerRow {
  readonly request: number;
  readonly outcome: 'head' | 'repeated' | 'conflict';
  /** bigints, as text */
  readonly place: string;
  readonly stream: string;
  readonly expected: string;
  readonly actual: string;
}

function column<R, T>(rows: readonly R[], type: ElementType<T>, pick: (row: R) => T): Buffer {
  return binaryArray(type, rows.map(pick));
}

/** The one statement that appends: several requests, each all or nothing, none sharing a stream with another. */
export function appendStatement(requests: readonly (readonly AdmittedWrite[])[]): {
  name: string;
  text: string;
  values: Buffer[];
} {
  const writes: [number, AdmittedWrite][] = [];
  const events: [number, AdmittedEvent][] = [];
  requests.forEach((request, index) => {
    for (const write of request) {
      writes.push([index + 1, write]);
      for (const event of write.events) events.push([index + 1, event]);
    }
  });
  const values = [
    column(writes, INT4, ([request]) => request),
    column(writes, TEXT, ([, { stream }]) => stream),
    column(writes, INT8, ([, { expected }]) => expected),
    column(events, INT4, ([request]) => request),
    column(events, TEXT, ([, { stream }]) => stream),
    column(events, INT8, ([, { version }]) => version),
    column(events, UUID, ([, { id }]) => id),
    column(events, TEXT, ([, { type }]) => type),
    column(events, INT4, ([, { schemaVersion }]) => schemaVersion),
    column(events, JSON_TEXT, ([, { data }]) => data),
    column(events, JSON_TEXT, ([, { meta }]) => meta),
    column(events, BYTEA, ([, { digest }]) => digest),
  ];
  return { name: 'motcua-append', text: STATEMENT, values };
}

/** One answer per request, in their order; positions follow from the head, because those written are contiguous. */
export function answersOf(
  requests: readonly (readonly AdmittedWrite[])[],
  rows: readonly AnswerRow[],
): (AppendResult | VersionConflict)[] {
  const byRequest = new Map(rows.map((row) => [row.request, row]));
  let place = Number(byRequest.get(0)!.place);
  return requests.map((request, index) => {
    const refused = byRequest.get(index + 1);
    if (refused?.outcome === 'repeated') return { position: refused.place, repeated: true };
    if (refused) return new VersionConflict(refused.stream, Number(refused.expected), Number(refused.actual));
    for (const { events } of request) place += events.length;
    return { position: String(place), repeated: false };
  });
}
