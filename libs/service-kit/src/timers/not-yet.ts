/**
 * What a timer's handler waits for is not there yet, as may happen any day: an outside system is away. It is tried again by the
 * schedule like any failure, but told only when that has gone on for about an hour.
 */
export class NotYet extends Error {
  override readonly name: string = 'NotYet';
}
