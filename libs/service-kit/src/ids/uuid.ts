import { createHash, randomUUID } from 'node:crypto';

/** Namespace of the ids this product derives in the open; secret ones come from `Sealer.uuid`. */
export const MOTCUA_NAMESPACE = 'f2b4b1f6-6a39-5d0e-9a5c-6c8a1f5f4a10';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Lower case, with hyphens, any version. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** RFC 9562 version 5: the same name in the same namespace always gives the same id. @throws when the namespace is no UUID */
export function uuidv5(namespace: string, name: string): string {
  if (!isUuid(namespace)) throw new TypeError('the namespace of a UUIDv5 must be a UUID in lower case');
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  const bytes = hash.subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A random (version 4) id for things that no retry has to find again. */
export function randomId(): string {
  return randomUUID();
}
