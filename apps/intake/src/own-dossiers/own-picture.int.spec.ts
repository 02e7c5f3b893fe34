import { BlobStore, randomId } from '@motcua/service-kit';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ActorName, type Answer, FILES, IntakeBench, bodyOf } from '../intake-bench.fixture.js';

const due = {
  dueAt: '2026-11-25T10:00:00.000Z',
  rule: 'workingDay',
  amount: 7,
  startedAt: '2026-11-16T02:00:00.000Z',
  countedFrom: '2026-11-16T02:00:00.000Z',
  countedDays: [],
  skippedDays: [],
  calendarVersion: '2026-1',
  provisional: false,
};
const at = '2026-11-16T02:00:00.000Z';

describe('the page of an own dossier', () => {
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

  const path = (dossierId: string, what = ''): string => `/api/intake/v1/dossiers/${dossierId}${what}`;
  const see = (dossierId: string): Promise<Answer> => bench.call('GET', path(dossierId), { as: 'citizen' });
  const submitted = async (more: Record<string, unknown> = {}): Promise<string> =>
    String((await bench.submit(bodyOf('lltp-02', more))).body['dossierId']);
  const withScan = async (): Promise<string> => {
    const file = await bench.upload(FILES.png, 'giấy tờ.png', 'image/png');
    const components = [{ componentCode: 'identity-copy', uploadId: file.body['uploadId'] }];
    return submitted({ components });
  };
  const bytes = async (
    url: string,
    as: ActorName = 'citizen',
  ): Promise<{ status: number; type: string; length: number }> => {
    const response = await fetch(bench.running.url + url, {
      headers: { authorization: `Bearer ${await bench.token(as)}` },
    });
    const { byteLength } = await response.arrayBuffer();
    return { status: response.status, type: response.headers.get('content-type') ?? '', length: byteLength };
  };
  const looks = async (dossierId: string): Promise<string[]> => {
    const found = await bench.database.pool.query<{ purpose: string }>(
      'SELECT purpose FROM kit.access_log WHERE dossier_id = $1',
      [dossierId],
    );
    return found.rows.map(({ purpose }) => purpose);
  };

  it('says what it costs, which scans are in it, and that it may be withdrawn', async () => {
    const dossierId = await withScan();
    const { body } = await see(dossierId);
    expect(body).toMatchObject({
      returnMethod: expect.any(String) as never,
      fee: { amount: 200_000, collect: 'before' },
      payments: [],
      files: [{ componentCode: 'identity-copy', fileName: 'giấy tờ.png', mime: 'image/png', size: FILES.png.length }],
      supplement: null,
      result: null,
      mayWithdraw: true,
    });
    expect(body['declaration']).toEqual(bodyOf('lltp-02')['declaration']);
    await bench.call('POST', path(dossierId, '/withdrawals'), { as: 'citizen', key: 'w', body: { reason: 'Nhầm' } });
    expect((await see(dossierId)).body['mayWithdraw']).toBe(false);
  });

  it('names what is asked for, and until when', async () => {
    const dossierId = await submitted();
    const items = ['identity-copy', '/nycHoTen'];
    const more = { stage: 'intake', resumeState: 'submitted', items, by: 'officer-14', requestedAt: at, due };
    await bench.append(dossierId, 'SupplementRequested', more);
    const { body } = await see(dossierId);
    expect(body['supplement']).toMatchObject({
      items: [
        { item: 'identity-copy', name: expect.stringMatching(/giấy tờ/i) as never },
        { item: '/nycHoTen', name: expect.stringMatching(/họ/i) as never },
      ],
      requestedAt: at,
      dueAt: due.dueAt,
      answeredAt: null,
    });
  });

  it('shows what is to be paid', async () => {
    const dossierId = await submitted();
    const payment = { paymentId: randomId(), amount: 200_000, feeCodes: ['x'], by: 'officer-14', requestedAt: at };
    await bench.append(dossierId, 'PaymentRequested', { ...payment, changesStatus: false });
    expect((await see(dossierId)).body['payments']).toEqual([
      { paymentId: payment.paymentId, amount: 200_000, state: 'pending', requestedAt: at },
    ]);
  });

  it('gives the scans to their owner only, and records it', async () => {
    const dossierId = await withScan();
    const [{ attachmentId }] = (await see(dossierId)).body['files'] as [{ attachmentId: string }];
    const url = path(dossierId, `/files/${attachmentId}`);
    expect(await bytes(url)).toEqual({ status: 200, type: 'image/png', length: FILES.png.length });
    expect((await bytes(url, 'stranger')).status).toBe(404);
    expect((await bytes(path(dossierId, `/files/${randomId()}`))).status).toBe(404);
    expect(await looks(dossierId)).toEqual(['intake.own-dossier', 'intake.own-scan']);
  });

  it('gives the result once it was returned, not before', async () => {
    const dossierId = await submitted();
    const { blobId, cipherDigest } = await bench.running.app.get(BlobStore).put(dossierId, FILES.pdf);
    const document = { blobId, cipherDigest, number: '12/PLLTP', signed: true };
    const row = { by: 'officer-14' };
    await bench.append(dossierId, 'DossierAccepted', { ...row, acceptedAt: at, due, dossierCodeNeeded: false });
    await bench.append(dossierId, 'ResultSigned', {
      ...row,
      resultKind: 'positive',
      signedAt: at,
      late: false,
      document,
    });
    expect((await see(dossierId)).body['result']).toMatchObject({
      kind: 'positive',
      number: '12/PLLTP',
      mayFetch: false,
    });
    expect((await bytes(path(dossierId, '/result'))).status).toBe(409);
    await bench.append(dossierId, 'ResultReturned', { ...row, method: 'online', returnedAt: at });
    expect((await see(dossierId)).body['result']).toMatchObject({ mayFetch: true });
    expect(await bytes(path(dossierId, '/result'))).toEqual({
      status: 200,
      type: 'application/pdf',
      length: FILES.pdf.length,
    });
    expect((await bytes(path(dossierId, '/result'), 'stranger')).status).toBe(404);
    expect(await looks(dossierId)).toContain('intake.own-result');
  });

  it('is found among the own ones by its code, in any spelling', async () => {
    const dossierId = await submitted();
    const code = String(
      (
        await bench.eventually(
          () => see(dossierId),
          ({ body }) => body['dossierCode'] !== null,
        )
      ).body['dossierCode'],
    );
    const find = (text: string, as: ActorName = 'citizen'): Promise<Answer<{ items: { dossierId: string }[] }>> =>
      bench.call('GET', `/api/intake/v1/dossiers?dossierCode=${encodeURIComponent(text)}`, { as });
    const found = await bench.eventually(
      () => find(code.toLowerCase()),
      ({ body }) => body.items.length > 0,
    );
    expect(found.body.items.map((one) => one.dossierId)).toEqual([dossierId]);
    expect((await find(code, 'stranger')).body.items).toEqual([]);
    expect((await find('H99.14-261124-9999')).body.items).toEqual([]);
  });

  it('is where the next declaration takes name and telephone of the same person from', async () => {
    const person = (as: ActorName): Promise<Answer> => bench.call('GET', '/api/intake/v1/own-person', { as });
    expect((await person('stranger')).body).toEqual({
      personalId: '099090000999',
      fullName: null,
      birthDate: null,
      phone: null,
      email: null,
    });
    const self = { fullName: 'TRẦN THỊ MẪU', personalId: '099090000999', birthDate: '01/02/1990', phone: '0900000999' };
    const other = { fullName: 'LÊ VĂN MẪU', personalId: '099090000998' };
    const { body } = await bench.submit(bodyOf('lltp-01', { applicant: other, submitter: self }), 'own', 'stranger');
    const known = await bench.eventually(
      () => person('stranger'),
      (answer) => answer.body['fullName'] !== null,
    );
    expect(known.body).toEqual({ ...self, email: null });
    expect(await looks(String(body['dossierId']))).toContain('intake.own-person');
  });
});
