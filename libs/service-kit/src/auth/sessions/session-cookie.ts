import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { SessionSecret } from './session-secret.js';

/** Cookies of one installation. With TLS their names begin with `__Host-`: no neighbour of our domain can set one. */
export class OwnCookies {
  private readonly secure: boolean;

  /** @param publicUrl the one address that people use */
  constructor(publicUrl: string) {
    this.secure = new URL(publicUrl).protocol === 'https:';
  }

  read({ cookies }: FastifyRequest, name: string): string | undefined {
    return cookies[this.nameOf(name)];
  }

  /** @param seconds default: until the browser is closed */
  set(reply: FastifyReply, name: string, value: string, seconds?: number): void {
    const { secure } = this;
    const age = seconds === undefined ? {} : { maxAge: seconds };
    void reply.setCookie(this.nameOf(name), value, { path: '/', httpOnly: true, sameSite: 'lax', secure, ...age });
  }

  clear(reply: FastifyReply, name: string): void {
    this.set(reply, name, '', 0);
  }

  private nameOf(name: string): string {
    return this.secure ? `__Host-${name}` : name;
  }
}

const NAME = 'motcua';

/** The cookie that opens a session. */
export class SessionCookie {
  private readonly cookies: OwnCookies;

  constructor(publicUrl: string) {
    this.cookies = new OwnCookies(publicUrl);
  }

  read(request: FastifyRequest): SessionSecret | undefined {
    return SessionSecret.read(this.cookies.read(request, NAME));
  }

  set(reply: FastifyReply, secret: SessionSecret): void {
    this.cookies.set(reply, NAME, secret.text);
  }

  clear(reply: FastifyReply): void {
    this.cookies.clear(reply, NAME);
  }
}
