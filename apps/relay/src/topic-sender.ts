import type { TopicRecord } from '@motcua/messaging';
import { partitionOf } from '@motcua/messaging/kafka';
import { type Acknowledged, PartitionSender, type SenderParts } from './partition-sender.js';

/** All partitions of one topic; a dossier's records always take the same one, as every Kafka client would choose it. */
export class TopicSender {
  private readonly senders: readonly PartitionSender[];

  constructor(parts: Omit<SenderParts, 'partition'>, partitions: number) {
    this.senders = Array.from({ length: partitions }, (_, partition) => new PartitionSender({ ...parts, partition }));
  }

  add(record: TopicRecord, acknowledged: Acknowledged): void {
    this.senders[partitionOf(record.key, this.senders.length)]!.add(record, acknowledged);
  }

  flush(): void {
    for (const sender of this.senders) sender.flush();
  }

  async idle(): Promise<void> {
    await Promise.all(this.senders.map((sender) => sender.idle()));
  }
}
