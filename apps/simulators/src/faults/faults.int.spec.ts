import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { blockOf, Caller, type Answer } from '../contract/caller.js';
import { type JournalEntry } from '../journal/journal.js';
import { startSimulators, type RunningSimulators } from '../start-simulators.js';
import { type Fault, type FaultOrder } from './fault.js';

const CODE = '000.00.14.H99-200721-0001';
let sim: RunningSimulators;
let caller: Caller;

beforeAll(async () => {
  sim = await startSimulators({ now: '2020-07-21T08:00:00+07:00', seed: 7 });
});

afterAll(() => sim.stop());

beforeEach(async () => {
  await sim.control.reset({ seed: 7, now: '2020-07-21T08:00:00+07:00' });
  caller = await new Caller(sim.url).signOn();
});

const submit = (): Promise<Answer> => caller.op('lltp.g1.nhanHoSoDangKy');
const strike = (fault: Fault, order: Partial<FaultOrder> = {}): Promise<{ id: string }> =>
  sim.control.fault({ mount: 'lltp1', operation: 'nhanHoSoDangKy', fault, times: 1, ...order });
const lastCall = async (): Promise<JournalEntry | undefined> => (await sim.control.journal({ key: CODE })).at(-1);
const known = async (): Promise<boolean> => (await sim.control.state(CODE)) !== null;
const broken = (call: Promise<unknown>): Promise<void> =>
  expect(call).rejects.toThrow(/fetch failed|terminated|aborted/);

describe('timeout', () => {
  it('before processing, leaves nothing behind', async () => {
    await strike({ type: 'timeout', phase: 'beforeProcessing', ms: 30 });
    await broken(submit());
    expect(await known()).toBe(false);
    expect(await lastCall()).toMatchObject({ committed: false, answered: false, httpStatus: 0, faultId: 'fault-1' });
  });

  it('after the commit, has taken the dossier in without a word, and knows it when it comes again', async () => {
    await strike({ type: 'timeout', phase: 'afterCommit', ms: 30 });
    await broken(submit());
    expect(await lastCall()).toMatchObject({ committed: true, answered: false });
    expect((await submit()).body).toMatchObject({ STATUS: '0', DESCRIPTION: 'Hồ sơ đã được tiếp nhận' });
  });

  it('holds a caller who gives up first, and lets him go', async () => {
    await strike({ type: 'timeout', phase: 'afterCommit', ms: 60_000 });
    const { http, request } = blockOf('lltp.g1.nhanHoSoDangKy');
    const headers = { authorization: `Bearer ${caller.token}` };
    const signal = AbortSignal.timeout(100);
    await broken(
      caller.send(http.split(' ')[1] ?? '', { method: 'POST', headers, body: JSON.stringify(request), signal }),
    );
    expect(await known()).toBe(true);
  });
});

describe('connection', () => {
  it.each([
    ['resetBeforeHeaders', 'beforeProcessing', false],
    ['resetBeforeHeaders', 'afterCommit', true],
    ['resetAfterHeaders', 'afterCommit', true],
    ['truncatedBody', 'afterCommit', true],
  ] as const)('%s %s: taken in = %s', async (variant, phase, committed) => {
    await strike({ type: 'connection', variant, phase });
    await broken(submit());
    expect(await known()).toBe(committed);
    expect(await lastCall()).toMatchObject({ committed, answered: false });
  });

  it('lets the status through before it breaks behind the headers', async () => {
    await strike({ type: 'connection', variant: 'resetAfterHeaders' });
    const { request } = blockOf('lltp.g1.nhanHoSoDangKy');
    const response = await fetch(`${sim.url}/sim/gateway/apiLyLichTuPhap/nhanHoSoDangKy`, {
      method: 'POST',
      headers: { authorization: `Bearer ${caller.token}` },
      body: JSON.stringify(request),
    });
    expect(response.status).toBe(200);
    await broken(response.text());
  });
});

describe('http', () => {
  it('answers 502 as a page of the proxy, and the dossier was not seen', async () => {
    await strike({ type: 'http', status: 502 });
    const given = await submit();
    expect(given.status).toBe(502);
    expect(given.headers.get('content-type')).toContain('text/html');
    expect(given.text).toContain('502 Bad Gateway');
    expect(await known()).toBe(false);
  });

  it('answers 504 although the dossier was taken in, when told so', async () => {
    await strike({ type: 'http', status: 504, phase: 'afterCommit' });
    expect((await submit()).status).toBe(504);
    expect(await lastCall()).toMatchObject({ httpStatus: 504, committed: true, answered: true });
  });

  it.each([
    [503, 120, '120'],
    [503, undefined, null],
    [429, 30, '30'],
    [429, undefined, null],
  ])('answers %s with Retry-After %s', async (status, retryAfterSeconds, header) => {
    await strike({ type: 'http', status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
    const given = await submit();
    expect([given.status, given.headers.get('retry-after')]).toEqual([status, header]);
  });

  it.each([500, 401, 403])('answers %s as an object', async (status) => {
    await strike({ type: 'http', status });
    const given = await submit();
    expect(given.status).toBe(status);
    expect(given.body).toMatchObject({ fault: { code: 900_000 + status } });
  });

  it('answers 302 with a place to go', async () => {
    await strike({ type: 'http', status: 302, location: '/login' });
    const given = await submit();
    expect([given.status, given.headers.get('location')]).toEqual([302, '/login']);
  });
});

describe('body', () => {
  it.each<[Extract<Fault, { type: 'body' }>['variant'], (given: Answer) => void]>([
    ['plainText', ({ text }) => expect(text).toBe('Gửi thông tin thành công')],
    ['doubleEncoded', ({ body }) => expect(JSON.parse(body as string)).toMatchObject({ STATUS: '1' })],
    [
      'wrongContentType',
      ({ headers, body }) =>
        expect([headers.get('content-type'), typeof body]).toEqual(['text/html; charset=utf-8', 'object']),
    ],
    ['codeAsNumber', ({ body }) => expect(body).toMatchObject({ STATUS: 1 })],
    ['codeAsString', ({ body }) => expect(body).toMatchObject({ STATUS: '1' })],
    ['codeAs00', ({ body }) => expect(body).toMatchObject({ STATUS: '01' })],
    ['missingMember', ({ body }) => expect(body).not.toHaveProperty('STATUS')],
    ['empty', ({ text }) => expect(text).toBe('')],
  ])('%s', async (variant, check) => {
    await strike({ type: 'body', variant });
    check(await submit());
    expect(await known()).toBe(true);
  });

  it('bom puts a byte order mark in front', async () => {
    await strike({ type: 'body', variant: 'bom' });
    const response = await fetch(`${sim.url}/sim/gateway/apiLyLichTuPhap/nhanHoSoDangKy`, {
      method: 'POST',
      headers: { authorization: `Bearer ${caller.token}` },
      body: JSON.stringify(blockOf('lltp.g1.nhanHoSoDangKy').request),
    });
    expect([...new Uint8Array(await response.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('nfd takes the Vietnamese letters apart', async () => {
    await submit();
    await strike({ type: 'body', variant: 'nfd' });
    const { text } = await submit();
    expect(text).not.toContain('Hồ sơ đã được tiếp nhận');
    expect(text.normalize('NFC')).toContain('Hồ sơ đã được tiếp nhận');
  });
});

describe('latency', () => {
  it.each<Fault>([
    { type: 'latency', ms: 20 },
    { type: 'latency', variant: 'jitter', ms: 5, maxMs: 20 },
    { type: 'latency', variant: 'slowDrip', ms: 30 },
  ])('delays the answer and leaves it whole: $variant', async (fault) => {
    await strike(fault);
    expect((await submit()).body).toMatchObject({ STATUS: '1' });
    expect(await lastCall()).toMatchObject({ faultId: 'fault-1', answered: true });
  });

  it('adds up with another fault, which decides the answer', async () => {
    await strike({ type: 'latency', ms: 5 }, { id: 'slow' });
    await strike({ type: 'http', status: 500 }, { id: 'dead' });
    expect((await submit()).status).toBe(500);
    expect(await lastCall()).toMatchObject({ faultId: 'dead' });
  });
});

describe('business', () => {
  it.each([
    ['illegalLogic', 'Dữ liệu không hợp lệ về nghiệp vụ'],
    ['terminalState', 'Hồ sơ đã kết thúc xử lý'],
    ['codeNoLongerValid', 'Mã đơn vị đã hết hiệu lực'],
  ] as const)('%s in the words of criminal records', async (variant, words) => {
    await strike({ type: 'business', variant });
    expect((await submit()).body).toEqual({ STATUS: '0', DESCRIPTION: words });
  });

  it.each([
    ['addressNotAllowed', 101],
    ['recordIncomplete', 200],
    ['codeNoLongerValid', 106],
  ] as const)('%s as code %s of civil status', async (variant, errorCode) => {
    await strike({ type: 'business', variant }, { mount: 'civil1', operation: 'dangKyHoTich' });
    expect((await caller.op('civil.g1.dangKyHoTich')).body).toMatchObject({ status: 0, errorCode });
  });

  it('in the words of the portal and of a leg', async () => {
    await strike(
      { type: 'business', variant: 'prerequisiteMissing' },
      { mount: '*', operation: 'CapNhatTienDoHoSoMC' },
    );
    await strike({ type: 'business', variant: 'prerequisiteMissing' }, { mount: 'leg.residence', operation: 'submit' });
    expect((await caller.op('dvcqg.CapNhatTienDoHoSoMC')).body).toMatchObject({ message: 'Hồ sơ không tồn tại' });
    expect(await caller.post('/sim/leg/residence/submit', {})).toMatchObject({
      status: 422,
      body: { detail: 'Chưa có kết quả đăng ký khai sinh' },
    });
  });
});

describe('duplicate and order', () => {
  const listed = async (): Promise<number[]> => {
    const { LISTCONTENT } = (await caller.op('lltp.g1.traDsTrangThaiHs')).body as {
      LISTCONTENT: { DEC_STATUS_ID: number }[];
    };
    return LISTCONTENT.map(({ DEC_STATUS_ID }) => DEC_STATUS_ID);
  };
  const acknowledge = async (): Promise<void> => {
    const state = (await sim.control.state(CODE)) as { lltp1: { ID: string } };
    await caller.op('lltp.g1.danhDauHsThanhCong', { declarationId: state.lltp1.ID });
  };

  it('lists an item until it is acknowledged, and again for each change', async () => {
    await submit();
    expect([await listed(), await listed()]).toEqual([[3], [3]]);
    await acknowledge();
    expect(await listed()).toEqual([]);
    await sim.control.advance(3600);
    await caller.signOn();
    expect(await listed()).toEqual([4]);
  });

  it('keeps a change that came between list and acknowledgement', async () => {
    await submit();
    await listed();
    await sim.control.advance(3600);
    await caller.signOn();
    await acknowledge();
    expect(await listed()).toEqual([4]);
  });

  it('twice: the same item stands in the list two times', async () => {
    await submit();
    await strike({ type: 'duplicate', variant: 'twice' }, { operation: 'traDsTrangThaiHs' });
    expect(await listed()).toEqual([3, 3]);
  });

  it('againAfterAck: an acknowledged item comes again once', async () => {
    await submit();
    await listed();
    await acknowledge();
    await strike({ type: 'duplicate' }, { operation: 'traDsTrangThaiHs' });
    expect([await listed(), await listed()]).toEqual([[3], []]);
  });

  it('lostAck: an acknowledgement is confirmed and forgotten', async () => {
    await submit();
    await listed();
    await strike({ type: 'order', variant: 'lostAck' }, { operation: 'danhDauHsThanhCong' });
    await acknowledge();
    expect(await listed()).toEqual([3]);
  });

  it('ahead and regress: 5 before 4, and back to 4 after 5', async () => {
    await submit();
    await strike({ type: 'order', variant: 'ahead' }, { operation: 'traDsTrangThaiHs' });
    expect(await listed()).toEqual([5]);
    await sim.control.advance(86_400);
    await caller.signOn();
    await strike({ type: 'order', variant: 'regress' }, { operation: 'traDsTrangThaiHs' });
    expect([await listed(), await listed()]).toEqual([[4], [5]]);
  });
});

describe('rate, clock, identity, down', () => {
  const poll = (): Promise<Answer> => caller.op('lltp.g1.traTrangThaiHs');

  it('lets a burst through, then refuses until the virtual clock has refilled the bucket', async () => {
    await sim.control.fault({ mount: 'lltp1', fault: { type: 'rate', perSecond: 1, burst: 2, retryAfterSeconds: 1 } });
    const statuses = [(await poll()).status, (await poll()).status, (await poll()).status];
    await sim.control.advance(1);
    expect([...statuses, (await poll()).status]).toEqual([200, 200, 429, 200]);
  });

  it('counts a day by its quota', async () => {
    await sim.control.fault({ mount: 'lltp1', fault: { type: 'rate', perSecond: 10, burst: 10, perDay: 1 } });
    expect([(await poll()).status, (await poll()).status]).toEqual([200, 429]);
  });

  it('skews the server clock: its Date header and the days it prints', async () => {
    await sim.control.scenario({ mount: 'lltp1', scenario: 'auto', params: { d1Seconds: 0, d2Seconds: 0 } });
    await sim.control.setClock({ now: '2020-07-21T23:58:00Z' });
    await caller.signOn();
    await submit();
    await strike({ type: 'clock', skewSeconds: -300 }, { operation: 'traTrangThaiHs', times: 1 });
    await strike({ type: 'clock', zone: 'UTC' }, { operation: 'traTrangThaiHs', times: 2 });
    const skewed = await poll();
    expect(skewed.headers.get('date')).toBe('Tue, 21 Jul 2020 23:53:00 GMT');
    expect(skewed.body).toMatchObject({ STATUS: '0' });
    expect((await poll()).body).toMatchObject({ ISSUE_DATE: '21/07/2020' });
    expect((await poll()).body).toMatchObject({ ISSUE_DATE: '22/07/2020' });
  });

  it('techIdMissing: an account is not found', async () => {
    await strike({ type: 'identity', variant: 'techIdMissing' }, { mount: 'dvcqg', operation: 'TraCuuTechID' });
    expect((await caller.op('dvcqg.TraCuuTechID')).body).toMatchObject({ result: [] });
  });

  it('is down for its time, with a page or without a word, and comes back by itself', async () => {
    await sim.control.fault({ mount: 'lltp1', fault: { type: 'down', forSeconds: 60 } });
    expect((await poll()).status).toBe(503);
    await sim.control.advance(60);
    expect((await poll()).status).toBe(200);
    await sim.control.fault({ mount: 'gateway', fault: { type: 'down', variant: 'refuse', forSeconds: 60 } });
    await broken(poll());
    await broken(caller.op('gateway.token'));
    await sim.control.advance(60);
    expect((await poll()).status).toBe(200);
  });
});

describe('aim', () => {
  it('strikes only the dossier, operation and times ordered', async () => {
    await strike({ type: 'http', status: 500 }, { match: { idReceivedDec: 'other' } });
    expect((await submit()).status).toBe(200);
    await strike({ type: 'http', status: 500 }, { match: { key: CODE }, operation: 'traTrangThaiHs', times: 2 });
    const polls = [];
    for (let turn = 0; turn < 3; turn += 1) polls.push((await caller.op('lltp.g1.traTrangThaiHs')).status);
    expect(polls).toEqual([500, 500, 200]);
  });

  it('strikes within its window of the virtual clock only', async () => {
    await strike({ type: 'http', status: 500 }, { window: { from: '2020-07-21T09:00:00+07:00' } });
    expect((await submit()).status).toBe(200);
    await sim.control.advance(3600);
    await caller.signOn();
    expect((await submit()).status).toBe(500);
  });

  it('strikes by chance, the same way for the same seed', async () => {
    const run = async (seed: number): Promise<string> => {
      await sim.control.reset({ seed });
      await caller.signOn();
      await sim.control.fault({ mount: 'lltp1', fault: { type: 'http', status: 500 }, probability: 0.5 });
      const statuses = [];
      for (let turn = 0; turn < 24; turn += 1) statuses.push((await caller.op('lltp.g1.traTrangThaiHs')).status);
      return statuses.join();
    };
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toContain('200');
    expect(first).toContain('500');
  });

  it('can be listed and taken away', async () => {
    const { id } = await strike({ type: 'http', status: 500 });
    expect(await sim.control.faults()).toMatchObject([{ id, struck: 0 }]);
    await sim.control.removeFault(id);
    expect((await submit()).status).toBe(200);
    await expect(sim.control.removeFault(id)).rejects.toThrow('404');
  });
});
