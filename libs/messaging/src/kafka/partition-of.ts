const SEED = 0x9747b28c;
const M = 0x5bd1e995;

function mixTail(hash: number, data: Uint8Array, from: number): number {
  if (from === data.length) return hash;
  let tail = 0;
  for (let at = data.length - 1; at >= from; at -= 1) tail = (tail << 8) | data[at]!;
  return Math.imul(hash ^ tail, M);
}

/**
 * Kafka's murmur2 over bytes.
 *
 * @returns a signed 32-bit number, equal to `org.apache.kafka.common.utils.Utils.murmur2`
 */
export function murmur2(data: Uint8Array): number {
  const whole = data.length & ~3;
  const words = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let hash = SEED ^ data.length;
  for (let at = 0; at < whole; at += 4) {
    const word = Math.imul(words.getInt32(at, true), M);
    hash = Math.imul(hash, M) ^ Math.imul(word ^ (word >>> 24), M);
  }
  hash = mixTail(hash, data, whole);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}

/**
 * The partition of a key, as Java's default partitioner (and kcat with `partitioner=murmur2_random`) chooses it, so that every
 * client in every language agrees.
 *
 * @param key UTF-8 text, e.g. a dossier's id
 * @param partitions how many the topic has
 * @returns 0-based
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}
