import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isRecord } from '../rules/fields.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  ignoreDeclaration: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  processEntities: true,
  htmlEntities: true,
});

export type RecordFields = Readonly<Record<string, string | readonly string[]>>;

/**
 * Reads `<hotich><hoso>…flat elements…</hoso></hotich>`. Refuses everything else: another root, nesting, attributes, text between
 * elements, several records, a document type. Answers null then. A repeated element becomes a list.
 */
export function readRecord(xml: string): RecordFields | null {
  if (xml.includes('<!') || XMLValidator.validate(xml) !== true) return null;
  const root = onlyChild(parse(xml), 'hotich');
  const record = isRecord(root) ? onlyChild(root, 'hoso') : null;
  if (!isRecord(record)) return null;
  return Object.values(record).every(isFlat) ? (record as RecordFields) : null;
}

function parse(xml: string): unknown {
  try {
    return parser.parse(xml) as unknown;
  } catch {
    return null;
  }
}

function onlyChild(parent: unknown, name: string): unknown {
  if (!isRecord(parent)) return null;
  const names = Object.keys(parent);
  return names.length === 1 && names[0] === name ? parent[name] : null;
}

/** Attributes turn an element into an object and stray text adds a `#text` member, so both fail here or by their name. */
function isFlat(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}
