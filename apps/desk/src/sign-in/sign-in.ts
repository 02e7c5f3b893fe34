import { Log, OwnCookies, Problem, type Session, SessionCookie, Sessions } from '@motcua/service-kit';
import { Injectable, Optional } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeskConfig } from '../desk.config.js';
import { IdentityProvider } from './identity-provider.js';
import { returnAddress } from './return-address.js';
import { SignInAttempt } from './sign-in-attempt.js';

/** How long somebody may take at the issuer. */
const ATTEMPT_SECONDS = 15 * 60;

/** What a sign-in needs; there when the installation has a public address and a client at the issuer. */
interface Parts {
  readonly publicUrl: string;
  readonly provider: IdentityProvider;
  readonly cookies: OwnCookies;
  readonly cookie: SessionCookie;
  readonly sessions: Sessions;
}

/** Signs people in at the issuer and keeps their sessions. */
@Injectable()
export class SignIn {
  private readonly parts: Parts | undefined;

  constructor(
    config: DeskConfig,
    private readonly log: Log,
    @Optional() sessions?: Sessions,
  ) {
    const { pagesUrl: publicUrl, clientId, clientSecret, scopes, authIssuer: issuer } = config;
    if (publicUrl === undefined || clientId === undefined || sessions === undefined) return;
    const secret = clientSecret === undefined ? {} : { clientSecret };
    this.parts = {
      publicUrl,
      sessions,
      provider: new IdentityProvider({ issuer, clientId, ...secret, scopes, publicUrl }),
      cookies: new OwnCookies(publicUrl),
      cookie: new SessionCookie(publicUrl),
    };
  }

  /** @returns where the browser goes @throws {Problem} 404 `sign-in.none` @throws when the issuer cannot be reached */
  async begin(request: FastifyRequest, reply: FastifyReply, wanted: unknown, language: unknown): Promise<string> {
    const { publicUrl, provider, cookies } = this.demandParts();
    if (isByAnotherName(request, publicUrl)) return publicUrl + request.url;
    const attempt = SignInAttempt.begin(returnAddress(wanted, publicUrl));
    const address = await provider.signInAddress(
      attempt,
      language === 'en' || language === 'vi' ? language : undefined,
    );
    cookies.set(reply, SignInAttempt.cookieName(attempt.state), attempt.cookie, ATTEMPT_SECONDS);
    return address;
  }

  /**
   * The browser comes back from the issuer. A former session of this browser ends: a cookie from before the sign-in is worth nothing.
   *
   * @returns where the browser goes; undefined when this sign-in cannot be finished and begins anew
   */
  async finish(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    const { publicUrl, provider, cookies, cookie, sessions } = this.demandParts();
    const { state } = request.query as { readonly state?: unknown };
    const name = SignInAttempt.cookieName(typeof state === 'string' ? state : '');
    const attempt = SignInAttempt.read(cookies.read(request, name));
    if (attempt === undefined || attempt.state !== state) return undefined;
    cookies.clear(reply, name);
    const who = await provider.signedIn(request.url.slice(request.url.indexOf('?')), attempt);
    await this.endFormer(request, sessions, cookie);
    cookie.set(reply, await sessions.begin(who));
    this.log.info('session.begun', { subject: who.actor.subject });
    return returnAddress(attempt.back, publicUrl);
  }

  /** @returns where the browser goes: to the issuer, to end the session there, too */
  async signOut(reply: FastifyReply, session: Session | undefined): Promise<string> {
    if (this.parts === undefined) return '/';
    const { sessions, cookie, provider } = this.parts;
    cookie.clear(reply);
    if (session === undefined) return '/';
    await sessions.end(session);
    this.log.info('session.ended', { subject: session.actor.subject });
    // Ours has ended; an issuer that does not answer is no reason to say otherwise.
    return (await provider.signOutAddress(session.idToken).catch(() => undefined)) ?? '/';
  }

  private async endFormer(request: FastifyRequest, sessions: Sessions, cookie: SessionCookie): Promise<void> {
    const secret = cookie.read(request);
    const former = secret && (await sessions.find(secret));
    if (former !== undefined) await sessions.end(former.session);
  }

  private demandParts(): Parts {
    if (this.parts !== undefined) return this.parts;
    throw new Problem(404, 'sign-in.none', 'Hệ thống này chưa được cấu hình để đăng nhập.');
  }
}

/** A machine calls itself `localhost` and `127.0.0.1`; cookies and the issuer know one of them. */
function isByAnotherName({ headers }: FastifyRequest, publicUrl: string): boolean {
  const { host, hostname } = new URL(publicUrl);
  const isHere = (name: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(name);
  return isHere(hostname) && isHere(headers.host ?? '') && headers.host !== host;
}
