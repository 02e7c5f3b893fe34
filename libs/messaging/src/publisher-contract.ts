import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PublishFailed, TopicMissing, type EventPublisher, type TopicRecord } from './publisher.js';

/** One broker with as many publishers on it as a spec wants, as processes that come and go. */
export interface PublisherBackend {
  publisher(): EventPublisher;
  /** A new topic; answers its name. */
  createTopic(partitions: number): Promise<string>;
  /** A name that no topic has. */
  missingTopic(): string;
  /** Everything a partition holds, oldest first. */
  read(topic: string, partition: number): Promise<readonly TopicRecord[]>;
  close(): Promise<void>;
}

const batch = (from: number, to: number): TopicRecord[] =>
  Array.from({ length: to - from }, (_, index) => ({
    key: 'dossier',
    value: JSON.stringify({ n: from + index }),
    headers: { ce_id: String(from + index) },
  }));

const numbersOf = (records: readonly TopicRecord[]) =>
  records.map(({ value }) => (JSON.parse(value ?? '{}') as { n: number }).n);

const upTo = (end: number) => Array.from({ length: end }, (_, index) => index);

/** What every publisher promises. */
export function publisherContract(name: string, open: () => Promise<PublisherBackend>): void {
  describe(`the publisher contract: ${name}`, () => {
    let backend: PublisherBackend;
    let publisher: EventPublisher;

    beforeEach(async () => {
      backend = await open();
      publisher = backend.publisher();
    });

    afterEach(async () => {
      await publisher.close();
      await backend.close();
    });

    it('writes key, value and headers as they are, and a tombstone as none', async () => {
      const topic = await backend.createTopic(1);
      const records = [
        { key: 'một-cửa', value: '{"a":"ạ"}', headers: { ce_id: '1', 'content-type': 'application/json' } },
        { key: 'một-cửa', value: null, headers: {} },
      ];
      await publisher.publish(topic, 0, records);
      expect(await backend.read(topic, 0)).toEqual(records);
    });

    it('answers the offset of each record, counted on from what the partition holds', async () => {
      const topic = await backend.createTopic(2);
      expect(await publisher.publish(topic, 1, batch(0, 3))).toEqual([0n, 1n, 2n]);
      expect(await publisher.publish(topic, 1, batch(3, 5))).toEqual([3n, 4n]);
      expect(await publisher.publish(topic, 0, batch(5, 6))).toEqual([0n]);
      expect(await publisher.publish(topic, 0, [])).toEqual([]);
    });

    it('keeps the order of calls that nobody waited for, in every partition', async () => {
      const topic = await backend.createTopic(12);
      const calls = upTo(20).flatMap((turn) =>
        upTo(12).map((partition) => publisher.publish(topic, partition, batch(turn * 5, turn * 5 + 5))),
      );
      await Promise.all(calls);
      for (const partition of upTo(12)) expect(numbersOf(await backend.read(topic, partition))).toEqual(upTo(100));
    });

    it('knows how many partitions a topic has', async () => {
      const topic = await backend.createTopic(7);
      expect(await publisher.partitions(topic)).toBe(7);
    });

    it('refuses an absent topic and does not create it', async () => {
      const topic = backend.missingTopic();
      await expect(publisher.publish(topic, 0, batch(0, 1))).rejects.toBeInstanceOf(TopicMissing);
      await expect(publisher.partitions(topic)).rejects.toBeInstanceOf(TopicMissing);
      await expect(backend.publisher().partitions(topic)).rejects.toBeInstanceOf(TopicMissing);
    });

    it('refuses a partition that the topic does not have', async () => {
      const topic = await backend.createTopic(1);
      await expect(publisher.publish(topic, 1, batch(0, 1))).rejects.toBeInstanceOf(RangeError);
    });

    it('goes on for others after it refused one', async () => {
      const topic = await backend.createTopic(1);
      await Promise.allSettled([publisher.publish(backend.missingTopic(), 0, batch(0, 1))]);
      await publisher.publish(topic, 0, batch(0, 2));
      expect(numbersOf(await backend.read(topic, 0))).toEqual([0, 1]);
    });

    it('adds to what other publishers wrote', async () => {
      const topic = await backend.createTopic(1);
      const other = backend.publisher();
      await publisher.publish(topic, 0, batch(0, 2));
      await other.publish(topic, 0, batch(2, 4));
      expect(await publisher.publish(topic, 0, batch(4, 6))).toEqual([4n, 5n]);
      await other.close();
      expect(numbersOf(await backend.read(topic, 0))).toEqual(upTo(6));
    });

    it('writes nothing more once it is closed', async () => {
      const topic = await backend.createTopic(1);
      const sending = publisher.publish(topic, 0, batch(0, 2));
      await publisher.close();
      await sending;
      await expect(publisher.publish(topic, 0, batch(2, 3))).rejects.toBeInstanceOf(PublishFailed);
      expect(numbersOf(await backend.read(topic, 0))).toEqual([0, 1]);
    });
  });
}
