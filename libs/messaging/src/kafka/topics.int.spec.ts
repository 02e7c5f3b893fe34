import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { testKafka, type TestKafka } from '@motcua/testing';
import { applyTopics, checkTopics, KafkaUnreachable, type TopicDeclaration } from './topics.js';

jest.setTimeout(120_000);

describe('topics', () => {
  let kafka: TestKafka;
  beforeAll(async () => void (kafka = await testKafka()));

  const access = () => ({ brokers: kafka.brokers.split(','), clientId: 'spec' });
  const declared = (change: Partial<TopicDeclaration> = {}): TopicDeclaration => ({
    name: kafka.unique('declared'),
    partitions: 3,
    replicas: 1,
    config: { 'cleanup.policy': 'compact', 'min.insync.replicas': '1' },
    ...change,
  });

  it('are made as declared, once', async () => {
    const topic = declared();
    expect(await checkTopics(access(), [topic])).toEqual([
      { topic: topic.name, what: 'topic', declared: 'there', found: '-' },
    ]);
    expect((await applyTopics(access(), [topic])).left).toEqual([]);
    expect(await checkTopics(access(), [topic])).toEqual([]);
    expect(await applyTopics(access(), [topic])).toEqual({ done: [], left: [] });
  });

  it('get other settings, and keep those that nobody declared', async () => {
    const topic = declared({ config: { 'cleanup.policy': 'delete', 'retention.ms': '1000000' } });
    await applyTopics(access(), [topic]);
    const changed = { ...topic, config: { 'cleanup.policy': 'compact' } };
    const { done, left } = await applyTopics(access(), [changed]);
    expect(done).toEqual([{ topic: topic.name, what: 'cleanup.policy', declared: 'compact', found: 'delete' }]);
    expect(left).toEqual([]);
    expect(await checkTopics(access(), [{ ...changed, config: { 'retention.ms': '1000000' } }])).toEqual([]);
  });

  it('never get another number of partitions', async () => {
    const topic = declared();
    await applyTopics(access(), [topic]);
    const { done, left } = await applyTopics(access(), [{ ...topic, partitions: 6 }]);
    expect(done).toEqual([]);
    expect(left).toEqual([{ topic: topic.name, what: 'partitions', declared: '6', found: '3' }]);
  });

  it('are not known while the broker is away', async () => {
    const nowhere = { brokers: ['127.0.0.1:1'], clientId: 'spec' };
    await expect(checkTopics(nowhere, [declared()])).rejects.toBeInstanceOf(KafkaUnreachable);
  });
});
