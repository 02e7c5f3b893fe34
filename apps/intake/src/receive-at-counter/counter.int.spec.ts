import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FILES, IntakeBench, bodyOf } from '../intake-bench.fixture.js';

describe('the counter', () => {
  let database: TestDatabase;
  let bench: IntakeBench;

  beforeAll(async () => {
    database = await testDatabase();
    bench = await IntakeBench.start(database);
  });

  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  const payment = { method: 'cash', receiptNumber: 'BL-0001' };

  async function paper(componentCode: string, as: 'officer' | 'officer30' = 'officer') {
    const { body } = await bench.upload(FILES.pdf, `${componentCode}.pdf`, 'application/pdf', as);
    return { componentCode, source: 'upload', uploadId: body['uploadId'] };
  }

  async function lltp(more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const components = [await paper('declaration-form'), await paper('identity-copy')];
    return bodyOf('lltp-01', { channel: 'counter', components, payment, ...more });
  }

  const receive = (body: unknown, key: string, as: 'officer' | 'officer30' | 'citizen' = 'officer') =>
    bench.call('POST', '/api/intake/v1/counter-dossiers', { as, key, body });

  it('receives, takes the fee and accepts in one act, and has code and due date at once', async () => {
    const body = await lltp();
    const [first, second] = [await receive(body, 'k1'), await receive(body, 'k1')];
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
    expect(first.body).toMatchObject({
      intakeAnswerDueAt: null,
      feeAmount: 200_000,
      dueAt: expect.stringMatching(/^2026-11-2/),
    });
    expect(first.body['dossierCode']).toMatch(/^000\.00\.14\.H99-261116-/);
    const facts = await bench.facts(String(first.body['dossierId']));
    expect(facts.map(({ type }) => type)).toEqual([
      'DossierSubmitted',
      'PaymentRequested',
      'PaymentConfirmed',
      'DossierAccepted',
      'RoutingDecided',
      'DossierCodeAssigned',
    ]);
    expect((await receive({ ...body, returnMethod: 'post' }, 'k1')).body['code']).toBe('idempotency.key-reused');
  });

  it('counts the papers behind a scan, for the receipt slip', async () => {
    const copies = { originals: 1, certified: 0, photocopies: 2 };
    const [form, identity] = [await paper('declaration-form'), await paper('identity-copy')];
    const { status, body } = await receive(await lltp({ components: [{ ...form, copies }, identity] }), 'counted');
    expect(status).toBe(201);
    const [submitted] = await bench.facts(String(body['dossierId']));
    expect(submitted!.data).toMatchObject({ components: [{ copies }, { copies: null }] });
    for (const wrong of [{ ...copies, originals: -1 }, { originals: 1 }, { ...copies, note: 'x' }, 'một bản'])
      expect(await receive(await lltp({ components: [{ ...form, copies: wrong }] }), 'miscounted')).toMatchObject({
        status: 400,
      });
  });

  it('takes papers that are only shown', async () => {
    const components = [
      await paper('declaration-form', 'officer30'),
      await paper('birth-notification', 'officer30'),
      { componentCode: 'identity-shown', source: 'shown' },
    ];
    const { status, body } = await receive(
      bodyOf('khai-sinh-01', { channel: 'counter', components }),
      'shown',
      'officer30',
    );
    expect([status, body['code']]).toEqual([201, undefined]);
  });

  it('goes by the postmark for what came by post', async () => {
    const postmarkedAt = '2026-11-13T09:00:00+07:00';
    const { status, body } = await receive(await lltp({ channel: 'post', postmarkedAt }), 'post');
    expect(status).toBe(201);
    const [submitted] = await bench.facts(String(body['dossierId']));
    expect(submitted!.data).toMatchObject({
      channel: 'post',
      receivedAt: '2026-11-13T02:00:00.000Z',
      submittedAt: '2026-11-16T02:00:00.000Z',
    });
  });

  const refusals: [name: string, change: Record<string, unknown>, status: number, code: string][] = [
    ['a fee that was not taken', { payment: undefined }, 409, 'dossier.fee-unsettled'],
    [
      'a postmark of tomorrow',
      { channel: 'post', postmarkedAt: '2026-11-17T09:00:00+07:00' },
      422,
      'dossier.postmark-in-future',
    ],
    [
      'a postmark over the counter',
      { postmarkedAt: '2026-11-13T09:00:00+07:00' },
      422,
      'dossier.postmark-only-by-post',
    ],
    ['a postmark that is no time', { channel: 'post', postmarkedAt: 'hôm qua' }, 400, 'input.invalid'],
    ['a postmark in another form', { channel: 'post', postmarkedAt: '20261113' }, 400, 'input.invalid'],
    ['a postmark of nobody knows where', { channel: 'post', postmarkedAt: '2026-11-13T09:00' }, 400, 'input.invalid'],
    ['a postmark of no hour', { channel: 'post', postmarkedAt: '2026-11-13T24:30:00Z' }, 400, 'input.invalid'],
    [
      'a postmark before the procedure was open',
      { channel: 'post', postmarkedAt: '2017-11-13T09:00:00+07:00' },
      422,
      'procedure.not-open',
    ],
    [
      'a scan that was not made',
      { components: [{ componentCode: 'declaration-form', source: 'upload' }] },
      422,
      'dossier.component-not-scanned',
    ],
    ['papers that are missing', { components: [] }, 422, 'dossier.components-missing'],
    ['a unit that is another’s', { receivingUnit: 'H99.30' }, 403, 'auth.unit-foreign'],
    ['a unit that nobody knows', { receivingUnit: 'H99.77' }, 422, 'unit.unknown'],
    ['an online channel', { channel: 'provincialPortal' }, 400, 'input.invalid'],
  ];
  it.each(refusals)('refuses %s', async (_name, change, status, code) => {
    const answer = await receive(await lltp(change), `refuse-${code}`);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('is for officers', async () => {
    expect((await receive(await lltp(), 'c', 'citizen')).status).toBe(403);
  });

  describe('sends home', () => {
    const visit = {
      receivingUnit: '000.00.14.H99',
      procedureCode: '2.000488',
      form: '02',
      missing: ['identity-copy'],
      visitor: 'NGUYỄN MẪU',
      personalId: '099090000001',
      reason: 'Thiếu bản chụp',
    };
    const sendHome = (body: unknown, key: string, as: 'officer' | 'officer30' = 'officer') =>
      bench.call('POST', '/api/intake/v1/counter-visits', { as, key, body });

    it('with a form, keeps a record of it, and gives no code', async () => {
      const [first, second] = [await sendHome(visit, 'v1'), await sendHome(visit, 'v1')];
      expect([first.status, second.body]).toEqual([201, first.body]);
      const facts = await bench.store.read(`intake-${String(first.body['visitId'])}`);
      expect(facts).toMatchObject([
        { type: 'VisitSentHome', data: { unitCode: 'H99.14', form: '02', missing: ['identity-copy'] } },
      ]);
      expect(JSON.stringify(facts)).not.toMatch(/NGUYỄN|Thiếu|099090000001/);
      expect(facts[0]!.meta['subjects']).toMatch(/^[0-9a-f]{64}$/);
      expect(await bench.facts(String(first.body['visitId']))).toEqual([]);
    });

    it('only with what the procedure asks for, in one’s own unit', async () => {
      const wrong = await sendHome({ ...visit, missing: ['birth-notification'] }, 'v2');
      const nothing = await sendHome({ ...visit, missing: [] }, 'v3');
      const foreign = await sendHome(visit, 'v4', 'officer30');
      const unknown = await sendHome({ ...visit, procedureCode: '9.9' }, 'v5');
      const form = await sendHome({ ...visit, form: '04' }, 'v6');
      expect([wrong, nothing, foreign, unknown, form].map(({ status, body }) => [status, body['code']])).toEqual([
        [422, 'visit.missing-invalid'],
        [422, 'visit.missing-invalid'],
        [403, 'auth.unit-foreign'],
        [422, 'procedure.unknown'],
        [400, 'input.invalid'],
      ]);
      expect((await sendHome({ ...visit, form: '03', missing: [] }, 'v7')).status).toBe(201);
    });
  });
});
