import { contentDigest, type AdmittedEvent, type AdmittedWrite } from '../admit.js';
import { BYTEA, INT4, INT8, JSONB, TEXT, UUID, binaryArray, type ElementType } from './binary-array.js';

const STATEMENT = 'SELECT * FROM store.append_many($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)';

/** One row of the answer; `request` counts from 1 in the order sent. */
export interface AppendAnswer {
  readonly request: number;
  readonly outcome: 'written' | 'repeated' | 'conflict';
  /** bigint, as text */
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
    column(events, JSONB, ([, { data }]) => data),
    column(events, JSONB, ([, { meta }]) => meta),
    column(events, BYTEA, ([, event]) => contentDigest(event)),
  ];
  return { name: 'motcua-append', text: STATEMENT, values };
}
