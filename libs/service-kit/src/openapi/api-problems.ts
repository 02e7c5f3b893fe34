import { ApiExtension } from '@nestjs/swagger';

/** Where the codes travel until the document is made; an `@ApiResponse` here would push out the answer of success. */
export const PROBLEMS = 'x-problems';

/**
 * Documents the problem answers of an endpoint. 400, 401, 403 and 503 stand at every endpoint already; name the others.
 *
 * @example ApiProblems({ 404: ['dossier.not-found'], 409: ['dossier.not-open-for-supplement'] })
 */
export function ApiProblems(codes: Readonly<Record<number, readonly string[]>>): MethodDecorator {
  return ApiExtension(PROBLEMS, codes);
}
