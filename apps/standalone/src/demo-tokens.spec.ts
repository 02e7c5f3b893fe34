import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoIssuer, TokenVerifier } from '@motcua/service-kit';
import { tokenDesk, tokensPath } from './demo-tokens.js';

describe('the tokens that standalone gives out', () => {
  let server: Server;
  let url: string;
  let verifier: TokenVerifier;

  beforeAll(async () => {
    const issuer = await DemoIssuer.inMemory();
    verifier = new TokenVerifier(issuer.auth);
    const give = tokenDesk(issuer);
    server = createServer((request, response) => {
      void give(request, response).then((done) => done || response.writeHead(404).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const ask = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}${tokensPath}`, { method: 'POST', body, headers });

  it('stand for the role and the unit', async () => {
    const answer = await ask('{"role":"deskOfficer","unit":"H99.14"}');
    const { token } = (await answer.json()) as { token: string };
    expect(await verifier.verify(token)).toMatchObject({ roles: ['deskOfficer'], units: ['H99.14'] });
  });

  it('come bare to whoever wants plain text', async () => {
    const token = await (await ask('{"role":"auditor"}', { accept: 'text/plain' })).text();
    expect(await verifier.verify(token)).toMatchObject({ roles: ['auditor'] });
  });

  it('name a citizen without his number', async () => {
    const answer = await ask('{"role":"citizen","personalId":"099090000001"}');
    const actor = await verifier.verify(((await answer.json()) as { token: string }).token);
    expect(actor.personalId).toBe('099090000001');
    expect(actor.subject).not.toContain('099090000001');
  });

  it.each([
    'no json',
    '[]',
    '{"role":"king"}',
    '{"role":"deskOfficer","unit":"Hanoi"}',
    '{"role":"citizen","personalId":"x"}',
    '{"role":"auditor","__proto__":"x"}',
    '{"role":"auditor","toString":"x"}',
    `{"role":"auditor","account":"${'x'.repeat(5_000)}"}`,
  ])('are not for %s', async (body) => {
    expect((await ask(body)).status).toBe(400);
  });

  it('are not for a page of another origin, nor for a name that was made to point here', async () => {
    const wish = '{"role":"administrator"}';
    expect((await ask(wish, { origin: 'http://localhost:3000' })).status).toBe(400);
    const { port } = server.address() as AddressInfo;
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const options = { port, path: tokensPath, method: 'POST', headers: { host: 'evil.example' } };
      request(options, (response) => resolve(response.resume().statusCode)).end(wish);
    });
    expect(status).toBe(400);
  });

  it('leave other addresses alone', async () => {
    expect((await fetch(`${url}/health/live`)).status).toBe(404);
    expect((await fetch(`${url}${tokensPath}`)).status).toBe(404);
  });
});
