import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { MemoryFeedLedger } from '../consuming/memory-feed-ledger.js';
import { TopicMissing } from '../publisher.js';
import { Beginning } from './kafka-feed-beginning.js';
import { probeOf } from './kafka-feed-scene.fixture.js';
import { ConsumerGaveUp } from './kafka-feed-troubles.js';

const topic = 'lifecycle';

/** As kafkajs tells it, while a topic has just been made. */
const leaderless = () =>
  Object.assign(new Error('leadership election is under way'), {
    name: 'KafkaJSProtocolError',
    code: 5,
    retriable: true,
  });
const refused = () =>
  Object.assign(new Error('not authorized'), { name: 'KafkaJSProtocolError', code: 29, retriable: false });

describe('the beginning of a consumer', () => {
  let stop: AbortController;
  beforeEach(() => void (stop = new AbortController()));
  afterEach(() => stop.abort());

  function scene(...answers: (Error | number[])[]) {
    const ledger = new MemoryFeedLedger();
    const troubles: unknown[] = [];
    const heads = {
      async ask() {
        const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
        if (answer instanceof Error) throw answer;
        return new Map(answer.map((head, partition) => [partition, BigInt(head)]));
      },
    };
    const beginning = new Beginning({
      store: new MemoryEventStore(),
      ledger,
      heads,
      consumer: probeOf(topic, { startFrom: 'head' }),
      lookMs: 1,
      onTrouble: (error) => troubles.push(error),
    });
    const at = (partition: number) => ledger.partition({ consumer: 'probe', topic, partition });
    return { beginning, ledger, troubles, at };
  }

  it('waits for a topic and then for its leaders, and tells each of the two once', async () => {
    const missing = new TopicMissing(topic);
    const { beginning, troubles, at } = scene(missing, missing, leaderless(), leaderless(), [4, 2]);
    await beginning.fix();
    expect(beginning.waitingForMs).toBeGreaterThan(0);
    expect(await beginning.wait(stop.signal)).toBe(2);
    expect(beginning.waitingForMs).toBeUndefined();
    expect(troubles).toEqual([missing, leaderless()]);
    expect((await at(0))?.next).toBe('0'); // what came while it waited is for it
  });

  it('starts at the end of each partition where the topic is there', async () => {
    const { beginning, at } = scene([4, 2]);
    await beginning.fix();
    expect(await beginning.wait(stop.signal)).toBe(2);
    expect([await at(0), await at(1)]).toEqual([
      { next: '4', historyUntil: '4' },
      { next: '2', historyUntil: '2' },
    ]);
  });

  it('gives up when the broker refuses, at the start and later', async () => {
    await expect(scene(refused()).beginning.fix()).rejects.toThrow('not authorized');
    const { beginning } = scene(leaderless(), refused());
    await beginning.fix();
    await expect(beginning.wait(stop.signal)).rejects.toThrow(ConsumerGaveUp);
  });

  it('ends when it is stopped', async () => {
    const { beginning } = scene(new TopicMissing(topic));
    await beginning.fix();
    stop.abort();
    expect(await beginning.wait(stop.signal)).toBeUndefined();
  });
});
