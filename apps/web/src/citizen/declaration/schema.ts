/** A node of a form's JSON Schema: the part of 2020-12 that catalogues may use (`catalogues/meta/declaration.schema.json`). */
export interface SchemaNode {
  readonly [keyword: string]: unknown;
}

/** A node and the document it stands in, which its references are relative to. */
export interface Placed {
  readonly node: SchemaNode;
  readonly base: string;
}

export interface Choice {
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
}

/** What `GET /api/intake/v1/procedures/:code` brings. */
export interface FormSource {
  readonly declarationSchema: object;
  readonly codeLists: readonly { readonly id: string; readonly choices: readonly Choice[] }[];
}

export type Json = string | number | boolean | null | readonly Json[] | JsonRecord;
export interface JsonRecord {
  readonly [name: string]: Json;
}

export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isRecord(value: unknown): value is JsonRecord {
  return isNode(value);
}

export function nodesOf(value: unknown): readonly SchemaNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** RFC 6901. */
export function pointerWord(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function wordsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((word) => word.replaceAll('~1', '/').replaceAll('~0', '~'));
}
