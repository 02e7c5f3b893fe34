import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';

import type { Actor, Role } from './actor.js';
import type { AuthenticatedRequest } from './authenticator.js';
import type { Session } from './sessions/session.js';

export const PUBLIC = 'motcua:public';
export const ROLES = 'motcua:roles';

export type PublicKind = 'to-anybody' | 'to-visitors';

/** Answers without a token or session, and does not look at them. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, 'to-anybody' satisfies PublicKind);

/** Answers everybody, too, and knows who asks when a token or a session tells: see `@Visitor()`. */
export const PublicToVisitors = (): MethodDecorator & ClassDecorator =>
  SetMetadata(PUBLIC, 'to-visitors' satisfies PublicKind);

/** The actor needs one of these roles, else 403. The method's list replaces the class's. */
export const Roles = (...roles: readonly Role[]): MethodDecorator & ClassDecorator => SetMetadata(ROLES, roles);

/** The actor behind the token or session; not on a public endpoint. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context);
  if (actor === undefined) throw new TypeError('@CurrentActor() on an endpoint without authentication');
  return actor;
});

/** The actor on a `@PublicToVisitors()` endpoint, undefined when nobody is known. */
export const Visitor = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Actor | undefined => requestOf(context).actor,
);

/** The session behind the cookie; undefined when a token told who asks, or nobody is known. */
export const CurrentSession = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Session | undefined => requestOf(context).session,
);

function requestOf(context: ExecutionContext): AuthenticatedRequest {
  return context.switchToHttp().getRequest<AuthenticatedRequest>();
}
