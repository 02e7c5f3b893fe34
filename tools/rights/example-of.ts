/** As much of JSON Schema 2020-12 as the OpenAPI documents of the apps use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** Words that the patterns of our endpoints ask for; the first that fits is taken. */
const WORDS = [
  'example',
  'H99.14',
  '2.000488',
  'DossierSubmitted',
  '1',
  '2026',
  '2026-11-23',
  '2026-11-23T08:00:00.000Z',
];

/**
 * A value that a schema lets through, with its required members only: enough for a request that is refused for lack of a right,
 * and for nothing else.
 *
 * @throws when no known word fits a pattern
 */
export function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  const one = resolved(schema, schemas);
  if (one.enum !== undefined) return one.enum[0];
  if (one.type === 'object') return objectOf(one, schemas);
  if (one.type === 'array') return Array.from({ length: one.minItems ?? 0 }, () => exampleOf(one.items ?? {}, schemas));
  return one.type === undefined ? textOf(one) : (scalars[one.type] ?? textOf)(one);
}

const scalars: Readonly<Record<string, (schema: Schema) => unknown>> = {
  integer: ({ minimum = 1 }) => minimum,
  number: ({ minimum = 1 }) => minimum,
  boolean: () => true,
};

function resolved(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const [first] = [schema.allOf, schema.oneOf, schema.anyOf].flatMap((choices) => choices ?? []);
  if (first !== undefined) return resolved(first, schemas);
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : resolved(schemas[name] ?? {}, schemas);
}

function objectOf({ properties = {}, required = [] }: Schema, schemas: Readonly<Record<string, Schema>>): object {
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {}, schemas)]));
}

function textOf({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000';
  if (format === 'date-time') return '2026-11-23T08:00:00.000Z';
  if (format === 'date') return '2026-11-23';
  const fits = new RegExp(pattern ?? '', 'u');
  const found = WORDS.map((word) => word.padEnd(minLength, 'x')).find((word) => fits.test(word));
  if (found === undefined) throw new Error(`no example for ${pattern}`);
  return found;
}
