import type { Anchor, Position } from '@motcua/event-store';
import type { FeedLedger, HandledFact, RecordMark } from './feed-ledger.js';
import { Fenced, type Grant } from './lease.js';

const LAST_TRIES = 3;

/** Saves what was handled and how far; whatever comes together while one save is under way shares the next. */
export class ProgressSaver {
  private handled: HandledFact[] = [];
  private anchor: Anchor | undefined;
  private reached: Position;
  private saving: Promise<void> | undefined;
  private ending = false;

  /** @param onFenced called when another process holds the consumer by now */
  constructor(
    private readonly ledger: FeedLedger,
    private readonly grant: Grant,
    private readonly consumer: string,
    private saved: Position,
    private readonly watch: {
      pauseMs: (error: unknown, failures: number) => number;
      onFenced: (error: Fenced) => void;
      /** The last record before a place in a partition. */
      recordBefore?: ((position: string) => RecordMark | undefined) | undefined;
    },
  ) {
    this.reached = saved;
  }

  /** Where the checkpoint stands. */
  get position(): Position {
    return this.saved;
  }

  /** @param anchor the same fact as it stands in the store */
  add(fact: HandledFact, anchor: Anchor): void {
    this.handled.push(fact);
    this.anchor = anchor;
  }

  moveTo(position: Position): void {
    this.reached = position;
    this.saving ??= this.save();
  }

  /** Saves the rest. When the ledger does not answer, the rest is delivered again after the next start. */
  async end(): Promise<void> {
    this.ending = true;
    await this.saving;
    await this.save();
  }

  private async save(): Promise<void> {
    await Promise.resolve(); // facts settled in the same turn go together
    let failures = 0;
    while (this.unsaved() && !(this.ending && failures > LAST_TRIES)) {
      try {
        await this.saveOnce();
        failures = 0;
      } catch (error) {
        if (error instanceof Fenced) {
          this.watch.onFenced(error);
          break;
        }
        failures += 1;
        await pause(this.ending ? 100 : this.watch.pauseMs(error, failures));
      }
    }
    this.saving = undefined;
  }

  private unsaved(): boolean {
    return !this.grant.signal.aborted && (this.handled.length > 0 || this.reached !== this.saved);
  }

  private async saveOnce(): Promise<void> {
    const [from, to, handled, anchor] = [this.saved, this.reached, this.handled, this.anchor];
    const record = this.watch.recordBefore?.(to);
    this.handled = [];
    try {
      await this.ledger.save(this.consumer, this.grant, { from, to, handled, anchor, record });
    } catch (error) {
      this.handled = [...handled, ...this.handled];
      throw error;
    }
    this.saved = to;
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
