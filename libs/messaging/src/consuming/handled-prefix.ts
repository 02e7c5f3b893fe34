import type { Position } from '@motcua/event-store';

export interface Ticket {
  readonly position: Position;
  settled: boolean;
}

/** How far everything is settled, while facts are settled out of order: the checkpoint may stand there and no further. */
export class HandledPrefix {
  private readonly tickets: Ticket[] = [];
  private readonly waiting: (() => void)[] = [];

  constructor(
    private reached: Position,
    private readonly window: number,
  ) {}

  get position(): Position {
    return this.reached;
  }

  /** Facts that are opened and not behind the prefix yet. */
  get open(): number {
    return this.tickets.length;
  }

  /** Call in the store's order. */
  add(position: Position): Ticket {
    const ticket = { position, settled: false };
    this.tickets.push(ticket);
    return ticket;
  }

  settle(ticket: Ticket): void {
    ticket.settled = true;
    let done = 0;
    while (this.tickets[done]?.settled === true) done += 1;
    if (done === 0) return;
    this.reached = this.tickets[done - 1]!.position;
    this.tickets.splice(0, done);
    if (this.tickets.length < this.window) for (const wake of this.waiting.splice(0)) wake();
  }

  /** Resolves when fewer than `window` facts are open, or when the signal aborts. */
  async room(signal: AbortSignal): Promise<void> {
    while (this.tickets.length >= this.window && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.waiting.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
    }
  }
}
