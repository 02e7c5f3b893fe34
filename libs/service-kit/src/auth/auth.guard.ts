import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';

import { Problem } from '../http/problem.js';
import type { Actor, Role } from './actor.js';
import { type AuthenticatedRequest, PUBLIC, ROLES } from './decorators.js';
import { InvalidToken, type TokenVerifier } from './token-verifier.js';

const REFUSED: Readonly<Record<InvalidToken['code'], string>> = {
  'auth.token-invalid': 'Mã truy cập không hợp lệ hoặc đã hết hạn.',
  'auth.subject-personal': 'Mã tài khoản trong mã truy cập không được là số định danh cá nhân.',
};

/** Global: no token, no answer, unless the endpoint is `@Public()`; then the roles. */
export class AuthGuard implements CanActivate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const where = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, where) === true) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const actor = await bearerOf(this.verifier, request.headers.authorization);
    request.actor = actor;
    const wanted = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES, where);
    if (wanted !== undefined && !actor.has(...wanted)) {
      throw new Problem(403, 'auth.role-missing', 'Tài khoản không có quyền thực hiện thao tác này.');
    }
    return true;
  }
}

/**
 * Who stands behind an `Authorization` header.
 *
 * @throws {Problem} 401 `auth.token-missing`, `auth.token-invalid`, `auth.subject-personal` @throws {IssuerUnreachable}
 */
export async function bearerOf(verifier: TokenVerifier, header: string | undefined): Promise<Actor> {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw unauthenticated('auth.token-missing', 'Yêu cầu phải có mã truy cập (Bearer token).');
  try {
    return await verifier.verify(token);
  } catch (error) {
    if (!(error instanceof InvalidToken)) throw error;
    throw unauthenticated(error.code, REFUSED[error.code]);
  }
}

function unauthenticated(code: string, detail: string): Problem {
  return new Problem(401, code, detail);
}
