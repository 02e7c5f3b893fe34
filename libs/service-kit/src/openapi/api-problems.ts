import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

import { problemSchemaRef } from './problem-schema.js';

/**
 * Documents the problem answers of an endpoint. 400, 401, 403 and 503 stand at every endpoint already; name the others.
 *
 * @example ApiProblems({ 404: ['dossier.not-found'], 409: ['dossier.not-open-for-supplement'] })
 */
export function ApiProblems(codes: Readonly<Record<number, readonly string[]>>): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ...Object.entries(codes).map(([status, list]) =>
      ApiResponse({
        status: Number(status),
        description: list.join(', '),
        content: { 'application/problem+json': { schema: problemSchemaRef } },
      }),
    ),
  );
}
