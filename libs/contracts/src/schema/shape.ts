/** JSON Schema 2020-12, as far as the messages of this product need it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** The shape of a value on the wire: a JSON Schema that knows its type. */
export interface Shape<Value> extends JsonSchema {
  /** Only for the compiler. */
  readonly [VALUE]?: Value;
}

declare const VALUE: unique symbol;

export type ValueOf<S> = S extends Shape<infer Value> ? Value : never;

/** A field that need not be there; whatever is added within a major version is one. */
export interface OptionalShape<Value> {
  readonly optional: Shape<Value>;
}

type Fields = Readonly<Record<string, Shape<unknown> | OptionalShape<unknown>>>;

type Filled<F extends Fields> = {
  readonly [Name in keyof F as F[Name] extends OptionalShape<unknown> ? never : Name]: ValueOf<F[Name]>;
} & {
  readonly [Name in keyof F as F[Name] extends OptionalShape<unknown> ? Name : never]?: F[Name] extends OptionalShape<
    infer Value
  >
    ? Value
    : never;
};

/** Any text. `examples` are values known today: others may come, and a consumer lets them pass. */
export function text(description?: string, ...examples: string[]): Shape<string> {
  return { type: 'string', ...said(description), ...(examples.length > 0 ? { examples } : {}) };
}

export function uuid(description?: string): Shape<string> {
  return { type: 'string', format: 'uuid', ...said(description) };
}

/** An instant, ISO 8601 in UTC. */
export function instant(description?: string): Shape<string> {
  return { type: 'string', format: 'date-time', pattern: 'Z$', ...said(description) };
}

/** A date in Vietnam (UTC+7), yyyy-MM-dd. */
export function localDay(description?: string): Shape<string> {
  return { type: 'string', format: 'date', ...said(description) };
}

/** A closed list of words: within the major version none is added or removed. */
export function oneOf<const Word extends string | number>(words: readonly Word[], description?: string): Shape<Word> {
  return { type: typeof words[0] === 'number' ? 'integer' : 'string', enum: words, ...said(description) };
}

export function whole(description?: string, minimum = 0): Shape<number> {
  return { type: 'integer', minimum, ...said(description) };
}

export function amount(description?: string): Shape<number> {
  return { type: 'number', minimum: 0, ...said(description) };
}

export function flag(description?: string): Shape<boolean> {
  return { type: 'boolean', ...said(description) };
}

export function listOf<Value>(items: Shape<Value>, description?: string): Shape<readonly Value[]> {
  return { type: 'array', items, ...said(description) };
}

/** The value, or null; never left out. */
export function orNull<Value>(shape: Shape<Value>): Shape<Value | null> {
  const { type, enum: words, ...rest } = shape as JsonSchema;
  return { type: [type as string, 'null'], ...(words === undefined ? {} : { enum: [...words, null] }), ...rest };
}

export function optional<Value>(shape: Shape<Value>): OptionalShape<Value> {
  return { optional: shape };
}

/** An object with these fields; consumers let unknown ones pass, because fields are added. */
export function object<F extends Fields>(fields: F, description?: string): Shape<Filled<F>> {
  const all = Object.entries(fields);
  return {
    type: 'object',
    ...said(description),
    required: all.filter(([, field]) => !isOptional(field)).map(([name]) => name),
    properties: Object.fromEntries(all.map(([name, field]) => [name, isOptional(field) ? field.optional : field])),
  };
}

function isOptional(field: Shape<unknown> | OptionalShape<unknown>): field is OptionalShape<unknown> {
  return 'optional' in field;
}

function said(description: string | undefined): { description?: string } {
  return description === undefined ? {} : { description };
}
