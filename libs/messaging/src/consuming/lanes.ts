import { Slots } from './slots.js';

/** One piece of work. Answers undefined when it is done, or the pause in milliseconds after which it wants to be tried again. */
export type Step = () => Promise<number | undefined>;

/**
 * Runs steps lane by lane: within a lane one after the other, in the order of `push`; up to `concurrency` lanes at once. A step
 * that pauses holds back its own lane only and takes up none of the concurrency.
 */
export class Lanes {
  private readonly lanes = new Map<string, Step[]>();
  private readonly ready: string[] = [];
  private readonly sleeping = new Set<NodeJS.Timeout>();
  private running = 0;
  private paused: NodeJS.Timeout | undefined;
  private closing: PromiseWithResolvers<void> | undefined;
  private readonly slots: Slots;
  private readonly again = () => this.fill();

  /**
   * @param concurrency a number of its own, or places shared with others
   * @param onFault told of a step that rejects; its lane stops for good
   */
  constructor(
    concurrency: number | Slots,
    private readonly onFault: (error: unknown) => void,
  ) {
    this.slots = typeof concurrency === 'number' ? new Slots(concurrency) : concurrency;
  }

  push(lane: string, step: Step): void {
    const waiting = this.lanes.get(lane);
    if (waiting !== undefined) {
      waiting.push(step);
      return;
    }
    this.lanes.set(lane, [step]);
    this.ready.push(lane);
    this.fill();
  }

  /** Starts no step for so many milliseconds. */
  pause(ms: number): void {
    clearTimeout(this.paused);
    this.paused = setTimeout(() => {
      this.paused = undefined;
      this.fill();
    }, ms);
  }

  /** Starts nothing more and waits for the steps that are running. */
  close(): Promise<void> {
    this.closing ??= Promise.withResolvers<void>();
    clearTimeout(this.paused);
    for (const timer of this.sleeping) clearTimeout(timer);
    if (this.running === 0) this.closing.resolve();
    return this.closing.promise;
  }

  private fill(): void {
    while (this.closing === undefined && this.paused === undefined && this.ready.length > 0) {
      if (!this.slots.take(this.again)) return;
      this.running += 1;
      void this.start(this.ready.shift()!);
    }
  }

  private async start(lane: string): Promise<void> {
    try {
      this.settle(lane, await this.lanes.get(lane)![0]!());
    } catch (error) {
      this.onFault(error);
    } finally {
      this.running -= 1;
      this.slots.give();
      if (this.running === 0) this.closing?.resolve();
      this.fill();
    }
  }

  private settle(lane: string, again: number | undefined): void {
    if (again === undefined) {
      const waiting = this.lanes.get(lane)!;
      waiting.shift();
      if (waiting.length === 0) this.lanes.delete(lane);
      else this.ready.push(lane);
    } else if (this.closing === undefined) {
      const timer = setTimeout(() => {
        this.sleeping.delete(timer);
        this.ready.push(lane);
        this.fill();
      }, again);
      this.sleeping.add(timer);
    }
  }
}
