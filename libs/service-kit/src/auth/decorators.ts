import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import type { Actor, Role } from './actor.js';

export const PUBLIC = 'motcua:public';
export const ROLES = 'motcua:roles';

/** The one way to answer without a token. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** The actor needs one of these roles, else 403. The method's list replaces the class's. */
export const Roles = (...roles: readonly Role[]): MethodDecorator & ClassDecorator => SetMetadata(ROLES, roles);

export type AuthenticatedRequest = FastifyRequest & { actor?: Actor };

/** The actor behind the token; do not use it on a `@Public()` endpoint. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (actor === undefined) throw new TypeError('@CurrentActor() on an endpoint without authentication');
  return actor;
});
