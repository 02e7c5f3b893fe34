import type { AppendResult, EventStore, Write } from '@motcua/event-store';
import type { Consumer, Delivery, EventFeed, RunningConsumer } from '@motcua/messaging';
import type { DeathPoint } from './app-order.ts';
import { WrappedFeed } from './wrapped-feed.ts';
import { WrappedStore } from './wrapped-store.ts';

/** Counts down to the moment; a stopped process goes on here when it is told to. */
class Trigger {
  private left: number;
  private readonly signal: DeathPoint['signal'];

  constructor({ nth, signal }: DeathPoint) {
    this.left = nth;
    this.signal = signal;
  }

  pull(): void {
    this.left -= 1;
    if (this.left === 0) process.kill(process.pid, this.signal);
  }
}

/** A store whose process sends itself the signal before the n-th append of a category is sent, or after it was written. */
export class DeadlyStore extends WrappedStore {
  private readonly trigger: Trigger;
  private readonly death: DeathPoint;

  constructor(inner: EventStore, death: DeathPoint) {
    super(inner);
    this.death = death;
    this.trigger = new Trigger(death);
  }

  override async append(writes: readonly Write[]): Promise<AppendResult> {
    const meant = writes.some(({ stream }) => stream.startsWith(`${this.death.category}-`));
    if (meant && this.death.point === 'beforeAppend') this.trigger.pull();
    const result = await this.inner.append(writes);
    if (meant && this.death.point === 'afterAppend') this.trigger.pull();
    return result;
  }
}

/** A feed whose process dies after the n-th handler has done its work and before the feed hears of it. */
export class DeadlyFeed extends WrappedFeed {
  private readonly trigger: Trigger;

  constructor(inner: EventFeed, death: DeathPoint) {
    super(inner);
    this.trigger = new Trigger(death);
  }

  consume(consumer: Consumer, handle: (delivery: Delivery) => Promise<void>): Promise<RunningConsumer> {
    return this.inner.consume(consumer, async (delivery) => {
      await handle(delivery);
      this.trigger.pull();
    });
  }
}
