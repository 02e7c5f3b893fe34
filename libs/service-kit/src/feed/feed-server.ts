import { topics } from '@motcua/contracts';
import type { Consumer, ConsumerState, Delivery, EventFeed, RunningConsumer } from '@motcua/messaging';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { withContext } from '../context/request-context.js';
import { FeedContext } from './feed-context.js';
import { FEED, type LifecycleHandler } from './on-lifecycle.js';

export interface NamedConsumerState extends ConsumerState {
  readonly consumer: string;
}

/**
 * Nest's transport over the `EventFeed` port: one consumer with a checkpoint of its own per handler. Nothing inherited touches
 * an event, because the inherited path neither awaits handlers nor keeps their errors.
 */
export class FeedServer extends Server implements CustomTransportStrategy {
  override readonly transportId = FEED;
  override readonly propagatesEventHandlerErrors = true;

  /** Resolves when a consumer has given up for good: only a new process helps. */
  readonly failed: Promise<Error>;

  private readonly running = new Map<string, RunningConsumer>();
  private readonly fail: (error: Error) => void;

  /** @param eventTypes every event name there is; a handler of another name stops the start */
  constructor(
    private readonly feed: EventFeed,
    private readonly eventTypes: readonly string[],
  ) {
    super();
    ({ promise: this.failed, resolve: this.fail } = Promise.withResolvers<Error>());
  }

  /** Keeps handlers apart by consumer: Nest would chain those of one topic and run all of them again when one fails. */
  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false, extras = {}): void {
    const consumer = 'consumer' in extras ? String(extras.consumer) : '';
    if (pattern !== topics.dossierLifecycle || !isEventHandler || consumer === '') {
      throw new Error(`a feed handler is declared with @OnLifecycle, found the pattern ${JSON.stringify(pattern)}`);
    }
    if (this.messageHandlers.has(consumer)) throw new Error(`two handlers are named ${consumer}`);
    this.messageHandlers.set(consumer, Object.assign(callback, { isEventHandler, extras }));
  }

  override getHandlerByPattern(consumer: string): MessageHandler | null {
    return this.messageHandlers.get(consumer) ?? null;
  }

  override listen(callback: (error?: unknown) => void): void {
    void this.begin(callback);
  }

  override async close(): Promise<void> {
    await Promise.all([...this.running.values()].map((consumer) => consumer.close()));
    this.running.clear();
  }

  override on(): void {
    // the feed has no connection events; it waits and reconnects by itself
  }

  override unwrap<T>(): T {
    return this.feed as T;
  }

  /** For readiness and metrics. @throws StoreUnavailable */
  consumerStates(): Promise<NamedConsumerState[]> {
    const states = [...this.running].map(async ([consumer, running]) => ({ consumer, ...(await running.state()) }));
    return Promise.all(states);
  }

  private async begin(started: (error?: unknown) => void): Promise<void> {
    try {
      await this.start();
    } catch (error) {
      await this.close();
      started(error);
      return;
    }
    started();
  }

  private async start(): Promise<void> {
    const consumers = [...this.messageHandlers].map(([name, handler]) => ({ handler, consumer: this.consumer(name) }));
    for (const { consumer, handler } of consumers) {
      const running = await this.feed.consume(consumer, (delivery) => call(handler, delivery));
      this.running.set(consumer.name, running);
      void running.failed.then(this.fail);
    }
  }

  private consumer(name: string): Consumer {
    const options = this.messageHandlers.get(name)?.extras as LifecycleHandler;
    const unknown = options.types.filter((type) => !this.eventTypes.includes(type));
    if (unknown.length > 0 || options.types.length === 0) {
      throw new Error(`consumer ${name} asks for events that do not exist: ${unknown.join(', ') || '(none named)'}`);
    }
    return {
      name,
      topic: topics.dossierLifecycle,
      types: options.types,
      startFrom: options.startFrom ?? 'head',
      concurrency: options.concurrency ?? 8,
      instances: options.instances ?? 'all',
    };
  }
}

async function call(handler: MessageHandler, delivery: Delivery): Promise<void> {
  const { correlationId, traceparent } = delivery.event;
  const context = traceparent === undefined ? { correlationId } : { correlationId, traceparent };
  const answer: unknown = await withContext(context, () => handler(delivery.event, new FeedContext([delivery])));
  if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
}
