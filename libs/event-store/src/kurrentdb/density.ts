/** Bytes of log per event before anything was read; our events with their metadata come to about that. */
const FIRST_GUESS = 1500;

/**
 * The server's positions are bytes of its log. How many events lie between two of them is estimated with the mean distance of
 * the events read so far; exact is only which of the two comes first.
 */
export class Density {
  private bytes = FIRST_GUESS;
  private steps = 1;

  /** `count` events in a row were read between two positions. */
  note(from: string, to: string, count: number): void {
    if (count === 0) return;
    this.bytes += Number(to) - Number(from);
    this.steps += count;
  }

  distance(from: string, to: string): number {
    const bytes = Number(BigInt(to) - BigInt(from));
    return Math.sign(bytes) * Math.ceil((Math.abs(bytes) * this.steps) / this.bytes);
  }
}
