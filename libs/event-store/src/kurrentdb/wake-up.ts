import { Waiters } from '../waiters.js';
import type { Connection } from './connection.js';
import { Inflow } from './inflow.js';
import type { Reader } from './reader.js';

const AGAIN_MS = 250;

/** One subscription from the newest event on, for whoever only wants to know that something came. Starts when first asked for. */
export class WakeUp {
  private readonly waiters = new Waiters();
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly reader: Reader,
  ) {}

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    this.running ??= this.run();
    return this.waiters.wait(signal, ms);
  }

  notice(): void {
    this.waiters.wake();
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.waiters.close();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      await this.listen().catch(() => undefined); // away: everybody looks for himself after his own time
      await new Waiters().wait(this.stop.signal, AGAIN_MS);
    }
  }

  private async listen(): Promise<void> {
    const inflow = new Inflow(this.connection, await this.reader.head(), {});
    this.waiters.wake(); // something may have come before the subscription stood
    try {
      while (!inflow.over && !this.stop.signal.aborted) {
        await inflow.arrival(60_000, this.stop.signal);
        if (inflow.slice((event) => event)) this.waiters.wake();
      }
    } finally {
      inflow.close();
    }
  }
}
