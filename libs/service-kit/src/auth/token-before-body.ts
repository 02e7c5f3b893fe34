import type { FastifyInstance } from 'fastify';

import { bearerOf } from './auth.guard.js';
import type { TokenVerifier } from './token-verifier.js';

/**
 * The guard of the endpoints asks who somebody is when the body has been read. Where a body may be large, the token is demanded
 * before its first byte, so that nobody without one can make us hold it. Whoever raises a body limit calls this for its routes.
 *
 * @param isLarge by the pattern of the route, e.g. `/api/desk/v1/dossiers/:dossierId/files`
 */
export function demandTokenBeforeBody(
  instance: FastifyInstance,
  verifier: TokenVerifier,
  isLarge: (route: string) => boolean,
): void {
  instance.addHook('preParsing', async (request, _reply, payload) => {
    if (isLarge(request.routeOptions.url ?? '')) await bearerOf(verifier, request.headers.authorization);
    return payload;
  });
}
