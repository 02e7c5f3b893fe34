import type { EventFilter, RecordedEvent, Slice } from '../event-store.js';
import { matches } from '../filter.js';
import { Waiters } from '../waiters.js';

/** What was read last stays at hand, so that many subscribers at the head cost one read. */
const RECENT = 2000;
const SLICE = 500;

export interface TailSource {
  /** All events after a position. */
  slice(after: string, filter: EventFilter, limit: number): Promise<Slice>;
  head(): Promise<string>;
}

/**
 * The newest part of the log, read once for all subscribers of this process. Notifications and our own appends only say
 * "look"; behind them it looks every `pollMs`, as long as somebody waits.
 */
export class Tail {
  private recent: RecordedEvent[] = [];
  /** Undefined until the first look. */
  private head: number | undefined;
  private readonly waiters = new Waiters();
  private followers = 0;
  private looking = false;
  private lookAgain = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: TailSource,
    private readonly pollMs: number,
  ) {}

  get closed(): boolean {
    return this.waiters.closed;
  }

  /** A subscriber comes; the answer is called when it goes. */
  follow(): () => void {
    this.followers += 1;
    this.look();
    return () => {
      this.followers -= 1;
      if (this.followers === 0) this.forget();
    };
  }

  /** Events after `position`, if they are at hand. */
  slice(position: number, filter: EventFilter): Slice | undefined {
    if (this.head === undefined || position > this.head || position < this.head - this.recent.length) return undefined;
    const from = this.recent.length - (this.head - position);
    const seen = this.recent.slice(from, from + SLICE);
    const next = position + seen.length;
    return { events: seen.filter((event) => matches(filter, event)), next: String(next), atHead: next === this.head };
  }

  /** Resolves when there is something after `position`, on abort, and at close. */
  async beyond(position: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.closed && (this.head === undefined || this.head <= position))
      await this.wait(signal);
  }

  /** Resolves at the next sign of something new, or after `ms`. */
  async wait(signal?: AbortSignal, ms?: number): Promise<void> {
    this.schedule();
    await this.waiters.wait(signal, ms);
  }

  /** Somebody heard that the log reaches `position`. */
  notice(position: number): void {
    if (this.head !== undefined && position <= this.head) return;
    if (this.followers === 0) this.waiters.wake();
    else this.look();
  }

  close(): void {
    clearTimeout(this.timer);
    this.waiters.close();
  }

  private forget(): void {
    this.recent = [];
    this.head = undefined;
  }

  private schedule(): void {
    if (this.closed) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.waiters.size > 0) this.look();
    }, this.pollMs);
  }

  private look(): void {
    this.lookAgain = this.looking;
    if (this.looking || this.closed) return;
    this.looking = true;
    this.advance()
      .catch(() => undefined) // the store is away: the next look comes by the timer
      .finally(() => {
        this.looking = false;
        if (this.lookAgain) this.look();
        else this.schedule();
      });
  }

  private async advance(): Promise<void> {
    if (this.followers === 0 || this.head === undefined) {
      const head = Number(await this.source.head());
      this.recent = []; // it must always end at the head
      return this.moveTo(head);
    }
    for (let atHead = false; !atHead && this.followers > 0;) {
      const slice = await this.source.slice(String(this.head), {}, SLICE);
      this.recent = [...this.recent, ...slice.events].slice(-RECENT);
      this.moveTo(Number(slice.next));
      atHead = slice.atHead;
    }
  }

  private moveTo(head: number): void {
    const moved = this.head === undefined || head > this.head;
    this.head = head;
    if (moved) this.waiters.wake();
  }
}
