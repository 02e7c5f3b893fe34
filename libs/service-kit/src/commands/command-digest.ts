import { createHash } from 'node:crypto';

/**
 * Equal for equal content, whatever the order of keys; the input of an HMAC, never stored as it is. `data.now` of a command is
 * left out: a repeat comes later.
 */
export function contentDigest(command: unknown): string {
  return createHash('sha256').update(contentOf(command)).digest('hex');
}

function contentOf(command: unknown): string {
  if (!isObject(command) || !isObject(command['data'])) return canonical(command);
  const { now: _now, ...data } = command['data'];
  return canonical({ ...command, data });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
