import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleOf, type Schema } from './example-of.ts';

export interface Operation {
  /** e.g. `POST /api/desk/v1/dossiers/{dossierId}/acceptance` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Query parameters that are demanded, each with an example. */
  readonly query: readonly (readonly [name: string, example: string])[];
  readonly contentType: string | undefined;
  readonly body: unknown;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const folder = join(import.meta.dirname, '../../docs/reference/openapi');

/** Every operation of every app, as their OpenAPI documents tell. */
export function operations(): Operation[] {
  return readdirSync(folder).flatMap((file) => {
    const { paths, components } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document;
    return Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, described]) =>
        operationOf(path, method.toUpperCase(), described, components.schemas),
      ),
    );
  });
}

function operationOf(
  path: string,
  method: string,
  { parameters = [], requestBody }: Described,
  schemas: Readonly<Record<string, Schema>>,
): Operation {
  const [content] = Object.entries(requestBody?.content ?? {});
  return {
    name: `${method} ${path}`,
    method,
    path,
    query: parameters
      .filter((one) => one.in === 'query' && one.required === true)
      .map(({ name, schema = {} }) => [name, String(exampleOf(schema, schemas))] as const),
    contentType: content?.[0],
    body: content?.[0] === 'application/json' ? exampleOf(content[1].schema, schemas) : undefined,
  };
}
