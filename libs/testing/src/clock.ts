/** A clock that stands still until a spec moves it; give it wherever a `Clock` is wanted. */
export class HandClock {
  private instant: number;
  private readonly listeners = new Set<() => void>();

  /** @param start ISO 8601 UTC */
  constructor(start: string) {
    this.instant = Date.parse(start);
  }

  /** ISO 8601 UTC with milliseconds. */
  now(): string {
    return new Date(this.instant).toISOString();
  }

  /** @param instant ISO 8601 UTC, also an earlier one */
  set(instant: string): void {
    this.instant = Date.parse(instant);
    for (const listener of this.listeners) listener();
  }

  add(seconds: number): void {
    this.set(new Date(this.instant + seconds * 1000).toISOString());
  }

  onMoved(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
