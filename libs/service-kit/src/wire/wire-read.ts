import type { JsonObject } from '@motcua/domain';
import { isMissing, readPath, scalarText, writePath } from './document-path.js';
import { splitTransform } from './transforms.js';
import { parseWireDate } from './wire-date.js';
import type { FieldRule, ReadProfile, WireProfile } from './wire-profile.js';

/**
 * The items of an answer in canonical names. A member that is missing or does not fit is left out: what must be there is for the
 * caller to say, who knows what the answer is for.
 *
 * @returns undefined when there is nothing at the profile's place
 */
export function readItems(read: ReadProfile, json: unknown, profile: WireProfile): JsonObject[] | undefined {
  const found = decoded(readPath(json, read.at), read.decode);
  if (isMissing(found)) return undefined;
  const items = Array.isArray(found) ? found : [found];
  return items.map((item: unknown) => itemOf(read.map, item, profile));
}

function decoded(value: unknown, decode: ReadProfile['decode']): unknown {
  if (decode === undefined || typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

function itemOf(rules: readonly FieldRule[], item: unknown, profile: WireProfile): JsonObject {
  const target: Record<string, unknown> = {};
  for (const rule of rules) {
    const value = rule.as === 'constant' ? rule.value : valueOf(rule, item, profile);
    if (!isMissing(value)) writePath(target, rule.to, value);
  }
  return target as JsonObject;
}

function valueOf(rule: FieldRule, item: unknown, profile: WireProfile): unknown {
  const paths = typeof rule.from === 'string' ? [rule.from] : (rule.from ?? []);
  const found = paths.map((path) => readPath(item, path)).find((value) => !isMissing(value));
  const [name, argument] = splitTransform(rule.as);
  switch (name) {
    case 'json':
      return found;
    case 'status':
      return statusOf(found, profile);
    case 'date':
      return parseWireDate(scalarText(found) ?? '', argument);
    case 'integer':
    case 'number':
      return numberOf(found);
    default:
      return scalarText(found)?.normalize('NFC').trim();
  }
}

/** Our code for their value; a value that nobody mapped is left out, and a person is asked. */
function statusOf(found: unknown, profile: WireProfile): unknown {
  const key = scalarText(found)?.trim() ?? '';
  const status = Object.hasOwn(profile.statusMap.in, key) ? profile.statusMap.in[key] : undefined;
  return status === 'hold' ? undefined : status;
}

function numberOf(found: unknown): number | undefined {
  const text = scalarText(found)?.trim() ?? '';
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}
