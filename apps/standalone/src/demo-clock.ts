import { Clock, SteppedClock, SystemClock } from '@motcua/service-kit';

/**
 * The business time of standalone: real time, or in the demo a past that is stepped through up to the present. Once released it
 * stays in real time, so that what comes after the demo is dated as it happens.
 */
export class DemoClock extends Clock {
  private readonly real = new SystemClock();
  private readonly listeners = new Set<() => void>();
  private stepped: SteppedClock | undefined;

  /** @param start ISO instant of the past; absent = real time from the beginning */
  constructor(start?: string) {
    super();
    this.stepped = start === undefined ? undefined : new SteppedClock(start);
  }

  override now(): string {
    return this.stepped?.now() ?? this.real.now();
  }

  /** Moves on; a moment that has passed already changes nothing, a future one means the present. */
  stepTo(instant: string): void {
    const now = this.now();
    const present = this.real.now();
    const next = instant > present ? present : instant;
    if (this.stepped === undefined || next <= now) return;
    this.stepped.set(next);
    this.tell();
  }

  override onMoved(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  release(): void {
    this.stepped = undefined;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
