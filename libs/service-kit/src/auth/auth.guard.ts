import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';

import { Problem } from '../http/problem.js';
import type { Role } from './actor.js';
import type { AuthenticatedRequest, Authenticator } from './authenticator.js';
import { PUBLIC, type PublicKind, ROLES } from './decorators.js';

/** Global: nobody unknown gets an answer, unless the endpoint is `@Public()`; then the roles. */
export class AuthGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const where = [context.getHandler(), context.getClass()];
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const reply = http.getResponse<FastifyReply>();
    const open = this.reflector.getAllAndOverride<PublicKind | undefined>(PUBLIC, where);
    if (open === 'to-anybody') return true;
    if (open === 'to-visitors') {
      await this.authenticator.ask(request, reply);
      return true;
    }
    const actor = await this.authenticator.demand(request, reply);
    const wanted = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES, where);
    if (wanted !== undefined && !actor.has(...wanted)) {
      throw new Problem(403, 'auth.role-missing', 'Tài khoản không có quyền thực hiện thao tác này.');
    }
    return true;
  }
}
