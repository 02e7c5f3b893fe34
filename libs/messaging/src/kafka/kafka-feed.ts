import type { EventStore } from '@motcua/event-store';
import type { Kafka } from 'kafkajs';
import type { FeedLedger } from '../consuming/feed-ledger.js';
import { defaultRetry, type RetryPolicy } from '../consuming/trouble.js';
import { ParkingJournal } from '../consuming/parking-journal.js';
import { EventFeed, type Consumer, type Delivery, type ParkedFact, type QuarantinedRecord } from '../feed.js';
import type { RunningConsumer } from '../feed.js';
import { Beginning } from './kafka-feed-beginning.js';
import { kafkaClient, type KafkaClientOptions } from './kafka-client.js';
import { KafkaConsumer } from './kafka-feed-consumer.js';
import { TopicHeads } from './kafka-feed-heads.js';
import type { MemberSettings } from './kafka-feed-member.js';

export interface KafkaFeedOptions extends MemberSettings {
  readonly client: KafkaClientOptions;
  /** Default: 8 tries, the first pause 1 s, doubled up to 1 min. */
  readonly retry?: RetryPolicy;
  /** Facts of one partition read ahead of its checkpoint, apart from the last batch; default 2,000. */
  readonly window?: number;
  /** How often the running consumer looks for redrives; default 500 ms. */
  readonly redrivePollMs?: number;
  /** ISO 8601 UTC; stamps the entries about parked facts. */
  readonly now?: () => string;
  /** Before the consumer's name in the id of its group; default `motcua.` */
  readonly groupPrefix?: string;
  /** Told of what a consumer gets over by itself: a broker that is away, a topic that is not there yet. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * The feed over Apache Kafka: one group per consumer, its processes share the partitions. What was handled and how far stands
 * in the ledger; the event store fills whatever the topic does not tell.
 */
export class KafkaFeed extends EventFeed {
  private readonly kafka: Kafka;
  private readonly heads: TopicHeads;
  private readonly journal: ParkingJournal;

  constructor(
    private readonly store: EventStore,
    private readonly ledger: FeedLedger,
    private readonly options: KafkaFeedOptions,
  ) {
    super();
    this.kafka = kafkaClient(options.client);
    this.heads = new TopicHeads(this.kafka);
    this.journal = new ParkingJournal(store, options.now ?? (() => new Date().toISOString()));
  }

  /** Waits for a topic that is not there yet, and for brokers. @throws {Error} of kafkajs, when waiting is of no use */
  override async consume(consumer: Consumer, handle: (delivery: Delivery) => Promise<void>): Promise<RunningConsumer> {
    const { store, ledger, journal, options, kafka, heads } = this;
    const onTrouble = options.onTrouble ?? (() => undefined);
    const lookMs = options.restartMs ?? 500;
    const beginning = new Beginning({ store, ledger, heads, consumer, lookMs, onTrouble });
    await beginning.fix();
    return new KafkaConsumer({
      run: {
        store,
        ledger,
        journal,
        consumer,
        handle,
        retry: options.retry ?? defaultRetry,
        window: options.window ?? 2_000,
        redrivePollMs: options.redrivePollMs ?? 500,
      },
      kafka,
      heads,
      groupId: `${options.groupPrefix ?? 'motcua.'}${consumer.name}`,
      settings: options,
      beginning,
      onTrouble,
    });
  }

  override parked(consumer: string, dossierId?: string): Promise<ParkedFact[]> {
    return this.ledger.parked(consumer, dossierId);
  }

  override redrive(consumer: string, dossierId?: string): Promise<number> {
    return this.ledger.askRedrive(consumer, dossierId);
  }

  override quarantined(consumer: string): Promise<QuarantinedRecord[]> {
    return this.ledger.quarantined(consumer);
  }

  /** Call after the consumers were closed. */
  async close(): Promise<void> {
    await this.heads.close();
  }
}
