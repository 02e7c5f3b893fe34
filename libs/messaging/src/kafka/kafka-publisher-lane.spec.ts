import { describe, expect, it, jest } from '@jest/globals';
import type { Producer, RecordMetadata } from 'kafkajs';
import { PublishFailed } from '../publisher.js';
import { ProducerLane, type Batch } from './kafka-publisher-lane.js';

const batch = (n: number, partition = 0): Batch => ({
  topic: 't',
  partition,
  records: [{ key: 'k', value: `${n}`, headers: {} }],
});
const answer = (partition = 0): RecordMetadata => ({ topicName: 't', partition, errorCode: 0, baseOffset: '5' });
const anywhere = async () => undefined;

/** A lane whose producers answer what the script says, one entry for each send; a missing entry is a broken connection. */
function scripted(...script: (RecordMetadata[] | undefined)[]) {
  const sends: { producer: number; value: string }[] = [];
  const disconnect = jest.fn(async () => undefined);
  let producers = 0;
  const lane = new ProducerLane(async () => {
    const producer = (producers += 1);
    const send: Producer['send'] = async ({ messages }) => {
      sends.push({ producer, value: String(messages[0]?.value) });
      const next = script.shift();
      if (next === undefined) throw new Error('connection closed');
      return next;
    };
    return { send, disconnect } as unknown as Producer;
  });
  return { lane, sends, disconnect };
}

describe('a lane of the publisher', () => {
  it('takes nothing for written when the answer lacks the partition, names another or has no offset', async () => {
    const wrong: RecordMetadata[][] = [
      [],
      [answer(1)],
      [answer(), answer(1)],
      [{ ...answer(), errorCode: 7 }],
      [{ ...answer(), baseOffset: '-1' }],
    ];
    for (const answers of wrong) {
      const { lane } = scripted(answers);
      await expect(lane.send(batch(1), anywhere)).rejects.toBeInstanceOf(PublishFailed);
    }
  });

  it('never sends anything more on a producer that failed', async () => {
    const { lane, sends, disconnect } = scripted([answer()], undefined, [answer()]);
    await lane.send(batch(1), anywhere);
    await expect(lane.send(batch(2), anywhere)).rejects.toBeInstanceOf(PublishFailed);
    await lane.send(batch(2), anywhere);
    expect(sends).toEqual([
      { producer: 1, value: '1' },
      { producer: 1, value: '2' },
      { producer: 2, value: '2' },
    ]);
    expect(disconnect).toHaveBeenCalledTimes(1);
  });

  it('lets no batch that was waiting overtake the one before it that failed; other partitions go on', async () => {
    const { lane, sends } = scripted(undefined, [answer(1)]);
    const outcomes = await Promise.allSettled([
      lane.send(batch(1), anywhere),
      lane.send(batch(2), anywhere),
      lane.send(batch(3, 1), anywhere),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(sends.map(({ value }) => value)).toEqual(['1', '3']);
  });
});
