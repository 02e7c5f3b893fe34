import { PublishFailed, TopicMissing, type EventPublisher, type TopicRecord } from '@motcua/messaging';
import { setTimeout as pause } from 'node:timers/promises';

/** Told once for each record that the broker has acknowledged. */
export type Acknowledged = () => void;

export interface SenderParts {
  readonly publisher: EventPublisher;
  readonly topic: string;
  readonly partition: number;
  /** Of several records of one key that wait, only the last is sent; for compacted topics. */
  readonly onlyLatest: boolean;
  /** Nothing new is sent after it. */
  readonly until: AbortSignal;
  readonly onTrouble: (error: unknown) => void;
  /** Sending cannot go on: not for want of a broker, but for a mistake. */
  readonly onFault: (error: unknown) => void;
}

interface Waiting {
  record: TopicRecord;
  readonly acknowledged: Acknowledged[];
}

const MOST_RECORDS = 500;
/** Characters of a batch; three bytes each at worst stay below the broker's limit of 1 MB. */
const MOST_CHARACTERS = 300_000;
const HEADERS = 600;
const LONGEST_PAUSE_MS = 5_000;

/**
 * The records that wait for one partition. One batch is on its way at a time, and it is sent until it is acknowledged, before any
 * other; what comes meanwhile goes together with the next.
 */
export class PartitionSender {
  private waiting: Waiting[] = [];
  private readonly byKey = new Map<string, Waiting>();
  private sending: Promise<void> | undefined;

  constructor(private readonly parts: SenderParts) {}

  add(record: TopicRecord, acknowledged: Acknowledged): void {
    const earlier = this.parts.onlyLatest ? this.byKey.get(record.key) : undefined;
    if (earlier === undefined) {
      const waiting = { record, acknowledged: [acknowledged] };
      this.waiting.push(waiting);
      if (this.parts.onlyLatest) this.byKey.set(record.key, waiting);
    } else {
      earlier.record = record;
      earlier.acknowledged.push(acknowledged);
    }
  }

  /** Sends what waits, if nothing is on its way. */
  flush(): void {
    if (this.sending !== undefined || this.waiting.length === 0) return;
    this.sending = this.send()
      .catch(this.parts.onFault)
      .finally(() => (this.sending = undefined));
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await this.sending;
  }

  private async send(): Promise<void> {
    while (this.waiting.length > 0 && !this.parts.until.aborted) {
      const batch = this.take();
      const records = batch.map(({ record }) => record);
      if (!(await this.persist(records))) return;
      for (const { acknowledged } of batch) for (const tell of acknowledged) tell();
    }
  }

  private take(): Waiting[] {
    let characters = 0;
    let count = 0;
    for (const { record } of this.waiting) {
      characters += (record.value?.length ?? 0) + record.key.length + HEADERS;
      if (count > 0 && (characters > MOST_CHARACTERS || count === MOST_RECORDS)) break;
      count += 1;
    }
    const batch = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    for (const { record } of batch) this.byKey.delete(record.key);
    return batch;
  }

  /** @returns false when the end came before the acknowledgement */
  private async persist(records: readonly TopicRecord[]): Promise<boolean> {
    const { publisher, topic, partition, until } = this.parts;
    for (let wait = 100; !until.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        await publisher.publish(topic, partition, records);
        return true;
      } catch (error) {
        if (!(error instanceof PublishFailed) && !(error instanceof TopicMissing)) throw error;
        this.parts.onTrouble(error);
        await pause(wait, undefined, { signal: until }).catch(() => undefined);
      }
    }
    return false;
  }
}
