import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

import { PROBLEMS } from './api-problems.js';
import { describeDtosOf } from './described-modules.js';
import { problemSchema, problemSchemaRef } from './problem-schema.js';

/** One app's API as its own OpenAPI document at `/api/<name>/openapi.json`. */
export interface ApiDescription {
  readonly name: string;
  readonly title: string;
  readonly module: Type;
  /** Version of the API, not of the release. */
  readonly version: string;
}

/** The OpenAPI 3.1 document of one app's module; problems and the bearer token stand at every operation. */
export function openApiOf(app: INestApplication, api: ApiDescription): OpenAPIObject {
  describeDtosOf(app, api.module);
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(api.title)
    .setVersion(api.version)
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, base, { include: [api.module], deepScanRoutes: true });
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path)) addProblems(operation as Operation);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema as never },
  };
  return asVersion31(document) as OpenAPIObject;
}

const EVERYWHERE: Readonly<Record<string, string>> = {
  400: 'input.invalid and other faults of the request',
  401: 'auth.token-missing, auth.token-invalid, auth.subject-personal',
  403: 'auth.role-missing, auth.csrf',
  503: 'store.unavailable, store.outcome-unknown; retryable',
};

interface Operation {
  responses?: Record<string, unknown>;
  [PROBLEMS]?: Readonly<Record<string, readonly string[]>>;
}

function addProblems(operation: Operation): void {
  if (typeof operation !== 'object' || operation.responses === undefined) return;
  const own = Object.entries(operation[PROBLEMS] ?? {}).map(([status, codes]) => [status, codes.join(', ')] as const);
  delete operation[PROBLEMS];
  for (const [status, description] of [...own, ...Object.entries(EVERYWHERE)]) {
    operation.responses[status] ??= {
      description,
      content: { 'application/problem+json': { schema: problemSchemaRef } },
    };
  }
}

/** 3.1 is JSON Schema: `nullable` became a type of its own. */
function asVersion31(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asVersion31);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, asVersion31(value)]),
  );
  if (nullable !== true) return nullable === undefined || nullable === false ? rest : { ...rest, nullable };
  return typeof rest['type'] === 'string'
    ? { ...rest, type: [rest['type'], 'null'] }
    : { anyOf: [rest, { type: 'null' }] };
}
