import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HandClock } from '@motcua/testing';
import { ExchangeJournal, type Exchange } from './exchange-journal.js';
import { loadProfiles, type WireProfiles } from './load-profiles.js';
import type { CallContext } from './ports.js';
import { ScriptedServer, cutOff, json, reset, silence, text } from './scripted-server.fixture.js';
import { WireClients } from './wire-clients.js';
import type { WireProfile } from './wire-profile.js';

const folder = join(import.meta.dirname, '../../../../profiles');
const submitPath = '/apiLyLichTuPhap/nhanHoSoDangKy';
const findPath = '/apiLyLichTuPhap/LLTP-API-traTrangThaiHs';
const ok = json({ STATUS: '1', DESCRIPTION: '', ID: 'kx9enc' });
const token = (value: string) => json({ access_token: value, token_type: 'Bearer', expires_in: 3600 });
const html = '<html><body><h1>502 Bad Gateway</h1></body></html>';

class Journal extends ExchangeJournal {
  readonly exchanges: Exchange[] = [];

  override record(exchange: Exchange): Promise<void> {
    this.exchanges.push(exchange);
    return Promise.resolve();
  }
}

function golden(profile: string, name: string): unknown {
  const file = join(folder, profile, 'golden', name, 'canonical.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { document: unknown }).document;
}

/** The same profiles with a short patience, so that a silent system does not hold up the spec. */
function impatient(profiles: WireProfiles): WireProfiles {
  const hurried = (profile: WireProfile): WireProfile => ({
    ...profile,
    limits: { ...profile.limits, ratePerSecond: 1000 },
    operations: Object.fromEntries(
      Object.entries(profile.operations).map(([name, operation]) => [name, { ...operation, timeoutMs: 150 }]),
    ),
  });
  return new Map([...profiles].map(([name, profile]) => [name, hurried(profile)]));
}

const context: CallContext = {
  idempotencyKey: 'k',
  correlationId: 'c',
  causationId: 'e',
  dossierId: '0b0f6f6e-0000-4000-8000-000000000001',
  actor: 'spec',
  attempt: 1,
  deadline: '2026-11-24T01:10:00.000Z',
};

describe('calls by wire profile over real HTTP', () => {
  let profiles: WireProfiles;
  let server: ScriptedServer;
  let journal: Journal;
  let clients: WireClients;

  const document = golden('lltp-ngsp@1', 'submit-person');
  const client = () => clients.client('lltp-ngsp@1');
  const submit = () => client().call('submit', document, context);
  const find = () => client().call('find', { dossierCode: 'H99.14-241126-0001' }, context);

  const connect = (baseUrl: string): WireClients =>
    new WireClients(
      profiles,
      {
        'gateway.ngsp': { baseUrl, credentials: { clientId: 'id', clientSecret: 'top-secret' }, config: {} },
        'lltp.g1': { baseUrl, credentials: {}, config: {} },
        'portal.dvcqg': {
          baseUrl,
          credentials: { username: 'u', password: 'top-secret', dstcode: 'dst-secret' },
          config: { madonvi: '000.00.00.H99' },
        },
      },
      journal,
      new HandClock('2026-11-24T01:00:00.000Z'),
    );

  beforeAll(async () => {
    profiles = impatient(await loadProfiles(folder));
  });

  beforeEach(async () => {
    server = new ScriptedServer();
    journal = new Journal();
    clients = connect(await server.start());
    server.on('/token', token('t-1'), token('t-2'));
    server.on('/mapi/login', json({ error_code: '0', message: '', session: 's-1' }));
  });

  afterEach(async () => {
    await clients.close();
    await server.stop();
  });

  it('sends the golden request with the gateway token and reads the key of the answer', async () => {
    server.on(submitPath, ok);
    expect(await submit()).toMatchObject({ kind: 'accepted', externalKey: 'kx9enc' });
    const [request] = server.calls(submitPath);
    const wire = readFileSync(join(folder, 'lltp-ngsp@1/golden/submit-person/wire.json'), 'utf8');
    expect(JSON.parse(request!.body)).toEqual(JSON.parse(wire));
    expect(request!.headers.authorization).toBe('Bearer t-1');
  });

  const faults: readonly (readonly [
    what: string,
    reply: Parameters<ScriptedServer['on']>[1],
    onWrite: object,
    onRead: object,
  ])[] = [
    [
      'a line that breaks after the request',
      reset,
      { kind: 'unknown', reason: 'connectionLost' },
      { kind: 'retryable' },
    ],
    [
      'silence after taking the request',
      silence,
      { kind: 'unknown', reason: 'timeoutAfterSend' },
      { kind: 'retryable' },
    ],
    ['an answer that is cut off', cutOff, { kind: 'unknown', reason: 'connectionLost' }, { kind: 'retryable' }],
    [
      '500 without a classified body',
      json({ error: 'x' }, 500),
      { kind: 'unknown' },
      { kind: 'retryable', reason: 'serverError' },
    ],
    [
      'an HTML page with 502',
      text(html, 502),
      { kind: 'unknown', reason: 'unparseable' },
      { kind: 'retryable', reason: 'gateway' },
    ],
    [
      'an HTML page with 200',
      text(html),
      { kind: 'unknown', reason: 'unparseable' },
      { kind: 'retryable', reason: 'gateway' },
    ],
    [
      '503 with Retry-After',
      text('', 503, { 'retry-after': '7' }),
      { kind: 'retryable', reason: 'throttled', retryAfterMs: 7000 },
      { kind: 'retryable', retryAfterMs: 7000 },
    ],
    [
      '429 without Retry-After',
      json({}, 429),
      { kind: 'retryable', reason: 'throttled' },
      { kind: 'retryable', reason: 'throttled' },
    ],
    [
      '403 of the gateway',
      json({ error: 'access_denied' }, 403),
      { kind: 'rejected', code: 'configuration' },
      { kind: 'rejected', code: 'configuration' },
    ],
    ['a redirect', text('', 302, { location: 'http://127.0.0.1:1/' }), { kind: 'unknown' }, { kind: 'unknown' }],
    [
      'half of a JSON body',
      text('{ "STATUS": "1", "DESCRIPTION": "Gửi thông tin thành công", "I'),
      { kind: 'unknown' },
      { kind: 'retryable' },
    ],
  ];

  it.each(faults)('takes %s for what it is to a write and to a read', async (_what, reply, onWrite, onRead) => {
    server.on(submitPath, reply);
    server.on(findPath, reply);
    expect(await submit()).toMatchObject(onWrite);
    // another client, because the pause that the system asked for holds for all calls of this one
    await clients.close();
    clients = connect(await serverUrl());
    expect(await find()).toMatchObject(onRead);
    expect(journal.exchanges.filter(({ operation }) => operation !== 'token')).toHaveLength(2);
  });

  const serverUrl = (): Promise<string> => Promise.resolve(`http://${server.seen[0]!.headers.host}`);

  it('knows that a refused connection sent nothing', async () => {
    await clients.close();
    const gone = new ScriptedServer();
    const address = await gone.start();
    await gone.stop();
    server.on(submitPath, ok);
    clients = connect(address);
    expect(await submit()).toMatchObject({ kind: 'retryable', reason: 'notSent' });
    expect(journal.exchanges.map(({ operation }) => operation)).toEqual(['token']);
  });

  it('renews an expired token once, and no more than once', async () => {
    server.on(submitPath, json({ error: 'invalid_token' }, 401), ok);
    expect(await submit()).toMatchObject({ kind: 'accepted' });
    expect(server.calls(submitPath).map(({ headers }) => headers.authorization)).toEqual(['Bearer t-1', 'Bearer t-2']);
    server.on(submitPath, json({ error: 'invalid_token' }, 401));
    expect(await submit()).toMatchObject({ kind: 'unauthenticated' });
    expect(server.calls(submitPath)).toHaveLength(4);
  });

  it('asks for one token however many calls begin together', async () => {
    server.on(findPath, json({ STATUS: '1', DEC_STATUS_ID: 4 }));
    await Promise.all(Array.from({ length: 10 }, find));
    expect(server.calls('/token')).toHaveLength(1);
  });

  it('never calls with a token that it did not get', async () => {
    server.on(submitPath, ok);
    server.on('/token', json({ error: 'invalid_client' }, 401));
    expect(await submit()).toMatchObject({ kind: 'unauthenticated' });
    server.on('/token', text(html, 502));
    expect(await submit()).toMatchObject({ kind: 'retryable', reason: 'gateway' });
    expect(server.calls(submitPath)).toHaveLength(0);
  });

  it('logs in to the portal once and again when the words say that the session is over', async () => {
    const expired = json({ error_code: '-2', message: 'PHIÊN LÀM VIỆC  không hợp lệ'.normalize('NFD') });
    server.on('/mapi/login', json({ error_code: '0', session: 's-1' }), json({ error_code: '00', session: 's-2' }));
    server.on('/mapi/g', expired, json({ error_code: 0, result: [] }));
    const found = await clients.client('dvcqg-2020@1').call('find', { dossierCode: 'H99.14-241126-0001' }, context);
    expect(found).toMatchObject({ kind: 'accepted', value: null });
    const bodies = server.calls('/mapi/g').map(({ body }) => JSON.parse(body) as { session: string; madonvi: string });
    expect(bodies.map(({ session }) => session)).toEqual(['s-1', 's-2']);
    expect(server.calls('/mapi/g')[0]!.headers['dstcode']).toBe('dst-secret');
  });

  it('stops calling a system that failed five times in a row', async () => {
    server.on(findPath, text(html, 502));
    for (let call = 0; call < 5; call += 1) await find();
    expect(await find()).toEqual({ kind: 'retryable', reason: 'notSent' });
    expect(server.calls(findPath)).toHaveLength(5);
  });

  it('leaves a system alone for as long as it asked', async () => {
    server.on(findPath, text('', 503, { 'retry-after': '3600' }));
    await find();
    const refused = await find();
    expect(refused).toMatchObject({ kind: 'retryable', reason: 'notSent' });
    expect((refused as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(3_500_000);
    expect(server.calls(findPath)).toHaveLength(1);
  });

  it('does not send what nobody waits for any more', async () => {
    server.on(submitPath, ok);
    const late = { ...context, deadline: '2026-11-24T00:59:59.000Z' };
    expect(await client().call('submit', document, late)).toMatchObject({ kind: 'retryable', reason: 'notSent' });
    expect(server.seen).toHaveLength(0);
  });

  it('tells a fault of the gateway from a fault of the system behind it', async () => {
    server.on(
      findPath,
      json({ error: 'access_denied' }, 403),
      json({ STATUS: '0', DESCRIPTION: 'Sai dữ liệu' }),
      reset,
    );
    await find();
    await find();
    await find();
    const told = journal.exchanges
      .filter(({ operation }) => operation === 'find')
      .map(({ faultSource }) => faultSource);
    expect(told).toEqual(['gateway', 'provider', 'gateway']);
  });

  it('has a broken journal ask for the outcome like any lost one', async () => {
    server.on(submitPath, ok);
    await find().catch(() => undefined);
    journal.record = () => Promise.reject(new Error('down'));
    await expect(submit()).rejects.toThrow('down');
  });
});
