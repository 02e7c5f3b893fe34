// Feeds with one guard less each. Nothing of this is reachable from the product.
import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, Delivery, RunningConsumer } from '@motcua/messaging';
import { WrappedFeed } from './wrapped-feed.ts';

type Handle = (delivery: Delivery) => Promise<void>;

/** Goes on to the next fact when a handler fails. */
export class SkippingFeed extends WrappedFeed {
  consume(consumer: Consumer, handle: Handle): Promise<RunningConsumer> {
    return this.inner.consume(consumer, (delivery) => handle(delivery).catch(() => undefined));
  }
}

/** How long the queue stands before a fact that failed. */
const STANDING_MS = 7_000;

/** One queue for all dossiers: nobody is served while a fact that failed waits for its next try. */
export class OneQueueFeed extends WrappedFeed {
  consume(consumer: Consumer, handle: Handle): Promise<RunningConsumer> {
    let queue = Promise.resolve();
    return this.inner.consume(consumer, (delivery) => {
      const turn = queue.then(async () => {
        try {
          await handle(delivery);
        } catch (error) {
          await pause(STANDING_MS);
          throw error;
        }
      });
      queue = turn.catch(() => undefined);
      return turn;
    });
  }
}
