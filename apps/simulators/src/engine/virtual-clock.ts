/** Where a virtual clock stands: virtual milliseconds, real milliseconds at the same instant, and its pace. */
export interface ClockReading {
  now: number;
  realAt: number;
  rate: number;
}

/**
 * The simulators' time. Rate 0 stands still until it is advanced (deterministic tests), rate 1 runs like the wall clock,
 * more runs faster. It can be set backwards: outside systems do have such clocks.
 */
export class VirtualClock {
  private reading: ClockReading;

  constructor(
    start: { now: number; rate: number },
    private readonly wall: () => number = Date.now,
  ) {
    this.reading = { ...start, realAt: wall() };
  }

  now(): number {
    const { now, realAt, rate } = this.reading;
    return now + Math.floor((this.wall() - realAt) * rate);
  }

  rate(): number {
    return this.reading.rate;
  }

  set(change: { now?: number | undefined; rate?: number | undefined }): void {
    this.reading = { now: change.now ?? this.now(), rate: change.rate ?? this.reading.rate, realAt: this.wall() };
  }

  advance(seconds: number): void {
    this.set({ now: this.now() + seconds * 1000 });
  }

  snapshot(): ClockReading {
    return { ...this.reading };
  }

  /** Goes on from a stored reading; time that passed in the meantime counts at the stored pace. */
  restore(reading: ClockReading): void {
    this.reading = { ...reading };
  }
}
