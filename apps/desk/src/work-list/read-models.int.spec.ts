import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CommandOf, type DossierCommand, localDay } from '@motcua/domain';
import {
  DemoIssuer,
  MemoryKeyVault,
  type Role,
  Sealer,
  SteppedClock,
  type ViewBuild,
  ViewBuilds,
  encodeCursor,
  randomId,
  sharedMigrations,
} from '@motcua/service-kit';
import {
  MONDAY,
  dossierCommands as make,
  submissionPersonal,
  submitDossier,
  testCatalogue,
  testDatabase,
} from '@motcua/testing';
import pg from 'pg';
import { deskMigrations } from '../desk.migrations.js';
import { type Answer, DeskScene, FarAway, type Person, pdf, people } from '../desk-scene.fixture.js';

const MARKED = 'Trịnh Thị Mẫu Dấu Riêng';

function submission(fullName: string, changes: Partial<CommandOf<'SubmitDossier'>['data']> = {}): DossierCommand {
  const base = submissionPersonal();
  const applicant = { ...base.applicant, fullName, personalId: '099000000777', phone: '0990000777' };
  return {
    ...submitDossier(changes),
    personal: { ...base, applicant, submitter: applicant, matter: `Của ${fullName}` },
  };
}

/** A cursor nobody gave out. */
function made(...parts: readonly (string | number)[]): string {
  return encodeCursor(parts);
}

describe('what the desk sees', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let folder: string;
  let desk: DeskScene;
  let clock: SteppedClock;
  const lines: string[] = [];

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'desk-'));
    clock = new SteppedClock(MONDAY, new FarAway());
    const issuer = await DemoIssuer.inMemory();
    const premises = { url: db.appUrl, folder, catalogue: testCatalogue(), clock, vault: new MemoryKeyVault(), issuer };
    desk = await DeskScene.open({ ...premises, lines });
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  async function list(query: string, who: Person = people.desk): Promise<Answer> {
    await desk.caughtUp();
    const { q, limit, ...filters } = Object.fromEntries(new URLSearchParams(query));
    if (q === undefined) return desk.get(`work-list?${query}`, who);
    return desk.post('work-list/searches', who, {
      ...filters,
      q,
      ...(limit === undefined ? {} : { limit: Number(limit) }),
    });
  }

  /** Built anew beside the live tables, until that is settled. */
  async function rebuilt(view: string): Promise<ViewBuild> {
    const builds = new ViewBuilds(desk.database.kysely('kit'));
    const { version } = (await builds.live(view))!;
    const { build } = await builds.plan({ view, version, schema: 'desk', switchOn: 'equal' }, desk.store.start);
    const made = async () => (await builds.of(view)).find((one) => one.build === build)!;
    await desk.until(async () => (await made()).state !== 'building');
    return made();
  }

  const idsOf = ({ body }: Answer): string[] => body.items.map((item: { dossierId: string }) => item.dossierId);

  /** Everything in all schemas of the desk's read models and tables, as text. */
  async function everyTable(): Promise<string> {
    const client = new pg.Client({ connectionString: db.ownerUrl });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
         WHERE schemaname = 'desk' OR schemaname LIKE 'desk\\_%' OR schemaname = 'kit'`,
      );
      expect(tables.length).toBeGreaterThan(10);
      const texts: string[] = [];
      for (const { name } of tables) {
        const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
        texts.push(name, ...rows.map(({ text }) => text));
      }
      return texts.join('\n');
    } finally {
      await client.end();
    }
  }

  it('finds a dossier by words with and without marks, in either form, by number, phone and code; others do not find it', async () => {
    const dossierId = await desk.given([submission(MARKED)]);
    const code = {
      dossierCode: '000.00.14.H99-261116-0042',
      origin: 'series',
      system: null,
      unitCode: 'H99.14',
      day: '2026-11-16',
      ordinal: 42,
    };
    const meta = { correlationId: 'c', causationId: 'c', actor: 'a', actorRole: 'system', recordedAt: MONDAY };
    await desk.store.append([
      {
        stream: `dossier-${dossierId}`,
        expected: 1,
        events: [
          {
            id: randomId(),
            type: 'DossierCodeAssigned',
            schemaVersion: 1,
            data: { dossierId, ...code, assignedAt: MONDAY },
            meta,
          },
        ],
      },
    ]);
    const queries = [MARKED, MARKED.normalize('NFD'), 'trinh mau', 'TRỊNH rieng', '099000000777', '+84990000777'];
    for (const q of [...queries, code.dossierCode, '261116-0042', '0042'])
      expect([q, idsOf(await list(`q=${encodeURIComponent(q)}`))]).toEqual([q, [dossierId]]);
    for (const q of ['Trình', 'Mẫu Riêng Khác', '099000000778', '_0042', '%25'])
      expect([q, idsOf(await list(`q=${encodeURIComponent(q)}`))]).toEqual([q, []]);
    expect(idsOf(await list(`q=${encodeURIComponent(MARKED)}`, people.elsewhere))).toEqual([]);
    const page = await desk.get(`dossiers/${code.dossierCode}`, people.desk);
    expect(page.body).toMatchObject({ dossierId, dossierCode: code.dossierCode, applicant: { fullName: MARKED } });
  });

  it('filters, sorts and pages the list, with totals', async () => {
    const procedureCase = 'complex';
    const given = [
      await desk.given([submission('Lọc Một', { channel: 'vneid', procedureCase })]),
      await desk.given([submission('Lọc Hai', { procedureCase }), make.AcceptDossier]),
      await desk.given([submission('Lọc Ba', { procedureCase }), make.AcceptDossier, make.ForwardStep]),
      await desk.given([submission('Lọc Bốn'), make.AcceptDossier, make.ForwardStep, make.RaiseOfficerTask]),
      await desk.given([submission('Lọc Năm'), make.RefuseIntake]),
    ];
    const q = `q=${encodeURIComponent('lọc')}`;
    const all = await list(q);
    expect(all.body).toMatchObject({ total: 4, overdueTotal: 0 });
    expect(idsOf(all)).toEqual([given[0], given[3], ...[given[1]!, given[2]!].toSorted()]);
    expect(all.body.items[0]).toMatchObject({
      dueKind: 'intakeAnswer',
      overdue: false,
      applicant: { fullName: 'Lọc Một' },
    });
    const found = async (query: string) => idsOf(await list(`${q}&${query}`));
    expect(await found('status=3')).toEqual([given[4]]);
    expect(await found('status=1,2')).toEqual([given[0], given[1]]);
    expect(await found('channel=vneid')).toEqual([given[0]]);
    expect(await found('tasks=open')).toEqual([given[3]]);
    expect(await found('handler=none')).toEqual([given[0]]);
    expect(await found('handler=handler-1&procedure=2.000488&unit=000.00.14.H99')).toHaveLength(2);
    expect(await found('dueBefore=2026-11-18T00:00:00Z')).toEqual([given[0]]);
    expect(await found('overdue=true')).toEqual([]);
    const first = await list(`${q}&limit=3&sort=received`);
    expect(first.body.items).toHaveLength(3);
    const rest = await list(`${q}&limit=3&sort=received&cursor=${first.body.next}`);
    expect(rest.body).toMatchObject({ total: 4, items: { length: 1 } });
    expect(new Set([...idsOf(first), ...idsOf(rest)])).toEqual(new Set(given.slice(0, 4)));
    expect(rest.body.next).toBeUndefined();
  });

  it('shows a list to the officers of its units, and to leaders above them, and to nobody else', async () => {
    const dossierId = await desk.given([submission('Phạm Vi Xem')]);
    const q = `q=${encodeURIComponent('phạm vi xem')}`;
    const seenBy = async (roles: readonly Role[], units: readonly string[]) =>
      idsOf(await list(q, { subject: 'someone', roles, units }));
    expect(await seenBy(['resolvingOfficer'], ['H99.14'])).toEqual([dossierId]);
    expect(await seenBy(['unitLeader'], ['H99'])).toEqual([dossierId]);
    expect(await seenBy(['deskOfficer'], ['H99.31'])).toEqual([]);
    expect(await seenBy(['deskOfficer'], ['H99'])).toEqual([]);
    expect(await seenBy(['unitLeader'], ['H99.1'])).toEqual([]);
    expect(await seenBy(['unitLeader'], [])).toEqual([]);
  });

  it.each([
    ['work-list?status=11', people.desk, 400],
    ['work-list?sort=name', people.desk, 400],
    ['work-list?q=nobody', people.desk, 400],
    ['work-list?unit=H77.1', people.desk, 422],
    ['work-list?cursor=x', people.desk, 400],
    [`work-list?cursor=${made('9999', 'no-uuid')}`, people.desk, 400],
    [`tracking-register?unit=H99.14&year=2026&cursor=${made('one')}`, people.desk, 400],
    [`deadlines?cursor=${made(1, 2, 3)}`, people.desk, 400],
    [`deliveries?cursor=${made('a', 'b', 'c', 1)}`, people.administrator, 400],
    [`parked?cursor=${made(0.5)}`, people.administrator, 400],
    ['access-log?cursor=newest', people.auditor, 400],
    ['work-list?dueBefore=2026-W07', people.desk, 400],
    ['work-list', people.citizen, 403],
    ['work-list', people.auditor, 403],
    ['tracking-register?unit=H99.31&year=2026', people.desk, 404],
    ['tracking-register?unit=H99.14&year=now', people.desk, 400],
    ['deadlines?kind=tea', people.desk, 400],
    ['deliveries', people.desk, 403],
    ['deliveries?state=lost', people.administrator, 400],
    ['parked?dossierId=x', people.administrator, 400],
    ['access-log?from=yesterday', people.auditor, 400],
    ['access-log', people.administrator, 403],
  ])('answers %s with a problem', async (path, who, status) => {
    const answer = await desk.get(path, who);
    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${answer.body.code}`]);
  });

  it('shows everything of a dossier on its page and timeline, and logs who looked', async () => {
    const dossierId = await desk.given([
      submission('Trang Hồ Sơ'),
      make.RequestSupplement,
      make.SubmitSupplement,
      make.CompleteSupplement,
      make.AcceptDossier,
      make.RequestPayment,
      make.ConfirmPayment,
      make.ForwardStep,
      make.RequestOpinion,
      make.RaiseOfficerTask,
    ]);
    const { body: page } = await desk.get(`dossiers/${dossierId}`, people.resolver);
    expect(page).toMatchObject({
      status: 4,
      statusName: 'Đang xử lý',
      procedure: { code: '2.000488' },
      applicant: { fullName: 'Trang Hồ Sơ' },
      due: { rule: 'workingDay', amount: 3, countedDays: { length: 3 } },
      payments: [{ paymentId: 'payment-1', state: 'paid' }],
      components: [{ code: 'id-copy', files: [] }],
      supplements: [{ reason: 'Lý do mẫu', items: ['id-copy'] }],
      opinions: [{ opinionId: 'opinion-1', question: 'Câu hỏi mẫu', answer: null, given: false }],
      tasks: [{ taskId: 'task-1', text: 'Nội dung mẫu', settled: false }],
      deliveries: [],
    });
    expect(page.deadlines.map(({ deadline }: { deadline: string }) => deadline)).toEqual([
      'resolution',
      'apology',
      'opinion',
    ]);
    const { body: timeline } = await desk.get(`dossiers/${dossierId}/timeline`, people.resolver);
    expect(timeline.items.map(({ type }: { type: string }) => type)).toEqual(await desk.types(dossierId));
    expect(timeline.items[1]).toMatchObject({ version: 2, personal: { reason: 'Lý do mẫu' } });
    expect(await desk.get(`dossiers/${dossierId}`, people.elsewhere)).toMatchObject({ status: 200 }); // asked for its opinion
    const log = await desk.get(`access-log?dossierId=${dossierId}&subject=resolver-1`, people.auditor);
    expect(log.body.items.map(({ purpose }: { purpose: string }) => purpose)).toEqual([
      'desk.timeline',
      'desk.dossier-page',
    ]);
    const first = await desk.get(`access-log?dossierId=${dossierId}&limit=1`, people.auditor);
    const next = await desk.get(`access-log?dossierId=${dossierId}&limit=1&cursor=${first.body.next}`, people.auditor);
    expect(first.body.items[0].id).not.toBe(next.body.items[0].id);
  });

  it('gives files out whole and in parts, under their names, to those who may see the dossier', async () => {
    const dossierId = await desk.given([submission('Có Tệp'), make.AcceptDossier]);
    const bytes = pdf('noi dung');
    const { body: file } = await desk.upload(dossierId, people.desk, bytes);
    const scan = { componentCode: 'id-copy', fileId: file.fileId, fileName: 'căn cước.pdf' };
    const { body: added } = await desk.post(`dossiers/${dossierId}/attachments`, people.desk, scan);
    const path = `dossiers/${dossierId}/attachments/${added.id}`;
    const whole = await desk.raw(path, people.resolver);
    expect([
      whole.status,
      whole.headers.get('content-type'),
      Buffer.from(await whole.arrayBuffer()).equals(bytes),
    ]).toEqual([200, 'application/pdf', true]);
    expect(decodeURIComponent(whole.headers.get('content-disposition')!)).toContain('căn cước.pdf');
    const part = await desk.raw(path, people.resolver, { range: 'bytes=5-7' });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      bytes.subarray(5, 8).toString(),
      `bytes 5-7/${bytes.length}`,
    ]);
    expect((await desk.raw(path, people.resolver, { range: 'bytes=99999-' })).status).toBe(416);
    expect((await desk.raw(path, people.elsewhere)).status).toBe(404);
    expect((await desk.raw(`dossiers/${dossierId}/attachments/${randomId()}`, people.desk)).status).toBe(404);
    const log = await desk.get(`access-log?dossierId=${dossierId}&purpose=desk.attachment`, people.auditor);
    expect(log.body.items.length).toBeGreaterThan(0);
  });

  it('numbers the register of a unit and year without gaps, in the order of acceptance', async () => {
    const year = localDay(MONDAY).slice(0, 4);
    const before = (await desk.get(`tracking-register?unit=H99.14&year=${year}`, people.desk)).body.total as number;
    const ids: string[] = [];
    for (const name of ['Sổ Một', 'Sổ Hai', 'Sổ Ba'])
      ids.push(await desk.given([submission(name), make.AcceptDossier]));
    for (const command of [make.ForwardStep, make.SignResult, make.ReturnResult]) await desk.command(ids[1]!, command);
    await desk.caughtUp();
    const lines: { number: number; dossierId: string }[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const cursor = next === '' ? '' : `&cursor=${next}`;
      const { body } = await desk.get(`tracking-register?unit=H99.14&year=${year}&limit=2${cursor}`, people.leader);
      lines.push(...body.items);
      next = body.next;
    }
    expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: before + 3 }, (_, index) => index + 1));
    expect(lines.slice(-3).map(({ dossierId }) => dossierId)).toEqual(ids);
    expect(lines.at(-2)).toMatchObject({
      applicant: 'Sổ Hai',
      procedureName: 'Thủ tục mẫu',
      resolvingAgency: 'Sở Tư pháp',
      returnedAt: MONDAY,
      returnMethod: 'counter',
      note: 'Đã trả kết quả',
    });
  });

  it('refuses files that are not what they say, are too large, or come to another address', async () => {
    const dossierId = await desk.given([submission('Tệp Lạ')]);
    const exe = Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000\u0004\u0000', 'latin1');
    expect(await desk.upload(dossierId, people.desk, exe)).toMatchObject({
      status: 422,
      body: { code: 'file.kind-not-accepted' },
    });
    expect(await desk.upload(dossierId, people.desk, pdf(), 'image/png')).toMatchObject({
      status: 422,
      body: { code: 'file.mislabelled' },
    });
    expect(await desk.upload(dossierId, people.desk, Buffer.alloc(0))).toMatchObject({ status: 422 });
    expect(await desk.upload(dossierId, people.desk, Buffer.alloc(70_000, '%PDF-1.4 '))).toMatchObject({ status: 413 });
    expect(await desk.upload(dossierId, people.desk, pdf(), 'text/html')).toMatchObject({ status: 415 });
    expect(await desk.upload(dossierId, people.elsewhere, pdf())).toMatchObject({ status: 404 });
    expect(await desk.upload(dossierId, people.citizen, pdf())).toMatchObject({ status: 403 });
    const key = randomId();
    const first = await desk.upload(dossierId, people.desk, pdf('a'), 'application/pdf', key);
    expect(await desk.upload(dossierId, people.desk, pdf('a'), 'application/pdf', key)).toEqual(first);
    expect(await desk.upload(dossierId, people.desk, pdf('b'), 'application/pdf', key)).toMatchObject({ status: 409 });
    const elsewhere = await fetch(`${desk.running.url}/api/desk/v1/dossiers/${dossierId}/acceptance`, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: new Uint8Array(pdf()),
    });
    expect(elsewhere.status).toBe(415);
  });

  it('keeps no name: not in a table of its own, not in a log line; and a rebuilt view equals the live one', async () => {
    await desk.caughtUp();
    await list(`q=${encodeURIComponent(MARKED)}`);
    const text = await everyTable();
    const names = [
      MARKED,
      MARKED.normalize('NFD'),
      'Trịnh',
      'TRỊNH',
      'trinh',
      '099000000777',
      '0990000777',
      'căn cước',
    ];
    for (const name of names)
      expect([name, text.includes(name), lines.join('\n').includes(name)]).toEqual([name, false, false]);
    for (const view of ['work-list', 'delivery-list']) {
      const made = await rebuilt(view);
      expect([made.state, made.report]).toMatchObject(['live', { equal: true }]);
    }
    expect(idsOf(await list(`q=${encodeURIComponent(MARKED)}`))).toHaveLength(1);
  });

  it('forgets an erased person: not found by any word, his line without a name, and again after a rebuild', async () => {
    const [dossierId] = idsOf(await list(`q=${encodeURIComponent(MARKED)}`)) as [string];
    await desk.command(dossierId, { type: 'EraseSubject', data: { policy: 'shred', now: MONDAY, by: 'admin-1' } });
    await desk.running.app.get(Sealer).destroyKeys([dossierId]);
    expect(idsOf(await list(`q=${encodeURIComponent(MARKED)}`))).toEqual([]);
    const byCode = await list('q=000.00.14.H99-261116-0042');
    expect(byCode.body.items).toMatchObject([{ dossierId, applicant: null }]);
    const { rows } = await desk.database.pool.query('SELECT sealed, words FROM desk.people WHERE dossier_id = $1', [
      dossierId,
    ]);
    expect(rows).toEqual([{ sealed: null, words: [] }]);
    expect(await rebuilt('work-list')).toMatchObject({ state: 'live' });
    expect((await desk.get(`dossiers/${dossierId}`, people.desk)).body).toMatchObject({
      applicant: null,
      erased: 'shred',
    });
  });

  it('describes every command and every list in its OpenAPI document', async () => {
    const document = (await (await fetch(`${desk.running.url}/api/desk/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { responses: Record<string, unknown>; requestBody?: unknown }>>;
    };
    const paths = Object.keys(document.paths);
    expect(paths.length).toBeGreaterThan(35);
    const accept = document.paths['/api/desk/v1/dossiers/{dossierId}/acceptance']!['post']!;
    expect(Object.keys(accept.responses).toSorted()).toEqual([
      '200',
      '202',
      '400',
      '401',
      '403',
      '404',
      '409',
      '412',
      '503',
    ]);
    expect(accept.requestBody).toBeDefined();
  });

  it('is ready, and counts open and overdue dossiers', async () => {
    await desk.views.count();
    const metrics = await (await fetch(`${desk.running.managementUrl}/metrics`)).text();
    expect(metrics).toMatch(/motcua_desk_dossiers\{state="open"\} [1-9]/);
    expect(metrics).toMatch(/motcua_desk_work_list_seconds_count\{search="yes"\} [1-9]/);
    const ready = await fetch(`${desk.running.managementUrl}/health/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { checks: { 'desk-views': { ok: true } } }]);
  });
});
