import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FILES, IntakeBench, bodyOf } from '../intake-bench.fixture.js';

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

describe('what applicants may do with their dossiers', () => {
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

  async function submitted(): Promise<string> {
    const { body } = await bench.submit(bodyOf('lltp-02'));
    return String(body['dossierId']);
  }

  async function asked(items: readonly string[]): Promise<string> {
    const dossierId = await submitted();
    const by = { by: 'officer-14', requestedAt: '2026-11-16T02:00:00.000Z', due };
    await bench.append(dossierId, 'SupplementRequested', { stage: 'intake', resumeState: 'submitted', items, ...by });
    return dossierId;
  }

  const path = (dossierId: string, what = ''): string => `/api/intake/v1/dossiers/${dossierId}${what}`;

  it('see their own with what was said, and every look is recorded', async () => {
    const dossierId = await submitted();
    const { status, body } = await bench.call('GET', path(dossierId), { as: 'citizen' });
    expect([status, body['status'], body['statusName']]).toEqual([200, 1, 'Mới đăng ký']);
    expect(JSON.stringify(body['facts'])).toContain('MẪU');
    const looks = await bench.database.pool.query('SELECT subject, purpose FROM kit.access_log WHERE dossier_id = $1', [
      dossierId,
    ]);
    expect(looks.rows).toEqual([{ subject: 'citizen-1', purpose: 'intake.own-dossier' }]);
  });

  it('do not learn that dossiers of others exist', async () => {
    const dossierId = await submitted();
    const calls = [
      bench.call('GET', path(dossierId), { as: 'stranger' }),
      bench.call('GET', path('5d1d5a1e-0f0e-4d55-9b5a-0b7f6a2f9b10'), { as: 'stranger' }),
      bench.call('GET', path("x' OR 1=1"), { as: 'stranger' }),
      bench.call('POST', path(dossierId, '/withdrawals'), { as: 'stranger', key: 'k', body: { reason: 'x' } }),
      bench.call('POST', path(dossierId, '/supplements'), { as: 'stranger', key: 'k', body: {} }),
    ];
    const answers = await Promise.all(calls);
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(
      answers.map(() => [404, 'dossier.unknown']),
    );
    const looks = await bench.database.pool.query('SELECT 1 FROM kit.access_log WHERE dossier_id = $1', [dossierId]);
    expect(looks.rowCount).toBe(0);
  });

  it('find dossiers that somebody else filed for them, by their personal number', async () => {
    const applicant = { fullName: 'LÊ THỊ MẪU', personalId: '099090000999' };
    const { body } = await bench.submit(bodyOf('lltp-01', { applicant }));
    const dossierId = String(body['dossierId']);
    expect((await bench.call('GET', path(dossierId), { as: 'stranger' })).status).toBe(200);
    const list = () =>
      bench.call<{ items: { dossierId: string }[] }>('GET', '/api/intake/v1/dossiers', { as: 'stranger' });
    const shown = await bench.eventually(list, ({ body: { items } }) => items.length > 0);
    expect(shown.body.items.map((item) => item.dossierId)).toEqual([dossierId]);
  });

  it('page through their own, each once', async () => {
    await submitted();
    await submitted();
    type List = { items: { dossierId: string }[]; next?: string };
    const all = await bench.eventually(
      () => bench.call<List>('GET', '/api/intake/v1/dossiers?limit=200', { as: 'citizen' }),
      ({ body }) => body.items.length === 5,
    );
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const query: string = cursor === '' ? '?limit=1' : `?limit=1&cursor=${cursor}`;
      const { body } = await bench.call<List>('GET', `/api/intake/v1/dossiers${query}`, { as: 'citizen' });
      seen.push(...body.items.map(({ dossierId }) => dossierId));
      cursor = body.next;
    }
    expect(seen).toEqual(all.body.items.map(({ dossierId }) => dossierId));
    const bad = await bench.call('GET', '/api/intake/v1/dossiers?cursor=xx', { as: 'citizen' });
    expect([bad.status, bad.body['code']]).toEqual([400, 'cursor.invalid']);
  });

  it('withdraw once, whatever the number of repeats', async () => {
    const dossierId = await submitted();
    const withdraw = (reason: string, key = 'w') =>
      bench.call('POST', path(dossierId, '/withdrawals'), { as: 'citizen', key, body: { reason } });
    const [first, second] = [await withdraw('Nộp nhầm'), await withdraw('Nộp nhầm')];
    expect([first.status, first.body['refundDue'], second.body]).toEqual([201, false, first.body]);
    expect((await withdraw('Lý do khác')).body['code']).toBe('idempotency.key-reused');
    const again = await withdraw('Nộp nhầm', 'w2');
    expect([again.status, again.body['code']]).toEqual([409, 'dossier.not-open-for-withdrawal']);
    expect(JSON.stringify(await bench.facts(dossierId))).not.toContain('Nộp nhầm');
    const { status } = await bench.call('POST', path(dossierId, '/withdrawals'), {
      as: 'citizen',
      key: 'w3',
      body: { reason: '' },
    });
    expect(status).toBe(400);
  });

  describe('asked for a supplement', () => {
    const answer = (dossierId: string, body: unknown, key = 's') =>
      bench.call('POST', path(dossierId, '/supplements'), { as: 'citizen', key, body });

    it('answer with papers, which go into the dossier', async () => {
      const dossierId = await asked(['identity-copy']);
      const upload = await bench.upload(FILES.png, 'cccd.png', 'image/png');
      const body = {
        components: [{ componentCode: 'identity-copy', uploadId: upload.body['uploadId'] }],
        note: 'Đã chụp lại.',
      };
      const [first, second] = [await answer(dossierId, body), await answer(dossierId, body)];
      expect([first.status, first.body['items'], second.body]).toEqual([201, ['identity-copy'], first.body]);
      const facts = await bench.facts(dossierId);
      expect(facts.at(-1)).toMatchObject({
        type: 'SupplementSubmitted',
        data: { components: [{ componentCode: 'identity-copy', mime: 'image/png' }] },
      });
    });

    it('answer with a corrected form, which is checked as the first one was', async () => {
      const dossierId = await asked(['/nycDienThoai']);
      const { declaration } = bodyOf('lltp-02') as { declaration: Record<string, unknown> };
      const bad = await answer(dossierId, { declaration: { ...declaration, nycGioiTinh: '9' } }, 'bad');
      expect([bad.status, bad.body['code']]).toEqual([422, 'declaration.invalid']);
      expect((await answer(dossierId, { declaration })).status).toBe(201);
    });

    it('must answer what they say they answer, and only what was asked', async () => {
      const dossierId = await asked(['identity-copy', '/nycDienThoai']);
      const empty = await answer(dossierId, {}, 'empty');
      expect([empty.status, empty.body['code'], (empty.body['errors'] as unknown[]).length]).toEqual([
        422,
        'supplement.item-unanswered',
        2,
      ]);
      const upload = await bench.upload(FILES.pdf, 'a.pdf', 'application/pdf');
      const components = [{ componentCode: 'other', uploadId: upload.body['uploadId'] }];
      const foreign = await answer(dossierId, { items: ['other'], components }, 'foreign');
      expect([foreign.status, foreign.body['code']]).toEqual([422, 'dossier.supplement-item-not-asked']);
    });

    it('cannot answer what nobody asked', async () => {
      const { status, body } = await answer(await submitted(), {
        declaration: bodyOf('lltp-02')['declaration'],
        items: ['/nycHoTen'],
      });
      expect([status, body['code']]).toEqual([409, 'dossier.not-waiting-for-supplement']);
    });

    it('see what is asked, by its name, and until when', async () => {
      const dossierId = await asked(['identity-copy', '/nycDienThoai']);
      const line = async () => {
        const { body } = await bench.call<{ items: { dossierId: string; status: number }[] }>(
          'GET',
          '/api/intake/v1/dossiers?limit=200',
          { as: 'citizen' },
        );
        return body.items.find((item) => item.dossierId === dossierId);
      };
      const shown = await bench.eventually(line, (found) => found?.status === 5);
      expect(shown).toMatchObject({
        status: 5,
        statusName: 'Yêu cầu bổ sung giấy tờ',
        asked: ['Bản chụp giấy tờ tùy thân', 'Số điện thoại'],
        due: { what: 'supplement', dueAt: due.dueAt },
      });
    });
  });
});
