import { MemoryEventStore } from '@motcua/event-store/memory';
import { DefiniteFailure, StoreUnavailable, UnknownOutcome, VersionConflict } from '@motcua/event-store';
import { Rejected } from '@motcua/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';

import { type Actor } from '../auth/actor.js';
import { CurrentActor, Public, Roles } from '../auth/decorators.js';
import { DemoIssuer } from '../auth/demo-issuer.js';
import { JsonLog } from '../logging/json-log.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { type RunningApp, startApp } from '../start-app.js';
import { ApiProblems } from '../openapi/api-problems.js';
import { IdempotencyKey } from './idempotency-key.js';
import { PageQuery } from './paging.js';
import { type ProblemDocument } from './problem.js';

class ItemDto {
  @IsString()
  @MaxLength(40)
  name!: string;
}

class NoteDto {
  @IsString()
  @MaxLength(200)
  text!: string;

  @IsInt()
  @Min(1)
  @Max(9)
  copies!: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => ItemDto)
  items?: ItemDto[];

  @IsOptional()
  @ValidateNested()
  @Type(() => ItemDto)
  first?: ItemDto;
}

const thrown: Readonly<Record<string, () => Error>> = {
  rejected: () => new Rejected('dossier.not-open-for-supplement', { status: 'returned' }),
  content: () => new Rejected('procedure.unknown', { procedure: '9.999999' }),
  conflict: () => new VersionConflict('dossier-x', 1, 2),
  unavailable: () => new StoreUnavailable('down'),
  definite: () => new DefiniteFailure('down'),
  unknown: () => new UnknownOutcome('who knows'),
  bug: () => new Error('Nguyễn Thị Mật 001099012345'),
};

@Controller('api/probe/v1')
class ProbeController {
  @Post('notes')
  @HttpCode(201)
  @Roles('deskOfficer')
  @ApiProblems({ 409: ['probe.taken'] })
  note(@Body() { text, copies, items }: NoteDto, @IdempotencyKey() key: string, @CurrentActor() actor: Actor): object {
    return { text, copies, items: items?.length ?? 0, key, subject: actor.subject };
  }

  @Get('notes')
  @Public()
  list(@Query() query: PageQuery): object {
    return { limit: query.limit };
  }

  @Get('throw/:kind')
  @Public()
  fail(@Param('kind') kind: string): never {
    throw thrown[kind]!();
  }

  @Get('echo/:text')
  @Public()
  echo(@Param('text') text: string): object {
    return { length: text.length };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

describe('the HTTP door', () => {
  const lines: string[] = [];
  let running: RunningApp;
  let officer: string;
  let citizen: string;

  beforeAll(async () => {
    const issuer = await DemoIssuer.inMemory();
    officer = await issuer.token({ subject: 'officer-1', roles: ['deskOfficer'], units: ['H99.14'] });
    citizen = await issuer.token({ subject: 'citizen-1', roles: ['citizen'], personalId: '001099012345' });
    running = await startApp({
      kit: {
        name: 'probe',
        auth: issuer.auth,
        eventStore: () => new MemoryEventStore(),
        sealer: () => new VaultSealer(new MemoryKeyVault()),
        log: new JsonLog({ name: 'probe', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
      },
      modules: [ProbeModule],
      apis: [{ name: 'probe', title: 'Probe', module: ProbeModule, version: '1' }],
    });
  });

  afterAll(() => running.close());

  const good = { text: 'đơn', copies: 2 };

  async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> {
    const all = {
      'content-type': 'application/json',
      authorization: `Bearer ${officer}`,
      'idempotency-key': 'k-1',
      ...headers,
    };
    const sent = Object.entries(all).filter(([, value]) => value !== '');
    return fetch(`${running.url}/api/probe/v1/notes`, { method: 'POST', body, headers: sent });
  }

  async function problem(response: Response): Promise<ProblemDocument> {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const document = (await response.json()) as ProblemDocument;
    expect(document.type).toBe(`/problems/${document.code}`);
    expect(document.status).toBe(response.status);
    expect(document.instance).toBe(response.headers.get('x-correlation-id'));
    expect(document.detail.length).toBeGreaterThan(5);
    return document;
  }

  it('hands clean input to the handler', async () => {
    const response = await post(JSON.stringify({ ...good, items: [{ name: 'a' }] }), { 'x-correlation-id': 'call.42' });
    expect([response.status, await response.json()]).toEqual([
      201,
      { text: 'đơn', copies: 2, items: 1, key: 'k-1', subject: 'officer-1' },
    ]);
    expect(response.headers.get('x-correlation-id')).toBe('call.42');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('gives the handler NFC, whatever was sent', async () => {
    const response = await post(JSON.stringify({ ...good, text: 'Nguyễn'.normalize('NFD') }));
    expect(((await response.json()) as { text: string }).text).toBe('Nguyễn'.normalize('NFC'));
  });

  const refused = [
    ['a missing field', '{"copies":1}', 400, 'input.invalid', '/text', 'isString'],
    ['a wrong type', '{"text":"a","copies":"1"}', 400, 'input.invalid', '/copies', 'isInt'],
    ['an unknown field', '{"text":"a","copies":1,"admin":true}', 400, 'input.invalid', '/admin', 'field.unknown'],
    [
      'an unknown nested field',
      '{"text":"a","copies":1,"items":[{"name":"a","x":1}]}',
      400,
      'input.invalid',
      '/items/0/x',
      'field.unknown',
    ],
    [
      'a wrong nested field',
      '{"text":"a","copies":1,"items":[{"name":1}]}',
      400,
      'input.invalid',
      '/items/0/name',
      'isString',
    ],
    [
      'a prototype key',
      '{"text":"a","copies":1,"__proto__":{"admin":true}}',
      400,
      'body.unclean',
      '',
      'field.forbidden',
    ],
    [
      'a nested constructor key',
      '{"text":"a","copies":1,"items":[{"constructor":{"prototype":{}}}]}',
      400,
      'body.unclean',
      '/items/0',
      'field.forbidden',
    ],
    [
      'a name that every object has',
      '{"text":"a","copies":1,"toString":"x"}',
      400,
      'body.unclean',
      '',
      'field.forbidden',
    ],
    [
      'a list for a nested object',
      '{"text":"a","copies":1,"first":[{"name":"a"}]}',
      400,
      'input.invalid',
      '/first',
      'isObject',
    ],
    [
      'a list in a list',
      '{"text":"a","copies":1,"items":[[{"name":"a"}]]}',
      400,
      'input.invalid',
      '/items/0',
      'isObject',
    ],
    ['a control character', '{"text":"a\\u001bb","copies":1}', 400, 'body.unclean', '/text', 'text.control'],
    ['NUL', '{"text":"a\\u0000b","copies":1}', 400, 'body.unclean', '/text', 'text.nul'],
    ['a lone surrogate', '{"text":"a\\ud800","copies":1}', 400, 'body.unclean', '/text', 'text.lone-surrogate'],
    [
      'a number beyond double precision',
      '{"text":"a","copies":1e999}',
      400,
      'body.unclean',
      '/copies',
      'number.too-large',
    ],
    ['an empty body', '', 400, 'body.malformed-json'],
    ['broken JSON', '{"text":', 400, 'body.malformed-json'],
    ['a list for an object', '[]', 400, 'body.not-an-object', '', 'body.not-an-object'],
    ['null', 'null', 400, 'body.not-an-object', '', 'body.not-an-object'],
    ['a bare text', '"a"', 400, 'body.not-an-object', '', 'body.not-an-object'],
    [
      'ten thousand levels',
      `{"text":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      400,
      'body.unclean',
      `/text${'/0'.repeat(31)}`,
      'body.too-deep',
    ],
    ['a text of 10 MB', JSON.stringify({ ...good, text: 'a'.repeat(10_000_000) }), 413, 'body.too-large'],
    [
      'a text that is too long',
      JSON.stringify({ ...good, text: 'a'.repeat(201) }),
      400,
      'input.invalid',
      '/text',
      'maxLength',
    ],
  ].map(([title, body, status, code, pointer, fault]) => ({ title, body, status, code, pointer, fault }) as Refused);

  it.each(refused)('refuses $title', async ({ body, status, code, pointer, fault }) => {
    const document = await problem(await post(body));
    expect([document.status, document.code]).toEqual([status, code]);
    if (pointer !== undefined)
      expect(document.errors).toContainEqual(expect.objectContaining({ pointer, code: fault }));
  });

  it('lists all faults at once, in Vietnamese, and repeats no value', async () => {
    const document = await problem(await post('{"text":7331,"copies":"Bí mật","more":1}'));
    expect(document.errors?.map((fault) => fault.pointer)).toEqual(
      expect.arrayContaining(['/text', '/copies', '/more']),
    );
    expect(JSON.stringify(document)).not.toMatch(/7331|Bí mật/);
    expect(document.errors?.every((fault) => fault.detail.startsWith('Trường này '))).toBe(true);
  });

  it('refuses bytes that are not UTF-8', async () => {
    expect((await problem(await post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])))).code).toBe('body.not-utf8');
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses the content type %s',
    async (type) => {
      expect((await problem(await post(JSON.stringify(good), { 'content-type': type }))).status).toBe(415);
    },
  );

  it.each([
    ['', 'idempotency.key-missing'],
    ['a b', 'idempotency.key-invalid'],
    ['x'.repeat(129), 'idempotency.key-invalid'],
  ])('refuses the idempotency key "%s"', async (key, code) => {
    const document = await problem(await post(JSON.stringify(good), { 'idempotency-key': key }));
    expect([document.status, document.code, document.errors?.[0]?.parameter]).toEqual([
      400,
      code,
      'header.idempotency-key',
    ]);
  });

  it('demands a token, and then the role', async () => {
    const without = await post(JSON.stringify(good), { authorization: '' });
    expect([(await problem(without)).code, without.headers.get('www-authenticate')]).toEqual([
      'auth.token-missing',
      'Bearer',
    ]);
    const broken = await post(JSON.stringify(good), { authorization: `Bearer ${officer.slice(0, -3)}abc` });
    expect([broken.status, (await problem(broken)).code]).toEqual([401, 'auth.token-invalid']);
    const other = await post(JSON.stringify(good), { authorization: `Bearer ${citizen}` });
    expect([other.status, (await problem(other)).code]).toEqual([403, 'auth.role-missing']);
  });

  const answers: readonly (readonly [string, number, string])[] = [
    ['rejected', 409, 'dossier.not-open-for-supplement'],
    ['content', 422, 'procedure.unknown'],
    ['conflict', 409, 'stream.contended'],
    ['unavailable', 503, 'store.unavailable'],
    ['definite', 503, 'store.unavailable'],
    ['unknown', 503, 'store.outcome-unknown'],
    ['bug', 500, 'internal'],
  ];

  it.each(answers)('answers the error "%s" with %d %s', async (kind, status, code) => {
    const response = await fetch(`${running.url}/api/probe/v1/throw/${kind}`);
    const document = await problem(response);
    expect([document.status, document.code]).toEqual([status, code]);
    expect(JSON.stringify(document)).not.toMatch(/Mật|001099012345/);
    expect(response.headers.has('retry-after')).toBe(document.retryable === true);
  });

  it('tells the reason of a rejection', async () => {
    expect((await problem(await fetch(`${running.url}/api/probe/v1/throw/rejected`))).reason).toEqual({
      status: 'returned',
    });
  });

  it('checks the query like a body', async () => {
    const list = (query: string): Promise<Response> => fetch(`${running.url}/api/probe/v1/notes${query}`);
    expect(await (await list('?limit=7')).json()).toEqual({ limit: 7 });
    expect(await (await list('')).json()).toEqual({ limit: 50 });
    const document = await problem(await list('?limit=1000&offset=3'));
    expect(document.errors?.map(({ parameter, code }) => [parameter, code])).toEqual(
      expect.arrayContaining([
        ['query.limit', 'max'],
        ['query.offset', 'field.unknown'],
      ]),
    );
    expect((await problem(await list('?cursor=%00'))).errors?.[0]).toMatchObject({
      parameter: 'query.cursor',
      code: 'text.nul',
    });
    expect((await problem(await list('?__proto__=1'))).status).toBe(400);
  });

  it('cleans the path, too', async () => {
    const nfd = encodeURIComponent('ễ'.normalize('NFD'));
    expect(await (await fetch(`${running.url}/api/probe/v1/echo/${nfd}`)).json()).toEqual({ length: 1 });
    expect((await problem(await fetch(`${running.url}/api/probe/v1/echo/a%00b`))).errors?.[0]?.parameter).toBe(
      'path.text',
    );
    expect((await problem(await fetch(`${running.url}/api/probe/v1/echo/%ff`))).status).toBe(400);
  });

  it('answers unknown addresses and methods with problems', async () => {
    expect((await problem(await fetch(`${running.url}/nowhere`))).status).toBe(404);
    expect((await problem(await fetch(`${running.url}/api/probe/v1/notes`, { method: 'DELETE' }))).status).toBe(404);
  });

  it('answers what is not even HTTP', async () => {
    const { hostname, port } = new URL(running.url);
    const socket = connect(Number(port), hostname);
    socket.write('NONSENSE\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*\/problems\/request.malformed/);
  });

  it('hangs up on whoever sends what is not HTTP and does not hang up himself', async () => {
    const { hostname, port } = new URL(running.url);
    const accepted = once(running.app.getHttpServer(), 'connection') as Promise<[Socket]>;
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.write('NONSENSE\r\n\r\n');
    socket.resume();
    const [theirs] = await accepted;
    await once(theirs, 'close');
    socket.destroy();
  });

  it('describes itself in OpenAPI 3.1, rules included', async () => {
    const document = (await (await fetch(`${running.url}/api/probe/openapi.json`)).json()) as OpenApi;
    expect(document.openapi).toBe('3.1.0');
    const operation = document.paths['/api/probe/v1/notes']!['post']!;
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '409', '503']),
    );
    expect(document.components.schemas['NoteDto']).toMatchObject({
      required: ['text', 'copies'],
      properties: {
        text: { type: 'string', maxLength: 200 },
        copies: { type: 'integer', minimum: 1, maximum: 9 },
        items: { type: 'array', maxItems: 3, items: { $ref: '#/components/schemas/ItemDto' } },
      },
    });
    expect(document.components.schemas).toHaveProperty('Problem');
    expect(document.components.schemas).toHaveProperty('ItemDto');
    expect(document.components.securitySchemes).toHaveProperty('bearer');
  });

  it('tells operators whether it is ready, and its numbers, on the second listener only', async () => {
    const ready = await fetch(`${running.managementUrl!}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ready: true, checks: { store: { ok: true }, keys: { ok: true } } },
    ]);
    const metrics = await (await fetch(`${running.managementUrl!}/metrics`)).text();
    expect(metrics).toMatch(/motcua_http_request_duration_seconds_count\{[^}]*route="\/api\/probe\/v1\/notes"/);
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(404);
  });

  it('writes nothing into the log that a person could be known by', () => {
    const log = lines.join('');
    expect(log).toContain('"event":"http.failed"');
    expect(log).not.toMatch(/Nguyễn|Mật|001099012345|Bí mật|7331/);
    expect(log).not.toContain(officer.slice(0, 40));
  });
});

interface Refused {
  readonly title: string;
  readonly body: string;
  readonly status: number;
  readonly code: string;
  readonly pointer?: string;
  readonly fault?: string;
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { responses: object }>>;
  readonly components: { schemas: Record<string, object>; securitySchemes: object };
}
