import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js';
import { pointerOf } from '../declaration/pointer.js';
import type { FileFault } from './catalogue-fault.js';
import type { CatalogueFiles } from './catalogue-files.js';

export type FileKind =
  | 'catalogue'
  | 'units'
  | 'overlays'
  | 'routing'
  | 'evaluation'
  | 'calendar'
  | 'procedure'
  | 'code-list'
  | 'declaration';

const KINDS: readonly (readonly [RegExp, FileKind])[] = [
  [/^catalogue\.json$/, 'catalogue'],
  [/^units\.json$/, 'units'],
  [/^overlays\.json$/, 'overlays'],
  [/^routing\.json$/, 'routing'],
  [/^evaluation\.json$/, 'evaluation'],
  [/^calendars\/\d{4}(?:-\d+)?\.json$/, 'calendar'],
  [/^procedures\/[\w.@-]+\.json$/, 'procedure'],
  [/^code-lists\/[a-z0-9-]+\.json$/, 'code-list'],
  [/^schemas\/(?:defs\/)?[a-z0-9-]+\.schema\.json$/, 'declaration'],
];

const MUST_EXIST = ['catalogue.json', 'units.json', 'overlays.json', 'routing.json'];

/** What a file is for, by its place in the folder; null for a file that has no business there. */
export function kindOf(file: string): FileKind | null {
  return KINDS.find(([shape]) => shape.test(file))?.[1] ?? null;
}

/** Faults of single files: misplaced, missing, or not of the shape that the meta-schema of their kind demands. */
export function checkShapes(files: CatalogueFiles, metaSchemas: Ajv2020): FileFault[] {
  const missing = MUST_EXIST.filter((file) => !files.has(file)).map((file) => ({
    file,
    pointer: '',
    reason: 'is missing',
  }));
  return [...missing, ...[...files].flatMap(([file, document]) => checkShape(file, document, metaSchemas))];
}

function checkShape(file: string, document: unknown, metaSchemas: Ajv2020): FileFault[] {
  const kind = kindOf(file);
  if (kind === null) return [{ file, pointer: '', reason: 'has no place in a catalogue' }];
  const validate = metaSchemas.getSchema(`https://h99.example/catalogues/meta/${kind}.schema.json`);
  if (validate === undefined) return [{ file, pointer: '', reason: `has no meta-schema ${kind}.schema.json` }];
  if (validate(document) === true) return [];
  return plainFaults(validate.errors ?? []).map((error) => ({ file, ...faultOf(error) }));
}

/** Leaves out keywords that only sum up others, as long as anything else is left. */
function plainFaults(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const plain = errors.filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword));
  return plain.length > 0 ? plain : errors;
}

function faultOf(error: ErrorObject): { pointer: string; reason: string } {
  const params = error.params as Record<string, unknown>;
  const missing = params['missingProperty'];
  if (typeof missing === 'string') return { pointer: error.instancePath + pointerOf([missing]), reason: 'is missing' };
  const extra = params['additionalProperty'];
  if (typeof extra === 'string')
    return { pointer: error.instancePath + pointerOf([extra]), reason: 'is not known here' };
  return { pointer: error.instancePath, reason: error.message ?? `breaks the rule ${error.keyword}` };
}
