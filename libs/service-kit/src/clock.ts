/** All business time comes from here; timers, pollers and leases of the outside world's day use it too. */
export abstract class Clock {
  /** ISO 8601 in UTC with milliseconds. */
  abstract now(): string;
}

export class SystemClock extends Clock {
  override now(): string {
    return new Date().toISOString();
  }
}
