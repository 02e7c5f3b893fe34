import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { blockOf, Caller, type Answer } from '../contract/caller.js';
import { startSimulators, type RunningSimulators } from '../start-simulators.js';

const NOW = '2024-11-26T08:00:00+07:00';
const PORTAL_CODE = 'H99.14-241126-0001';
const LLTP_CODE = '000.00.14.H99-200721-0001';
const dossier = (blockOf('dvcqg.DongBoHoSoMC').request['data'] as Record<string, unknown>[])[0] ?? {};
const step = (blockOf('dvcqg.CapNhatTienDoHoSoMC').request['data'] as Record<string, unknown>[])[0] ?? {};

let sim: RunningSimulators;
let caller: Caller;

beforeAll(async () => {
  sim = await startSimulators({ now: NOW, seed: 42 });
});

afterAll(() => sim.stop());

beforeEach(async () => {
  await sim.control.reset({ seed: 42, now: NOW });
  caller = await new Caller(sim.url).signOn();
});

const insert = (change: object = {}): Promise<Answer> =>
  caller.op('dvcqg.DongBoHoSoMC', { data: [{ ...dossier, ...change }] });
const progress = (...steps: object[]): Promise<Answer> =>
  caller.op('dvcqg.CapNhatTienDoHoSoMC', { data: steps.map((change) => ({ ...step, ...change })) });
const ask = (method: string, path: string, body?: string): Promise<Answer> =>
  caller.send(`/__sim/${path}`, {
    method,
    ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
  });

describe('health, reset and clock', () => {
  it('says what there is', async () => {
    expect(await sim.control.health()).toEqual({
      status: 'up',
      mounts: ['gateway', 'lltp1', 'civil1', 'dvcqg', 'leg.social.card', 'leg.residence'],
      now: NOW,
      rate: 0,
      seed: 42,
    });
  });

  it('starts again with another seed and forgets everything but, when asked, the faults', async () => {
    await insert();
    await sim.control.fault({ id: 'kept', mount: 'dvcqg', fault: { type: 'http', status: 500 } });
    expect(await sim.control.reset({ seed: 43, keepFaults: true })).toEqual({ seed: 43 });
    expect([await sim.control.state(PORTAL_CODE), (await sim.control.journal()).length]).toEqual([null, 0]);
    expect((await sim.control.faults()).map(({ id }) => id)).toEqual(['kept']);
  });

  it('advances the clock and counts the steps that fell due', async () => {
    await caller.op('lltp.g1.nhanHoSoDangKy');
    expect(await sim.control.advance(3600)).toEqual({ now: '2024-11-26T09:00:00+07:00', fired: 1 });
    expect(await sim.control.setClock({ now: '2024-11-27T08:00:00+07:00' })).toMatchObject({ fired: 1, rate: 0 });
  });

  it('lets the clock run with the wall clock, faster, or not at all', async () => {
    await sim.control.setClock({ rate: 100_000 });
    const { rate } = await sim.control.health();
    expect(rate).toBe(100_000);
    await sim.control.setClock({ rate: 0 });
    const [one, two] = [await sim.control.health(), await sim.control.health()];
    expect(two.now).toBe(one.now);
    expect(Date.parse(one.now)).toBeGreaterThan(Date.parse(NOW));
  });
});

describe('journal', () => {
  it('keeps sizes and digests of every request and nothing of a person', async () => {
    await caller.op('lltp.g1.nhanHoSoDangKy');
    await insert();
    const [entry] = await sim.control.journal({ key: LLTP_CODE, mount: 'lltp1' });
    expect(entry).toMatchObject({
      operation: 'nhanHoSoDangKy',
      key: LLTP_CODE,
      httpStatus: 200,
      committed: true,
      answered: true,
      faultId: null,
    });
    expect(entry?.request.sha256).toMatch(/^[0-9a-f]{64}$/);
    const [journal, state, summary] = [
      await sim.control.journal(),
      await sim.control.state(PORTAL_CODE),
      await sim.control.summary(),
    ];
    expect(JSON.stringify([journal, state, summary])).not.toMatch(/MẪU|099090000001|0900000001|example\.vn/);
  });

  it('tells sessions, reads, refusals and duplicates from commits', async () => {
    await insert();
    await insert();
    await caller.op('dvcqg.TraCuuHoSo');
    const effects = (await sim.control.journal()).map(({ operation, effect, committed }) => [
      operation,
      effect,
      committed,
    ]);
    expect(effects).toEqual([
      ['token', 'session', false],
      ['login', 'session', false],
      ['DongBoHoSoMC', 'created', true],
      ['DongBoHoSoMC', 'none', false],
      ['TraCuuHoSo', 'none', false],
    ]);
  });
});

describe('scenarios', () => {
  it('apply to dossiers already there, from now on', async () => {
    await caller.op('lltp.g1.nhanHoSoDangKy');
    await sim.control.advance(3600);
    const order = { mount: 'lltp1', match: { idReceivedDec: LLTP_CODE }, scenario: 'stuck' } as const;
    expect(await sim.control.scenario(order)).toEqual({ applied: 1, replanned: 1 });
    await sim.control.advance(30 * 86_400);
    expect(await sim.control.state(LLTP_CODE)).toMatchObject({ lltp1: { DEC_STATUS_ID: 4 } });
  });

  it.each([
    ['late', 15 * 86_400, 4],
    ['late', 16 * 86_400, 5],
    ['negative', 86_400, 5],
    ['refuse', 86_400, 4],
    ['supplement', 86_400, 4],
    ['supplement', 2 * 86_400, 5],
  ] as const)('%s after %s seconds shows status %s', async (scenario, seconds, status) => {
    await sim.control.scenario({ mount: '*', scenario });
    await caller.op('lltp.g1.nhanHoSoDangKy');
    await sim.control.advance(seconds);
    expect(await sim.control.state(LLTP_CODE)).toMatchObject({ lltp1: { DEC_STATUS_ID: status } });
  });

  it('hide a dossier for the visibility lag', async () => {
    await sim.control.scenario({ mount: '*', scenario: 'auto', params: { visibilityLagSeconds: 30 } });
    await caller.op('lltp.g1.nhanHoSoDangKy');
    await insert();
    expect((await caller.op('lltp.g1.traTrangThaiHs')).body).toMatchObject({ STATUS: '0' });
    expect((await caller.op('dvcqg.TraCuuHoSo')).body).toMatchObject({ result: [] });
    await sim.control.advance(30);
    expect((await caller.op('lltp.g1.traTrangThaiHs')).body).toMatchObject({ DEC_STATUS_ID: 3 });
    expect((await caller.op('dvcqg.TraCuuHoSo')).body).toMatchObject({ result: [{ MaHoSo: PORTAL_CODE }] });
  });

  it('can speak in lower case and say that a dossier exists with another code', async () => {
    await sim.control.scenario({ mount: '*', scenario: 'auto', params: { memberStyle: 'lower', existsCode: '-3' } });
    expect((await caller.op('lltp.g1.nhanHoSoDangKy')).body).toMatchObject({ status: '1', description: '' });
    await insert();
    expect((await insert()).body).toMatchObject({ error_code: '-3', message: `Hồ sơ ${PORTAL_CODE} đã tồn tại` });
  });
});

describe('assertions', () => {
  const failing = async (expectation: Parameters<typeof sim.control.assert>[0][number]): Promise<unknown> =>
    (await sim.control.assert([expectation])).failures[0]?.found;

  it('pass on a sound exchange', async () => {
    await insert();
    await progress({}, { TrangThai: '4', ThoiDiemXuLy: '20241126090000' });
    const key = PORTAL_CODE;
    const wanted = [
      { expect: 'exactlyOneCommitted', mount: 'dvcqg', operation: 'DongBoHoSoMC', key },
      { expect: 'eachKeyAtMostOneCommitted', operation: 'DongBoHoSoMC' },
      { expect: 'progressMonotonic' },
      { expect: 'progressEquals', key, statuses: ['2', '4'] },
      { expect: 'statusEquals', mount: 'dvcqg', key, status: '2' },
      { expect: 'noneCommitted', mount: 'lltp1' },
      { expect: 'callRateAtMost', mount: 'dvcqg', perSecond: 3 },
      { expect: 'noPersonalDataInHeadersOrUrls' },
    ] as const;
    expect(await sim.control.assert(wanted)).toEqual({ pass: true, failures: [] });
  });

  it('notice a dossier that was taken in twice', async () => {
    await sim.control.scenario({ mount: 'lltp1', scenario: 'auto', params: { recognisesDuplicates: false } });
    await caller.op('lltp.g1.nhanHoSoDangKy');
    await caller.op('lltp.g1.nhanHoSoDangKy');
    expect(await failing({ expect: 'exactlyOneCommitted', key: LLTP_CODE })).toBe(2);
    expect(await failing({ expect: 'atMostOneCommitted', mount: 'lltp1' })).toBe(2);
    expect(await failing({ expect: 'eachKeyAtMostOneCommitted' })).toEqual([`lltp1 nhanHoSoDangKy ${LLTP_CODE}`]);
    expect((await sim.control.summary()).totals['lltp1']).toEqual({ keys: 1, committed: 2, doubles: 1 });
  });

  it('notice a step that was appended twice, unless the portal recognises it', async () => {
    await insert();
    await progress({});
    await progress({});
    expect(await failing({ expect: 'progressMonotonic', key: PORTAL_CODE })).toEqual([PORTAL_CODE]);
    await sim.control.reset();
    await caller.signOn();
    await sim.control.scenario({ mount: 'dvcqg', scenario: 'auto', params: { progressDedupe: true } });
    await insert();
    await progress({});
    await progress({});
    expect(await failing({ expect: 'progressMonotonic' })).toBeUndefined();
    expect(await sim.control.state(PORTAL_CODE)).toMatchObject({ dvcqg: { progress: 1 } });
  });

  it('notice too many calls in a second, a wrong status and a file not fetched', async () => {
    await insert();
    expect(await failing({ expect: 'callRateAtMost', mount: 'dvcqg', perSecond: 1 })).toBe(2);
    expect(await failing({ expect: 'statusEquals', mount: 'dvcqg', key: PORTAL_CODE, status: '9' })).toBe('2');
    expect(await failing({ expect: 'allFilesFetched' })).toEqual([`${PORTAL_CODE} input 1: not yet`]);
  });

  it.each([
    ['a header', '/sim/dvcqg/mapi/g', { 'x-applicant': 'nguyen van mau' }, 'x-applicant'],
    ['a query', '/sim/dvcqg/mapi/g?cccd=099090000001', {}, 'url'],
    ['an e-mail address in a header', '/sim/dvcqg/mapi/g', { 'x-contact': 'mau@example.vn' }, 'x-contact'],
  ])('notice personal data in %s', async (_where, path, headers, place) => {
    await caller.post(path, { ...blockOf('dvcqg.DongBoHoSoMC').request, session: caller.session }, headers);
    const found = await failing({ expect: 'noPersonalDataInHeadersOrUrls' });
    expect(found).toEqual([expect.stringContaining(place)]);
    expect(JSON.stringify(found)).not.toMatch(/099090000001|mau@/);
  });

  it('notice personal data in a link to a file', async () => {
    const link = 'https://files.h99.example/NGUYEN-VAN-MAU.pdf?exp=1740358800&sig=123456789012';
    await insert({ TaiLieuNop: [{ TenTepDinhKem: 'a.pdf', DuongDanTaiTepTin: link }] });
    expect(await failing({ expect: 'noPersonalDataInHeadersOrUrls' })).toEqual([expect.stringContaining('fileUrl')]);
  });
});

describe('downloads of the portal', () => {
  const bytes = Buffer.from('%PDF-1.7 sample');
  let files: Server;
  let origin: string;

  const refusals: Record<string, number> = { '/expired': 410, '/gone': 404 };
  const lies: Record<string, number> = { 'HEAD /short': 99 };
  const serve = ({ url = '', method, headers }: IncomingMessage, response: ServerResponse): void => {
    const ranged = headers.range !== undefined && url !== '/no-range';
    const body = ranged ? bytes.subarray(0, 1) : bytes;
    const promised = lies[`${method} ${url}`] ?? body.length;
    response.writeHead(refusals[url] ?? (ranged ? 206 : 200), { 'content-length': promised });
    response.end(method === 'HEAD' ? undefined : body);
  };

  beforeAll(async () => {
    files = createServer(serve).listen(0, '127.0.0.1');
    await new Promise((ready) => files.once('listening', ready));
    origin = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  });

  afterAll(() => void files.close());

  const fetched = async (path: string): Promise<unknown> => {
    await insert({
      TaiLieuNop: [{ TepDinhKemId: '1', TenTepDinhKem: 'a.pdf', DuongDanTaiTepTin: `${origin}${path}` }],
    });
    await sim.control.advance(60);
    const state = (await sim.control.state(PORTAL_CODE))?.['dvcqg'] as { files: unknown[] };
    return state.files[0];
  };

  it('come a minute after the dossier, and not before', async () => {
    await insert({ TaiLieuNop: [{ TepDinhKemId: '1', TenTepDinhKem: 'a.pdf', DuongDanTaiTepTin: `${origin}/fine` }] });
    expect(await sim.control.advance(59)).toMatchObject({ fired: 0 });
    expect(await sim.control.advance(1)).toMatchObject({ fired: 1 });
    expect(await sim.control.assert([{ expect: 'allFilesFetched' }])).toMatchObject({ pass: true });
  });

  it.each([
    ['/fine', true, null],
    ['/gone', false, 'broken'],
    ['/expired', false, 'expired'],
    ['/short', false, 'wrongLength'],
    ['/no-range', false, 'noRange'],
  ])('report %s as it is', async (path, done, trouble) => {
    expect(await fetched(path)).toMatchObject({ fetched: done, trouble });
  });

  it.each(['notFound', 'expired', 'slow', 'wrongLength'] as const)(
    'report a sound link as %s when a fault says so',
    async (variant) => {
      await sim.control.fault({
        mount: 'dvcqg',
        operation: 'fetch',
        match: { key: PORTAL_CODE },
        fault: { type: 'url', variant },
      });
      expect(await fetched('/fine')).toMatchObject({
        fetched: false,
        trouble: variant === 'notFound' ? 'broken' : variant,
      });
    },
  );

  it('take result papers too, and do not fetch twice what they have', async () => {
    await insert();
    const result = {
      DanhSachGiayToKetQua: [{ TenGiayTo: 'Phiếu', GiayToId: 'r', DuongDanTepTinKetQua: `${origin}/fine` }],
      TaiLieuNop: [],
    };
    const update = { isUpdating: 'True', data: [{ ...dossier, ...result }] };
    await caller.op('dvcqg.DongBoHoSoMC', update);
    expect(await sim.control.advance(60)).toMatchObject({ fired: 1 });
    await caller.op('dvcqg.DongBoHoSoMC', update);
    expect(await sim.control.advance(60)).toMatchObject({ fired: 0 });
    expect(await sim.control.state(PORTAL_CODE)).toMatchObject({
      dvcqg: { files: [{ kind: 'result', fetched: true }], updated: 2 },
    });
  });
});

describe('sign-on', () => {
  it('accepts two secrets during a rotation, and those that are set', async () => {
    const token = async (secret: string): Promise<number> => {
      const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sim', client_secret: secret });
      return (await caller.send('/sim/gateway/token', { method: 'POST', body: form })).status;
    };
    expect([await token('sim'), await token('sim-next')]).toEqual([200, 200]);
    await sim.control.credentials('gateway', { client: 'sim', secrets: ['sim-next'] });
    expect([await token('sim'), await token('sim-next')]).toEqual([401, 200]);
  });

  it('accepts Basic credentials', async () => {
    const headers = { authorization: `Basic ${Buffer.from('sim:sim').toString('base64')}` };
    const given = await caller.send('/sim/gateway/token', {
      method: 'POST',
      headers,
      body: 'grant_type=client_credentials',
    });
    expect(given.body).toMatchObject({ token_type: 'Bearer' });
  });

  it('expires with the virtual clock and is revoked on demand', async () => {
    const poll = async (): Promise<number> => (await caller.op('lltp.g1.traTrangThaiHs')).status;
    expect(await poll()).toBe(200);
    expect(await sim.control.revoke('gateway')).toEqual({ revoked: 1 });
    expect(await poll()).toBe(401);
    await caller.signOn();
    await sim.control.advance(3600);
    expect(await poll()).toBe(401);
    await sim.control.revoke('dvcqg');
    expect((await caller.op('dvcqg.TraCuuHoSo')).body).toMatchObject({ error_code: '-2' });
  });

  it('answers 403 to a client without the right to a system', async () => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sim-lltp', client_secret: 'sim' });
    const { body } = await caller.send('/sim/gateway/token', { method: 'POST', body: form });
    caller.token = (body as { access_token: string }).access_token;
    expect([(await caller.op('lltp.g1.traTrangThaiHs')).status, (await caller.op('civil.g1.danhMuc')).status]).toEqual([
      200, 403,
    ]);
  });

  it('wants the lgspaccesstoken on every call once it was used for the token', async () => {
    const lgspaccesstoken = blockOf('gateway.token').headers?.['lgspaccesstoken'] ?? '';
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sim', client_secret: 'sim' });
    const given = await caller.send('/sim/gateway/token', { method: 'POST', headers: { lgspaccesstoken }, body: form });
    caller.token = (given.body as { access_token: string }).access_token;
    const path = '/sim/gateway/apiHoTichTuPhap/danhMuc';
    const statuses = [
      await caller.post(path, { loaiDanhMuc: '5' }),
      await caller.post(path, { loaiDanhMuc: '5' }, { lgspaccesstoken }),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([401, 200]);
  });

  it('refuses the portal without its dstcode', async () => {
    const given = await caller.post(
      '/sim/dvcqg/mapi/login',
      { username: 'sim', password: 'sim' },
      { dstcode: 'other' },
    );
    expect(given.body).toMatchObject({ error_code: '-1' });
  });
});

describe('emissions', () => {
  it('list a change again, open an account and put a dossier on the online list', async () => {
    const { ID } = (await caller.op('lltp.g1.nhanHoSoDangKy')).body as { ID: string };
    await caller.op('lltp.g1.traDsTrangThaiHs');
    await caller.op('lltp.g1.danhDauHsThanhCong', { declarationId: ID });
    await sim.control.emit('lltp1/change', { key: LLTP_CODE });
    expect((await caller.op('lltp.g1.traDsTrangThaiHs')).body).toMatchObject({ LISTCONTENT: [{ DECLARATION_ID: ID }] });
    await sim.control.emit('dvcqg/account', { key: '099199000009', overrides: { TECHNICALID: 't-9' } });
    expect((await caller.op('dvcqg.TraCuuTechID', { mstorcmnd: '099199000009' })).body).toMatchObject({
      result: [{ TECHNICALID: 't-9' }],
    });
    expect(await sim.control.emit('lltp1/online-dossier', { copies: 2 })).toMatchObject({ sent: 2 });
    await caller.op('lltp.g1.danhDauHsThanhCong', { declarationId: 'online-1enc', infoType: '3' });
    expect((await caller.op('lltp.g1.traHoSo')).body).toHaveLength(1);
  });

  it('push a dossier of the portal to an address of ours, as often as told', async () => {
    const seen: string[] = [];
    const ours = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
      request.on('end', () => response.end('{"error_code":0}'));
    }).listen(0, '127.0.0.1');
    await new Promise((ready) => ours.once('listening', ready));
    const target = `http://127.0.0.1:${(ours.address() as AddressInfo).port}/external/v1/dvcqg/dossiers`;
    expect(await sim.control.emit('dvcqg/dossier', { target, copies: 2 })).toEqual({ sent: 2, statuses: [200, 200] });
    expect([seen.length, seen[0] === seen[1], JSON.parse(seen[0] ?? '{}')]).toMatchObject([
      2,
      true,
      { MaHoSo: 'G22.99-241126-0001' },
    ]);
    ours.close();
    await expect(sim.control.emit('dvcqg/dossier', { target })).rejects.toThrow('502');
  });
});

describe('refusals of the control plane', () => {
  it.each([
    ['PUT', 'scenario', '{"mount":"lltp9","scenario":"auto"}', 422],
    ['PUT', 'scenario', '{"mount":"lltp1","scenario":"dance"}', 400],
    ['PUT', 'scenario', '{"mount":"lltp1","scenario":"auto","params":{"d1Seconds":"soon"}}', 400],
    ['POST', 'faults', '{"mount":"lltp1","fault":{"type":"timeout"}}', 422],
    ['POST', 'faults', '{"mount":"lltp1","fault":{"type":"http","status":"500"}}', 422],
    ['POST', 'faults', '{"mount":"lltp1","fault":{"type":"order","variant":"sideways"}}', 422],
    ['POST', 'faults', '{"mount":"lltp1","fault":{"type":"quake"}}', 422],
    ['POST', 'clock/advance', '{"seconds":-1}', 400],
    ['POST', 'clock/set', '{"now":"tomorrow"}', 400],
    ['POST', 'reset', '{"seed":1.5}', 400],
    ['POST', 'assert', '[{"expect":"everythingFine"}]', 400],
    ['POST', 'assert', '{"expect":"progressMonotonic"}', 400],
    ['POST', 'reset', '{not json', 400],
    ['PUT', 'auth/lltp1', '{}', 404],
    ['POST', 'emit/lltp1/change', '{"key":"nobody"}', 404],
    ['POST', 'emit/dvcqg/dossier', '{"target":"file:///etc/passwd"}', 400],
    ['DELETE', 'faults/nobody', undefined, 404],
    ['GET', 'state/nobody', undefined, 404],
  ])('%s %s %s', async (method, path, body, status) => {
    const given = await ask(method, path, body);
    expect(given.status).toBe(status);
    expect(given.headers.get('content-type')).toContain('application/problem+json');
    expect(given.body).toMatchObject({ status });
  });

  it('arms a fault of one name once', async () => {
    const order = { id: 'f-1', mount: 'dvcqg', fault: { type: 'http', status: 500 } } as const;
    await sim.control.fault(order);
    await expect(sim.control.fault(order)).rejects.toThrow('409');
  });

  it('is described by an OpenAPI 3.1 document', async () => {
    const { body } = await ask('GET', 'openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/__sim/faults': { post: {} }, '/__sim/summary': { get: {} } },
    });
  });

  it('answers nothing outside of its mounts', async () => {
    expect((await caller.send('/sim/lltp2/nhanHoSo', { method: 'POST' })).status).toBe(404);
    expect((await caller.send('/elsewhere', { method: 'GET' })).status).toBe(404);
  });
});

describe('a file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulators-'));
    file = join(folder, 'books.jsonl');
  });

  const running: RunningSimulators[] = [];
  const start = async (): Promise<RunningSimulators> => {
    const started = await startSimulators({ now: NOW, file });
    running.push(started);
    return started;
  };

  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
    await rm(folder, { recursive: true });
  });

  it('keeps what was accepted, the journal, scenarios and the clock over a restart, and nothing personal', async () => {
    const first = await start();
    const before = await new Caller(first.url).signOn();
    await first.control.scenario({ mount: 'lltp1', scenario: 'stuck' });
    await first.control.emit('dvcqg/account', { key: '099199000009', overrides: { TECHNICALID: 't-9' } });
    await before.op('lltp.g1.nhanHoSoDangKy');
    await before.op('civil.g1.dangKyHoTich');
    await before.op('dvcqg.DongBoHoSoMC');
    await first.control.advance(3600);
    const summary = await first.control.summary();
    await running.pop()?.stop();

    expect(await readFile(file, 'utf8')).not.toMatch(/MẪU|099090000001|099199000009|0900000001|example\.vn/);
    const second = await start();
    expect(await second.control.summary()).toEqual(summary);
    const after = await new Caller(second.url).signOn();
    expect((await after.op('lltp.g1.nhanHoSoDangKy')).body).toMatchObject({ DESCRIPTION: 'Hồ sơ đã được tiếp nhận' });
    await second.control.advance(30 * 86_400);
    expect(await second.control.state(LLTP_CODE)).toMatchObject({ lltp1: { DEC_STATUS_ID: 4 } });
    expect((await second.control.assert([{ expect: 'exactlyOneCommitted', mount: 'lltp1' }])).pass).toBe(true);
  });
});
