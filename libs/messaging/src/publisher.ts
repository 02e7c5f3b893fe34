/** One record of a topic: what every publisher writes and every consumer reads, before it is decoded. */
export interface TopicRecord {
  /** The dossier's id; records of one key keep their order. */
  readonly key: string;
  /** UTF-8 JSON; `null` is a tombstone, for compacted topics only. */
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Nothing may be taken as written: the same records are to be sent again, in the same order, before any other. */
export class PublishFailed extends Error {
  override readonly name = 'PublishFailed';
}

/** The topic does not exist; a running app never creates one (`motcua topics apply` does). */
export class TopicMissing extends Error {
  override readonly name = 'TopicMissing';
  /** For logs, which hold no sentences. */
  readonly code: string;

  constructor(readonly topic: string) {
    super(`topic ${topic} does not exist: run "motcua topics apply"`);
    this.code = `${topic}:run-motcua-topics-apply`;
  }
}

/** Writes records to partitions of topics, acknowledged by all in-sync replicas. */
export abstract class EventPublisher {
  /**
   * How many partitions the topic has; fixed for ever, because the key decides the partition.
   *
   * @throws {TopicMissing}
   */
  abstract partitions(topic: string): Promise<number>;

  /**
   * Writes the records to one partition, in order and after everything this publisher wrote to it before.
   *
   * @returns the offset of each record, in the order of `records`
   * @throws {TopicMissing}
   * @throws {PublishFailed} some, all or none of the records may be there: send the same again
   */
  abstract publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]>;

  abstract close(): Promise<void>;
}
