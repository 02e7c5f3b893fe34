import type { Position } from '@motcua/event-store';
import { Log } from '@motcua/service-kit';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Change, ChangeReader } from './change-reader.js';

export type Hear = (changes: readonly Change[]) => void;

/** When nothing tells that the log has grown. */
const LOOK_EVERY_MS = 1_000;
const AFTER_TROUBLE_MS = 2_000;

/** Follows the end of the log while somebody listens; one reader for all listeners of the process. */
@Injectable()
export class ChangeTail implements OnModuleDestroy {
  private readonly listeners = new Set<Hear>();
  private running: AbortController | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(
    readonly reader: ChangeReader,
    private readonly log: Log,
  ) {}

  /** @returns how to stop listening */
  listen(hear: Hear): () => void {
    this.listeners.add(hear);
    this.running ??= this.start();
    return () => {
      this.listeners.delete(hear);
      if (this.listeners.size === 0) this.stop();
    };
  }

  /** The log is closed after this. */
  async onModuleDestroy(): Promise<void> {
    this.stop();
    await this.ended;
  }

  private start(): AbortController {
    const stop = new AbortController();
    const former = this.ended;
    this.ended = former.then(() => this.follow(stop.signal));
    return stop;
  }

  private stop(): void {
    this.running?.abort();
    this.running = undefined;
  }

  private async follow(stop: AbortSignal): Promise<void> {
    let position: Position | undefined;
    while (!stop.aborted) {
      try {
        position = await this.step((position ??= await this.reader.store.head()), stop);
      } catch (error) {
        this.log.warn('changes.trouble', { error });
        await this.reader.store.nudge(AFTER_TROUBLE_MS, stop).catch(() => undefined);
      }
    }
  }

  private async step(position: Position, stop: AbortSignal): Promise<Position> {
    const found = await this.reader.after(position);
    if (stop.aborted || found === undefined) return position;
    if (found.changes.length > 0) for (const hear of this.listeners) hear(found.changes);
    if (found.atHead) await this.reader.store.nudge(LOOK_EVERY_MS, stop);
    return found.next;
  }
}
