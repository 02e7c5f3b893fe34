import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { Caller, type Answer } from '../contract/caller.js';
import { startSimulators, type RunningSimulators } from '../start-simulators.js';

const KEY = 'H99.30-241126-0003';
const submission = {
  dossierCode: KEY,
  unitCode: '99001',
  module: 'BHYT',
  procedure: '2.001023',
  submittedAt: '2024-11-26T08:00:00+07:00',
  person: { fullName: 'NGUYỄN MẪU NHI' },
};

let sim: RunningSimulators;
let caller: Caller;

beforeAll(async () => {
  sim = await startSimulators({ now: '2024-11-26T08:00:00+07:00' });
  caller = new Caller(sim.url);
});

afterAll(() => sim.stop());

beforeEach(() => sim.control.reset({ now: '2024-11-26T08:00:00+07:00' }));

const submit = (change: object = {}, leg = 'social.card'): Promise<Answer> =>
  caller.post(`/sim/leg/${leg}/submit`, { ...submission, ...change });
const poll = (dossierCode: string = KEY): Promise<Answer> => caller.post('/sim/leg/social.card/poll', { dossierCode });

describe('a leg of a linked procedure', () => {
  it('takes a dossier in, works on it and hands out a real PDF, the same one each time', async () => {
    expect(await submit()).toMatchObject({ status: 200, body: { status: 'received', reference: 'BHYT-000001' } });
    expect((await poll()).body).toMatchObject({ dossierCode: KEY, status: 'received', result: null });
    await sim.control.advance(3600);
    expect((await poll()).body).toMatchObject({ status: 'processing', result: null });
    await sim.control.advance(86_400);
    const { status, result } = (await poll()).body as { status: string; result: { file: string; number: string } };
    expect([status, result.number]).toEqual(['done', 'BHYT-000001']);
    const document = await PDFDocument.load(Buffer.from(result.file, 'base64'));
    expect(document.getPageCount()).toBe(1);
    expect((await poll()).body).toMatchObject({ result });
  });

  it('answers a second submission and an unknown dossier like a problem', async () => {
    await submit();
    expect(await submit()).toMatchObject({ status: 409, body: { status: 409, detail: `Hồ sơ ${KEY} đã tồn tại` } });
    const unknown = await poll('nobody');
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it.each([
    [{ person: undefined }, 'person', 'không được để trống'],
    [{ unitCode: 99001 }, 'unitCode', 'không đúng kiểu dữ liệu'],
    [{ submittedAt: '26/11/2024' }, 'submittedAt', 'không đúng định dạng'],
    [{ module: 'XX' }, 'module', 'không có trong danh mục'],
    [{ scan: '' }, 'scan', 'không được hỗ trợ'],
  ])('names the field it refuses', async (change, field, message) => {
    expect(await submit(change)).toMatchObject({ status: 422, body: { errors: [{ field, message }] } });
  });

  it('refuses the module of another leg, and there is no third leg', async () => {
    expect((await submit({ module: 'TT' })).body).toMatchObject({ detail: 'Phân hệ không thuộc hệ thống này' });
    expect((await submit({ module: 'TT' }, 'residence')).status).toBe(200);
    expect((await submit({}, 'taxes')).status).toBe(404);
  });

  it.each([
    ['refuse', 'refused'],
    ['supplement', 'supplement'],
    ['stuck', 'processing'],
  ] as const)('can %s', async (scenario, status) => {
    await sim.control.scenario({ mount: 'leg.social.card', match: { dossierCode: KEY }, scenario });
    await submit();
    await sim.control.advance(3600);
    expect((await poll()).body).toMatchObject({ status });
  });
});
