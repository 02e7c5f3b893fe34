import type { FastifyReply, FastifyRequest } from 'fastify';

import { Problem } from '../http/problem.js';
import type { Actor } from './actor.js';
import { demandOwnPage } from './csrf.js';
import { SessionCookie } from './sessions/session-cookie.js';
import type { Session } from './sessions/session.js';
import type { Sessions } from './sessions/sessions.js';
import { InvalidToken, type TokenVerifier } from './token-verifier.js';

export type AuthenticatedRequest = FastifyRequest & {
  /** Who asks; set once per request. */
  actor?: Actor;
  /** When a cookie told who asks. */
  session?: Session;
};

/** Sessions by cookie, where an installation has pages. */
export interface CookieSessions {
  readonly sessions: Sessions;
  /** The one address that people use, e.g. `https://motcua.h99.example`. */
  readonly publicUrl: string;
}

const REFUSED: Readonly<Record<InvalidToken['code'], string>> = {
  'auth.token-invalid': 'Mã truy cập không hợp lệ hoặc đã hết hạn.',
  'auth.subject-personal': 'Mã tài khoản trong mã truy cập không được là số định danh cá nhân.',
};

/** Who stands behind a request: a Bearer token, or the cookie of a session. A request with both has a token. */
export class Authenticator {
  private readonly cookie: SessionCookie | undefined;
  private readonly origin: string;

  constructor(
    private readonly verifier: TokenVerifier,
    private readonly byCookie?: CookieSessions,
  ) {
    this.cookie = byCookie && new SessionCookie(byCookie.publicUrl);
    this.origin = byCookie === undefined ? '' : new URL(byCookie.publicUrl).origin;
  }

  /**
   * @throws {Problem} 401 `auth.token-missing`, `auth.token-invalid`, `auth.subject-personal`; 403 `auth.csrf`
   * @throws {IssuerUnreachable} @throws when the sessions cannot be read
   */
  async demand(request: AuthenticatedRequest, reply: FastifyReply): Promise<Actor> {
    const actor = await this.ask(request, reply);
    if (actor !== undefined) return actor;
    throw unauthenticated('auth.token-missing', 'Yêu cầu phải có mã truy cập (Bearer token) hoặc phiên đăng nhập.');
  }

  /** The same where nobody need be known: a session that is over is nobody; a broken token is refused as ever. */
  async ask(request: AuthenticatedRequest, reply: FastifyReply): Promise<Actor | undefined> {
    if (request.actor !== undefined) return request.actor;
    const { authorization } = request.headers;
    const actor =
      authorization === undefined ? await this.cookieOf(request, reply) : await this.bearerOf(authorization);
    if (actor !== undefined) request.actor = actor;
    return actor;
  }

  /**
   * Whether who asked may still be answered, for answers that go on for hours: the token has not expired, the session has not ended.
   * It is no sign of life of the session.
   *
   * @throws {IssuerUnreachable} @throws when the sessions cannot be read
   */
  async stillHolds({ session, headers }: AuthenticatedRequest): Promise<boolean> {
    if (session !== undefined) return (await this.byCookie?.sessions.goesOn(session)) ?? false;
    try {
      await this.bearerOf(headers.authorization ?? '');
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  private async bearerOf(header: string): Promise<Actor> {
    const token = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(header)?.[1];
    if (token === undefined) throw unauthenticated('auth.token-missing', 'Yêu cầu phải có mã truy cập (Bearer token).');
    try {
      return await this.verifier.verify(token);
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error;
      throw unauthenticated(error.code, REFUSED[error.code]);
    }
  }

  private async cookieOf(request: AuthenticatedRequest, reply: FastifyReply): Promise<Actor | undefined> {
    const secret = this.cookie?.read(request);
    const found = secret && (await this.byCookie?.sessions.find(secret));
    if (found === undefined) return undefined;
    demandOwnPage(request, found.session.csrfToken, this.origin);
    if (found.renewed !== undefined) this.cookie?.set(reply, found.renewed);
    request.session = found.session;
    return found.session.actor;
  }
}

function unauthenticated(code: string, detail: string): Problem {
  return new Problem(401, code, detail);
}
