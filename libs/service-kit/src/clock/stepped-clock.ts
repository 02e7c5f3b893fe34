import { Clock, SystemClock } from '../clock.js';

/**
 * A clock that is moved by hand: the demo starts it 30 working days back and steps it up to the present. It stands still between
 * steps, never goes back, and is never ahead of real time, because outside systems, certificates and tokens live in real time.
 */
export class SteppedClock extends Clock {
  #instant: number;
  readonly #listeners = new Set<() => void>();

  /** @param limit the time it may not pass; only tests hand in another than the real one */
  constructor(
    start: string,
    private readonly limit: Clock = new SystemClock(),
  ) {
    super();
    this.#instant = this.checked(Date.parse(start));
  }

  override now(): string {
    return new Date(this.#instant).toISOString();
  }

  /** @throws {RangeError} when the instant is no time, lies before the present one, or ahead of the limit */
  set(instant: string): void {
    const next = this.checked(Date.parse(instant));
    if (next < this.#instant) throw new RangeError('a stepped clock does not go back');
    this.#instant = next;
    for (const listener of this.#listeners) listener();
  }

  override onMoved(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param milliseconds not negative @throws {RangeError} when that would pass the limit */
  advance(milliseconds: number): void {
    this.set(new Date(this.#instant + milliseconds).toISOString());
  }

  private checked(instant: number): number {
    if (Number.isNaN(instant)) throw new RangeError('a stepped clock takes ISO 8601 instants');
    if (instant > Date.parse(this.limit.now())) throw new RangeError('a stepped clock is never ahead of real time');
    return instant;
  }
}
