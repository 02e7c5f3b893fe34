import {
  asyncApiDocument,
  decodeCloudEvent,
  decodeSnapshot,
  isLifecycleEventType,
  type JsonSchema,
  lifecycleEvents,
  messageSchemas,
  project,
  type ReceivedRecord,
  wireType,
} from '@motcua/contracts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A record as it is about to be written, or as it was read; its texts as strings. */
export interface WrittenRecord {
  readonly key: string;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

const MAX_BYTES = 64 * 1024;
const SNAPSHOT = wireType('DossierSnapshot');

const schemas = messageSchemas();
const { components } = asyncApiDocument('0.0.0') as { readonly components: object };

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema({ $id: 'asyncapi', components });

const validators = new Map<string, ValidateFunction>();

/**
 * Refuses a record that must not stand on a public topic: against the JSON Schemas and the AsyncAPI document (headers and value),
 * with a field or header that neither lists, with a key that differs, or of 64 KiB and more.
 *
 * @throws {Error} naming every fault
 */
export function assertPublishable(record: WrittenRecord): void {
  const faults = faultsOf(record);
  if (faults.length > 0)
    throw new Error(`not publishable (${record.headers['ce_type'] ?? 'no type'}): ${faults.join('; ')}`);
}

function faultsOf({ key, value, headers }: WrittenRecord): string[] {
  if (value === null) return ['a record without a value'];
  const isSnapshot = headers['ce_type'] === SNAPSHOT;
  const name = isSnapshot ? 'DossierSnapshot' : nameOf({ key, value, headers });
  if (name === undefined) return ['no event that is listed'];
  const data = JSON.parse(value) as Record<string, unknown>;
  const file = Object.keys(schemas).find((one) => schemas[one]!.title === name)!;
  const headerFile = isSnapshot ? 'snapshot-headers' : 'event-headers';
  return [
    ...invalid(file, schemas[file]!, data),
    ...invalid(headerFile, schemas[headerFile]!, headers),
    ...invalid(`asyncapi ${name} value`, { $ref: `asyncapi#/components/messages/${name}/payload` }, data),
    ...invalid(`asyncapi ${name} headers`, { $ref: `asyncapi#/components/messages/${name}/headers` }, headers),
    ...unlisted('value', schemas[file]!, data),
    ...unlisted('headers', schemas[headerFile]!, headers),
    ...(isSnapshot || data[timeOf(name)] === headers['ce_time'] ? [] : ['ce_time is not the time of the fact']),
    ...(Buffer.byteLength(value) < MAX_BYTES ? [] : ['64 KiB or more']),
    ...undecodable({ key, value, headers }, isSnapshot),
  ];
}

function nameOf(record: ReceivedRecord): string | undefined {
  const { type } = decodeCloudEvent(record);
  return isLifecycleEventType(type) ? type : undefined;
}

function timeOf(name: string): string {
  return isLifecycleEventType(name) ? lifecycleEvents[name].time : '';
}

function invalid(what: string, schema: object, value: unknown): string[] {
  const validate = validators.get(what) ?? ajv.compile(schema);
  validators.set(what, validate);
  if (validate(value)) return [];
  // Without the value: a fault may be that something personal stands there.
  return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
}

function unlisted(what: string, schema: JsonSchema, value: object): string[] {
  const listed = JSON.stringify(sorted(project(schema, value)));
  return listed === JSON.stringify(sorted(value)) ? [] : [`${what}: a field that no schema lists`];
}

/** The same value with the fields of every object in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function undecodable(record: ReceivedRecord, isSnapshot: boolean): string[] {
  try {
    if (isSnapshot) decodeSnapshot(record);
    else decodeCloudEvent(record);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
