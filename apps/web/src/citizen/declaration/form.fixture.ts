import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Form } from './form.ts';
import type { Choice, JsonRecord, SchemaNode } from './schema.ts';

const root = join(import.meta.dirname, '../../../../..');
const catalogue = join(root, 'catalogues/2020');

interface ListFile {
  readonly id: string;
  readonly entries: readonly Choice[];
}

function read<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

/** The form of a procedure as `GET /procedures/:code` brings it. */
export function formOf(procedure: string, today: string): Form {
  const schemas = join(catalogue, 'schemas');
  const names = readdirSync(schemas, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const embedded = Object.fromEntries(names.map((name) => [name, read<SchemaNode>(schemas, name)]));
  const { declarationSchema } = read<{ declarationSchema: string }>(catalogue, `procedures/${procedure}.json`);
  const form = read<SchemaNode>(catalogue, declarationSchema);
  const lists = readdirSync(join(catalogue, 'code-lists')).map((name) => read<ListFile>(catalogue, 'code-lists', name));
  const codeLists = lists.map(({ id, entries }) => ({ id, choices: entries }));
  return new Form({ declarationSchema: { ...form, $defs: embedded }, codeLists }, today);
}

export interface Story {
  readonly id: string;
  readonly declaration: JsonRecord;
}

export function storiesOf(procedure: string): readonly Story[] {
  return read(root, `samples/stories/${procedure}.json`);
}

export interface BadDeclarations {
  readonly base: string;
  readonly cases: readonly {
    readonly name: string;
    readonly changes: Readonly<Record<string, never>>;
    readonly expected: { readonly pointer: string; readonly code: string };
  }[];
}

export function badDeclarationsOf(procedure: string): BadDeclarations {
  return read(root, `samples/bad-declarations/${procedure}.json`);
}
