import { Clock } from '@motcua/service-kit';

/** A business clock that runs with real time from where it was set last; unlike the product's clocks it may be set back. */
export class SteeredClock extends Clock {
  private offset = 0;
  private readonly listeners = new Set<() => void>();

  now(): string {
    return new Date(Date.now() + this.offset).toISOString();
  }

  override onMoved(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(instant: string): void {
    this.offset = Date.parse(instant) - Date.now();
    for (const listener of this.listeners) listener();
  }
}
