import { Ajv2020 } from 'ajv/dist/2020.js';

interface Document {
  readonly openapi: string;
  readonly info: { readonly title?: string; readonly version?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: object }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** What an integrator's tools would stumble over in an OpenAPI 3.1 document; empty = nothing. */
export function complaintsAbout(document: Document): string[] {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, path, method, operation })),
  );
  const ids = operations.map(({ operation }) => operation.operationId);
  return [
    ...(/^3\.1\.\d+$/.test(document.openapi) ? [] : [`openapi is ${document.openapi}`]),
    ...(document.info.title && document.info.version ? [] : ['info lacks title or version']),
    ...operations.filter(({ method }) => !METHODS.includes(method)).map(({ name }) => `${name} is no operation`),
    ...ids
      .filter((id, at) => id === undefined || ids.indexOf(id) !== at)
      .map((id) => `operationId ${id} is not unique`),
    ...operations.flatMap(({ name, path, operation }) =>
      ofOperation(operation, path).map((words) => `${name}: ${words}`),
    ),
    ...brokenReferences(document),
    ...brokenSchemas(document),
  ];
}

function ofOperation(operation: Operation, path: string): string[] {
  const { parameters = [], responses = {} } = operation;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  return [
    ...inPath.filter((name) => !declared.includes(name!)).map((name) => `path parameter ${name} is not declared`),
    ...declared.filter((name) => !inPath.includes(name)).map((name) => `parameter ${name} is not in the path`),
    ...parameters.filter(({ schema }) => schema === undefined).map(({ name }) => `parameter ${name} has no schema`),
    ...(Object.keys(responses).some((status) => /^[23]/.test(status)) ? [] : ['no answer of success']),
    ...shapeless(operation),
  ];
}

/** A generated client needs the shape of everything that goes in and comes out; 204 has no content. */
function shapeless({ requestBody, responses = {} }: Operation): string[] {
  const answers = Object.entries(responses).filter(([status]) => /^2\d\d$/.test(status) && status !== '204');
  return [
    ...(requestBody === undefined || hasShape(requestBody) ? [] : ['the request body has no schema']),
    ...answers.filter(([, answer]) => !hasShape(answer)).map(([status]) => `answer ${status} has no schema`),
  ];
}

/** An object of which nothing is known is no shape. Files are `type: string, format: binary`. */
function hasShape({ content = {} }: Content): boolean {
  const schemas = Object.values(content).map(({ schema }) => schema);
  return schemas.length > 0 && schemas.every((schema) => schema !== undefined && saysSomething(schema));
}

function saysSomething(schema: object): boolean {
  const { type, properties, description } = schema as { type?: unknown; properties?: object; description?: unknown };
  if (type === 'object') return properties !== undefined || typeof description === 'string';
  return Object.keys(schema).length > 0;
}

function brokenReferences(document: Document): string[] {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
  return [...new Set(references)]
    .filter((reference) => !resolves(document, reference))
    .map((one) => `${one} leads nowhere`);
}

function resolves(document: Document, reference: string): boolean {
  const parts = reference.replace(/^#\//, '').split('/');
  const found = parts.reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document);
  return found !== undefined;
}

/** In 3.1 a schema is JSON Schema 2020-12. */
function brokenSchemas({ components }: Document): string[] {
  const $defs = components?.schemas ?? {};
  const text = JSON.stringify({ $defs }).replaceAll('#/components/schemas/', '#/$defs/');
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const whole = JSON.parse(text) as { $defs: Record<string, object> };
  return Object.keys(whole.$defs).flatMap((name) => {
    try {
      ajv.compile({ ...whole, $ref: `#/$defs/${name}` });
      return [];
    } catch (error) {
      return [`schema ${name}: ${(error as Error).message}`];
    }
  });
}
