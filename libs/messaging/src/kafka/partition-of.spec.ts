import { describe, expect, it } from '@jest/globals';
import { Partitioners } from 'kafkajs';
import { murmur2, partitionOf } from './partition-of.js';

// apache/kafka, UtilsTest.testMurmur2
const vectors: [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
];

describe('partitionOf', () => {
  it.each(vectors)('hashes "%s" as Java does', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  it('agrees with the client library on ten thousand keys', () => {
    const partitions = 12;
    const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 1 }));
    const theirs = Partitioners.DefaultPartitioner();
    const differing = Array.from({ length: 10_000 }, (_, n) => `dossier-${n}-${'ạ'.repeat(n % 5)}`).filter((key) => {
      const message = { key, value: null };
      const choice = { topic: 't', partitionMetadata, message } as unknown as Parameters<typeof theirs>[0];
      return theirs(choice) !== partitionOf(key, partitions);
    });
    expect(differing).toEqual([]);
  });
});
