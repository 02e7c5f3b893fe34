/** All business time comes from here; timers, pollers and leases of the outside world's day use it too. */
export abstract class Clock {
  /** ISO 8601 in UTC with milliseconds. */
  abstract now(): string;

  /**
   * Tells when the time was moved by hand, so that nobody waits in real time for what fell due. Time that runs by itself never tells.
   * @returns ends it
   */
  onMoved(_listener: () => void): () => void {
    return () => undefined;
  }
}

export class SystemClock extends Clock {
  override now(): string {
    return new Date().toISOString();
  }
}
