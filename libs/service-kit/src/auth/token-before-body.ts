import type { FastifyInstance } from 'fastify';

import type { Authenticator } from './authenticator.js';

/**
 * The guard of the endpoints asks who somebody is when the body has been read. Where a body may be large, that is asked before its
 * first byte, so that nobody unknown can make us hold it; the guard then has the same answer, however long the body took. Whoever
 * raises a body limit calls this for its routes.
 *
 * @param isLarge by the pattern of the route, e.g. `/api/desk/v1/dossiers/:dossierId/files`
 */
export function demandTokenBeforeBody(
  instance: FastifyInstance,
  authenticator: Authenticator,
  isLarge: (route: string) => boolean,
): void {
  instance.addHook('preParsing', async (request, reply, payload) => {
    if (isLarge(request.routeOptions.url ?? '')) await authenticator.demand(request, reply);
    return payload;
  });
}
