import { MemoryEventStore } from '@motcua/event-store/memory';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

import { Database } from '../database/database.js';
import { JsonLog } from '../logging/json-log.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { type RunningApp, startApp } from '../start-app.js';
import { Actor } from './actor.js';
import { Authenticator } from './authenticator.js';
import { CurrentActor, CurrentSession, Public, PublicToVisitors, Roles, Visitor } from './decorators.js';
import { DemoIssuer } from './demo-issuer.js';
import { sessionMigrations } from './sessions/session.migrations.js';
import type { SessionSecret } from './sessions/session-secret.js';
import type { Session } from './sessions/session.js';
import { Sessions } from './sessions/sessions.js';
import { demandTokenBeforeBody } from './token-before-body.js';

@Controller('api/probe/v1')
class ProbeController {
  @Get('own')
  own(@CurrentActor() actor: Actor, @CurrentSession() session: Session | undefined): object {
    return { subject: actor.subject, by: session === undefined ? 'token' : 'cookie' };
  }

  @Post('own')
  @HttpCode(200)
  @Roles('deskOfficer')
  change(@CurrentActor() actor: Actor): object {
    return { subject: actor.subject };
  }

  @Post('large')
  @HttpCode(200)
  large(@CurrentActor() actor: Actor): object {
    return { subject: actor.subject };
  }

  @Get('open')
  @Public()
  open(@Visitor() visitor: Actor | undefined): object {
    return { visitor: visitor?.subject ?? null };
  }

  @Get('visitors')
  @PublicToVisitors()
  visitors(@Visitor() visitor: Actor | undefined): object {
    return { visitor: visitor?.subject ?? null };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {
  constructor({ httpAdapter }: HttpAdapterHost, authenticator: Authenticator) {
    const instance = httpAdapter.getInstance<FastifyInstance>();
    demandTokenBeforeBody(instance, authenticator, (route) => route === '/api/probe/v1/large');
  }
}

const PAGES = 'https://motcua.h99.example';

describe('who stands behind a request', () => {
  const kit = { id: 'probe-000-kit', sql: 'create schema if not exists kit; grant usage on schema kit to motcua_app' };
  let server: TestDatabase;
  let issuer: DemoIssuer;
  let one: RunningApp;
  let other: RunningApp;
  let secret: SessionSecret;
  let csrfToken: string;

  async function start(url: string): Promise<RunningApp> {
    return startApp({
      kit: {
        name: 'probe',
        auth: issuer.auth,
        sessions: { publicUrl: PAGES },
        database: () => new Database({ url, applicationName: 'probe' }),
        eventStore: () => new MemoryEventStore(),
        sealer: () => new VaultSealer(new MemoryKeyVault()),
        log: new JsonLog({ name: 'probe', level: 'error', destination: { write: () => undefined } }),
      },
      modules: [ProbeModule],
      management: false,
    });
  }

  beforeAll(async () => {
    server = await testDatabase([kit, ...sessionMigrations]);
    issuer = await DemoIssuer.inMemory();
    [one, other] = await Promise.all([start(server.appUrl), start(server.appUrl)]);
    const actor = new Actor('officer-7', ['deskOfficer'], ['H99.14']);
    secret = await one.app.get(Sessions).begin({ actor, name: null });
    csrfToken = (await one.app.get(Sessions).find(secret))!.session.csrfToken;
  });

  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await server.drop();
  });

  async function ask(path: string, headers: Record<string, string> = {}, init: RequestInit = {}, at = one) {
    const response = await fetch(`${at.url}/api/probe/v1/${path}`, { ...init, headers });
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      headers: response.headers,
    };
  }

  const cookie = (text = secret.text): Record<string, string> => ({ cookie: `a=b; __Host-motcua=${text}` });
  const page = (): Record<string, string> => ({ ...cookie(), 'x-csrf-token': csrfToken, origin: PAGES });

  it('is known by the cookie in every app, and by the token as ever', async () => {
    expect((await ask('own', cookie())).body).toEqual({ subject: 'officer-7', by: 'cookie' });
    expect((await ask('own', cookie(), {}, other)).body).toEqual({ subject: 'officer-7', by: 'cookie' });
    const token = await issuer.token({ subject: 'officer-8', roles: ['deskOfficer'] });
    expect((await ask('own', { authorization: `Bearer ${token}` })).body).toEqual({
      subject: 'officer-8',
      by: 'token',
    });
  });

  it('is nobody without either, with a cookie that was made up, or under a name that a neighbour could set', async () => {
    const made = { cookie: `__Host-motcua=${'A'.repeat(43)}` };
    const plain = { cookie: `motcua=${secret.text}` };
    for (const headers of [{}, made, plain])
      expect(await ask('own', headers)).toMatchObject({ status: 401, body: { code: 'auth.token-missing' } });
  });

  it('is who the token says when both come, and a broken token is not mended by a cookie', async () => {
    const token = await issuer.token({ subject: 'officer-8', roles: ['deskOfficer'] });
    const both = await ask('own', { ...cookie(), authorization: `Bearer ${token}` });
    expect(both.body).toEqual({ subject: 'officer-8', by: 'token' });
    for (const authorization of [`Bearer ${token.slice(0, -4)}AAAA`, 'Basic eDp5', ''])
      expect((await ask('own', { ...cookie(), authorization })).status).toBe(401);
  });

  it('changes something by cookie from our page only; a token needs no page', async () => {
    expect((await ask('own', page(), { method: 'POST' })).status).toBe(200);
    const faults = [{ 'x-csrf-token': 'x' }, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }];
    for (const fault of faults) {
      const answer = await ask('own', { ...page(), ...fault }, { method: 'POST' });
      expect(answer).toMatchObject({ status: 403, body: { code: 'auth.csrf' } });
    }
    const token = await issuer.token({ subject: 'officer-8', roles: ['deskOfficer'] });
    expect((await ask('own', { authorization: `Bearer ${token}` }, { method: 'POST' })).status).toBe(200);
  });

  it('needs the role by cookie, too', async () => {
    const actor = new Actor('citizen-7', ['citizen']);
    const theirs = await one.app.get(Sessions).begin({ actor, name: null });
    const { session } = (await one.app.get(Sessions).find(theirs))!;
    const headers = { ...cookie(theirs.text), 'x-csrf-token': session.csrfToken, origin: PAGES };
    expect(await ask('own', headers, { method: 'POST' })).toMatchObject({
      status: 403,
      body: { code: 'auth.role-missing' },
    });
  });

  it('is asked before the first byte of a large body, by cookie as by token', async () => {
    const body = '{}';
    const type = { 'content-type': 'application/json' };
    expect((await ask('large', { ...type, ...page() }, { method: 'POST', body })).status).toBe(200);
    expect((await ask('large', { ...type, ...cookie() }, { method: 'POST', body })).body['code']).toBe('auth.csrf');
    expect((await ask('large', type, { method: 'POST', body: '{' })).body['code']).toBe('auth.token-missing');
  });

  it('is known to public endpoints that want to know, and only to those', async () => {
    expect((await ask('open', cookie())).body).toEqual({ visitor: null });
    expect((await ask('visitors', cookie())).body).toEqual({ visitor: 'officer-7' });
    expect((await ask('visitors')).body).toEqual({ visitor: null });
    expect((await ask('visitors', cookie('A'.repeat(43)))).body).toEqual({ visitor: null });
    expect((await ask('visitors', { authorization: 'Bearer x' })).status).toBe(401);
  });

  it('gets the new cookie with the answer: for our host only, on TLS only, for no script', async () => {
    const aged = await one.app.get(Sessions).begin({ actor: new Actor('officer-9', ['deskOfficer']), name: null });
    const { pool } = one.app.get(Database);
    await pool.query('update kit.sessions set renew_at = $2 where id = $1', [aged.id, new Date(Date.now() - 1_000)]);
    const { headers } = await ask('own', cookie(aged.text));
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-motcua=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });

  it('is unknown for a while, not refused, when PostgreSQL does not answer', async () => {
    const lost = await start('postgres://app:0123456789abcdef@127.0.0.1:9/none');
    try {
      const answer = await ask('own', cookie(), {}, lost);
      expect(answer).toMatchObject({ status: 503, body: { code: 'store.unavailable', retryable: true } });
      expect(answer.headers.get('retry-after')).toBe('5');
      expect((await ask('own', {}, {}, lost)).status).toBe(401);
    } finally {
      await lost.close();
    }
  });
});
