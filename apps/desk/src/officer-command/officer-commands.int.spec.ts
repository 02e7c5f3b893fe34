import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DossierCommand } from '@motcua/domain';
import { DemoIssuer, MemoryKeyVault, SteppedClock, randomId, sharedMigrations } from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { officerCommands } from '../possible-commands/officer-command-names.js';
import { DeskScene, FarAway, type Person, pdf, people } from '../desk-scene.fixture.js';

const submitted = [submitDossier()];
const accepted = [...submitted, make.AcceptDossier];
const processing = [...accepted, make.ForwardStep];
const paymentRequested = [...processing, make.RequestPayment];
const resolved = [...processing, make.SignResult];
const returned = [...resolved, make.ReturnResult];
const asked = [...submitted, make.RequestSupplement];
const answered = [...asked, make.SubmitSupplement];
const stopped = [...processing, make.StopDossier];
const reason = { reason: 'Lý do của cán bộ' };
const document = { number: '12/KQ', signed: true };

interface Case {
  readonly path: string;
  readonly who: Person;
  readonly given: readonly DossierCommand[];
  readonly body?: object;
  /** Fields that get the id of a file uploaded before. */
  readonly file?: string;
  /** Replaces a field by what its rule forbids. */
  readonly bad?: object;
  readonly status: number;
  /** Where the rules say no, and how. */
  readonly illegal: readonly [given: readonly DossierCommand[], code: string];
  /** Missing role. */
  readonly without?: Person;
}

const cases: readonly Case[] = [
  {
    path: 'acceptance',
    who: people.desk,
    given: submitted,
    body: { checksDone: true },
    bad: { checksDone: 'có' },
    status: 2,
    illegal: [accepted, 'dossier.not-open-for-acceptance'],
    without: people.resolver,
  },
  {
    path: 'intake-refusal',
    who: people.desk,
    given: submitted,
    body: { reasonCode: 'not-eligible', ...reason },
    bad: { reason: '' },
    status: 3,
    illegal: [processing, 'dossier.not-open-for-refusal'],
    without: people.resolver,
  },
  {
    path: 'withdrawal',
    who: people.desk,
    given: accepted,
    body: reason,
    bad: { reason: 7 },
    status: 7,
    illegal: [resolved, 'dossier.result-already-signed'],
  },
  {
    path: 'supplement-requests',
    who: people.desk,
    given: submitted,
    body: { items: ['id-copy'], itemTexts: ['Bản sao'], ...reason },
    bad: { items: [] },
    status: 5,
    illegal: [asked, 'dossier.not-open-for-supplement'],
  },
  {
    path: 'supplements',
    who: people.desk,
    given: [
      ...submitted,
      { ...make.RequestSupplement, data: { ...make.RequestSupplement.data, items: ['/nycNgaySinh'] } },
    ],
    body: { items: ['/nycNgaySinh'], declaration: { nycNgaySinh: '01/01/1990' }, note: 'Gửi qua bưu chính' },
    bad: { components: [{ componentCode: 'id-copy' }] },
    status: 5,
    illegal: [submitted, 'dossier.not-waiting-for-supplement'],
    without: people.resolver,
  },
  {
    path: 'supplement-completion',
    who: people.desk,
    given: answered,
    status: 1,
    illegal: [submitted, 'dossier.not-waiting-for-supplement'],
  },
  {
    path: 'steps',
    who: people.desk,
    given: accepted,
    body: { toUnit: 'H99.14', handler: 'resolver-1', stepDue: '2026-11-18T03:00:00Z', note: 'Chuyển' },
    bad: { stepDue: '2026-W48' },
    status: 4,
    illegal: [submitted, 'dossier.not-open-for-forward'],
  },
  {
    path: 'step-returns',
    who: people.resolver,
    given: processing,
    body: reason,
    bad: { reason: 'x'.repeat(2_001) },
    status: 4,
    illegal: [accepted, 'dossier.not-in-processing'],
  },
  {
    path: 'step-recalls',
    who: { ...people.desk, subject: 'officer-1' },
    given: processing,
    body: reason,
    bad: { more: 1 },
    status: 4,
    illegal: [accepted, 'dossier.not-in-processing'],
  },
  {
    path: 'handler',
    who: people.leader,
    given: accepted,
    body: { handler: 'resolver-9' },
    bad: { handler: 'có dấu cách' },
    status: 2,
    illegal: [returned, 'dossier.not-open'],
  },
  {
    path: 'opinions',
    who: people.resolver,
    given: processing,
    body: { toUnit: 'H99.31', limit: { unit: 'workingDay', amount: 2 }, question: 'Có đúng không?' },
    bad: { limit: { unit: 'week', amount: 2 } },
    status: 4,
    illegal: [accepted, 'dossier.not-in-processing'],
  },
  {
    path: 'transfers',
    who: people.desk,
    given: accepted,
    body: { cause: 'wrongCompetence', toUnit: 'H99.32', ...reason },
    bad: { cause: 'mood' },
    status: 2,
    illegal: [resolved, 'dossier.not-open-for-transfer'],
  },
  {
    path: 'procedure-case',
    who: people.resolver,
    given: processing,
    body: { procedureCase: 'complex' },
    bad: { procedureCase: '' },
    status: 4,
    illegal: [submitted, 'dossier.not-open-for-case-change'],
  },
  {
    path: 'extensions',
    who: people.leader,
    given: processing,
    body: { workingDays: 2, apologyNumber: '3/PXL', ...reason },
    bad: { workingDays: 0 },
    status: 4,
    illegal: [[...processing, make.ExtendDueDate], 'dossier.already-extended'],
    without: people.desk,
  },
  {
    path: 'outages',
    who: people.leader,
    given: processing,
    body: { from: '2026-11-16T07:30:00+07:00', to: '2026-11-16T08:30:00+07:00' },
    bad: { to: '2026-11-16T24:30:00+07:00' },
    status: 4,
    illegal: [submitted, 'dossier.not-open-for-outage'],
    without: people.desk,
  },
  {
    path: 'payments',
    who: people.resolver,
    given: processing,
    body: { amount: 200_000, feeCodes: ['phi'] },
    bad: { amount: 0.5 },
    status: 6,
    illegal: [paymentRequested, 'dossier.payment-pending'],
  },
  {
    path: 'payments/payment-1/receipt',
    who: people.desk,
    given: paymentRequested,
    body: { amount: 200_000, method: 'cash', receiptNumber: 'BL-1' },
    bad: { method: 'gold' },
    status: 4,
    illegal: [[...paymentRequested, make.ConfirmPayment], 'dossier.payment-not-pending'],
  },
  {
    path: 'payments/payment-1/cancellation',
    who: people.desk,
    given: paymentRequested,
    body: reason,
    bad: { reason: null },
    status: 4,
    illegal: [[...paymentRequested, make.ConfirmPayment], 'dossier.payment-not-pending'],
  },
  {
    path: 'payments/payment-1/refund',
    who: people.desk,
    given: [...paymentRequested, make.ConfirmPayment],
    body: { amount: 200_000 },
    file: 'evidenceFileId',
    bad: { evidenceFileId: 'scan.pdf' },
    status: 4,
    illegal: [paymentRequested, 'dossier.payment-not-paid'],
    without: people.resolver,
  },
  {
    path: 'stop',
    who: people.leader,
    given: processing,
    body: reason,
    file: 'decisionFileId',
    bad: { decisionFileId: '' },
    status: 8,
    illegal: [accepted, 'dossier.not-open-for-stop'],
    without: people.resolver,
  },
  {
    path: 'reopening',
    who: people.leader,
    given: stopped,
    body: { clock: 'restart', ...reason },
    file: 'decisionFileId',
    bad: { clock: 'soon' },
    status: 4,
    illegal: [processing, 'dossier.not-stopped'],
    without: people.resolver,
  },
  {
    path: 'result',
    who: people.leader,
    given: processing,
    body: { resultKind: 'positive', ...document },
    file: 'fileId',
    bad: { signed: 'yes' },
    status: 9,
    illegal: [resolved, 'dossier.result-already-signed'],
    without: people.resolver,
  },
  {
    path: 'postal-return',
    who: people.desk,
    given: resolved,
    body: { address: 'Xã Một', phone: '0990000001', receiver: 'Người Nhận Mẫu' },
    bad: { phone: '' },
    status: 9,
    illegal: [returned, 'dossier.not-open'],
    without: people.resolver,
  },
  {
    path: 'result-return',
    who: people.desk,
    given: resolved,
    body: { method: 'counter', originalsReturned: true, receiver: 'Người Nhận Mẫu' },
    bad: { method: 'pigeon' },
    status: 10,
    illegal: [processing, 'dossier.not-resolved'],
    without: people.resolver,
  },
  {
    path: 'result-corrections',
    who: people.leader,
    given: returned,
    body: { ...document, ...reason },
    file: 'fileId',
    bad: { number: '' },
    status: 10,
    illegal: [resolved, 'dossier.not-returned'],
    without: people.desk,
  },
  {
    path: 'result-revocation',
    who: people.leader,
    given: returned,
    body: reason,
    file: 'decisionFileId',
    bad: { reason: [] },
    status: 10,
    illegal: [[...returned, make.RevokeResult], 'dossier.result-already-revoked'],
    without: people.desk,
  },
  {
    path: 'tasks/task-1/settlement',
    who: people.resolver,
    given: [...processing, make.RaiseOfficerTask],
    body: { note: 'Đã gọi điện' },
    bad: { note: '' },
    status: 4,
    illegal: [[...processing, make.RaiseOfficerTask, make.SettleOfficerTask], 'dossier.task-already-settled'],
  },
  {
    path: 'attachments',
    who: people.desk,
    given: accepted,
    body: { componentCode: 'id-copy', fileName: 'can-cuoc.pdf' },
    file: 'fileId',
    bad: { fileName: '' },
    status: 2,
    illegal: [returned, 'dossier.not-open'],
  },
];

/** How the page names the command behind a case's path. */
function offered(path: string): { command: string; id: string | null } {
  const [kind, id, act] = path.split('/');
  if (id === undefined || act === undefined) return { command: path, id: null };
  return { command: `${kind}/:${kind!.slice(0, -1)}Id/${act}`, id };
}

describe('an officer at the desk', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let folder: string;
  let desk: DeskScene;

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'desk-'));
    const clock = new SteppedClock(MONDAY, new FarAway());
    const issuer = await DemoIssuer.inMemory();
    const premises = { url: db.appUrl, folder, catalogue: testCatalogue(), clock, vault: new MemoryKeyVault(), issuer };
    desk = await DeskScene.open({ ...premises, lines: [] });
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  async function bodyOf({ body, file }: Case, dossierId: string, who: Person): Promise<object | undefined> {
    if (file === undefined) return body;
    const { body: uploaded } = await desk.upload(dossierId, who, pdf());
    return { ...body, [file]: uploaded.fileId };
  }

  describe.each(cases)('$path', (one) => {
    const { path, who, given, bad, status, illegal, without } = one;

    it('does what the rules allow, once, and says where the dossier stands', async () => {
      const dossierId = await desk.given(given);
      const body = await bodyOf(one, dossierId, who);
      const key = randomId();
      const first = await desk.post(`dossiers/${dossierId}/${path}`, who, body, key);
      expect(first).toMatchObject({ status: 200, body: { dossierId, status, shown: true } });
      expect(await desk.post(`dossiers/${dossierId}/${path}`, who, body, key)).toEqual(first);
      const types = await desk.types(dossierId);
      expect(types).toHaveLength(first.body.version);
    });

    it('is not done when the dossier moved on since the officer saw it, and tells what came', async () => {
      const dossierId = await desk.given(given);
      const version = (await desk.types(dossierId)).length;
      await desk.command(dossierId, {
        ...make.RaiseOfficerTask,
        data: { ...make.RaiseOfficerTask.data, taskId: 'late' },
      });
      const body = await bodyOf(one, dossierId, who);
      const url = `dossiers/${dossierId}/${path}`;
      const late = await desk.post(url, who, body, randomId(), { 'if-match': `"${version}"` });
      expect(late).toMatchObject({
        status: 412,
        body: {
          code: 'dossier.changed',
          reason: {
            expected: version,
            version: version + 1,
            changes: [{ version: version + 1, type: 'OfficerTaskRaised', by: 'officer-1', at: expect.any(String) }],
          },
        },
      });
      expect(await desk.types(dossierId)).toHaveLength(version + 1);
      const again = await desk.post(url, who, body, randomId(), { 'if-match': `"${version + 1}"` });
      expect(again).toMatchObject({ status: 200, body: { status } });
    });

    it('is refused without a key, with wrong input, without the role, and to another unit', async () => {
      const dossierId = await desk.given(given);
      const body = await bodyOf(one, dossierId, who);
      const before = await desk.types(dossierId);
      const keyless = await desk.post(`dossiers/${dossierId}/${path}`, who, body, '');
      expect(keyless).toMatchObject({ status: 400, body: { code: 'idempotency.key-missing' } });
      if (bad !== undefined) {
        const wrong = await desk.post(`dossiers/${dossierId}/${path}`, who, { ...body, ...bad });
        expect(wrong).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
      }
      const citizen = await desk.post(`dossiers/${dossierId}/${path}`, without ?? people.citizen, body);
      expect(citizen).toMatchObject({ status: 403, body: { code: 'auth.role-missing' } });
      const foreign = await desk.post(`dossiers/${dossierId}/${path}`, people.elsewhere, body);
      expect(foreign).toMatchObject({ status: 404, body: { code: 'dossier.unknown' } });
      expect(await desk.types(dossierId)).toEqual(before);
    });

    it(`is refused with ${illegal[1]} where the dossier is not open for it`, async () => {
      const dossierId = await desk.given(illegal[0]);
      const body = await bodyOf(one, dossierId, who);
      const refused = await desk.post(`dossiers/${dossierId}/${path}`, who, body);
      expect(refused).toMatchObject({ status: 409, body: { code: illegal[1], type: `/problems/${illegal[1]}` } });
    });
  });

  // An outage is announced by administrators, who have no dossier page.
  it.each(cases.filter(({ path }) => path !== 'outages'))(
    '$path is offered by the page where the rules allow it, and to nobody else',
    async ({ path, who, given, illegal, without }) => {
      const { command, id } = offered(path);
      const dossierId = await desk.given(given);
      const offers = async (of: string, to: Person) => {
        const { body } = await desk.get(`dossiers/${of}`, to);
        return (body.possible as { command: string; id: string | null }[]).some(
          (one) => one.command === command && one.id === id,
        );
      };
      expect(officerCommands).toContain(command);
      expect(await offers(dossierId, who)).toBe(true);
      if (without !== undefined) expect(await offers(dossierId, without)).toBe(false);
      expect(await offers(await desk.given(illegal[0]), who)).toBe(false);
    },
  );

  it('gives a repeat its first answer, whatever version it names', async () => {
    const dossierId = await desk.given(submitted);
    const key = randomId();
    const accept = () =>
      desk.post(`dossiers/${dossierId}/acceptance`, people.desk, { checksDone: true }, key, { 'if-match': '"1"' });
    const first = await accept();
    expect(first).toMatchObject({ status: 200 });
    expect(await accept()).toEqual(first);
  });

  it('wants a version as a quoted number, and takes the dossier as it is for a star', async () => {
    const dossierId = await desk.given(submitted);
    const accept = (version: string) =>
      desk.post(`dossiers/${dossierId}/acceptance`, people.desk, { checksDone: true }, randomId(), {
        'if-match': version,
      });
    for (const wrong of ['1', 'W/"1"', '"one"', '"1", "2"'])
      expect(await accept(wrong)).toMatchObject({
        status: 400,
        body: { code: 'if-match.invalid', errors: [{ parameter: 'header.if-match' }] },
      });
    expect(await accept('"9"')).toMatchObject({ status: 412, body: { reason: { version: 1, changes: [] } } });
    expect(await accept('*')).toMatchObject({ status: 200 });
  });

  it('tells nobody of another unit what changed', async () => {
    const dossierId = await desk.given(accepted);
    const blind = await desk.post(
      `dossiers/${dossierId}/acceptance`,
      people.elsewhere,
      { checksDone: true },
      randomId(),
      { 'if-match': '"1"' },
    );
    expect(blind).toMatchObject({ status: 404, body: { code: 'dossier.unknown' } });
  });

  it('of two officers accepting one dossier, one does and the other is told', async () => {
    const dossierId = await desk.given(submitted);
    const both = await Promise.all(
      [people.desk, people.desk2].map((who) =>
        desk.post(`dossiers/${dossierId}/acceptance`, who, { checksDone: true }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await desk.types(dossierId)).toEqual(['DossierSubmitted', 'DossierAccepted', 'RoutingDecided']);
  });

  it('may not use a key again for something else', async () => {
    const dossierId = await desk.given(processing);
    const key = randomId();
    await desk.post(`dossiers/${dossierId}/handler`, people.desk, { handler: 'a' }, key);
    const other = await desk.post(`dossiers/${dossierId}/handler`, people.desk, { handler: 'b' }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency.key-reused' } });
  });

  it('of the unit that was asked gives its opinion, and only that unit', async () => {
    const dossierId = await desk.given(processing);
    const asking = { toUnit: 'H99.31', limit: { unit: 'workingDay', amount: 2 }, question: 'Có đúng không?' };
    const { body: opinion } = await desk.post(`dossiers/${dossierId}/opinions`, people.resolver, asking);
    const answer = { answer: 'Đúng' };
    const path = `dossiers/${dossierId}/opinions/${opinion.id}/answer`;
    expect(await desk.post(path, people.resolver, answer)).toMatchObject({
      status: 403,
      body: { code: 'dossier.other-unit-decides' },
    });
    expect(await desk.post(path, people.elsewhere, { answer: '' })).toMatchObject({ status: 400 });
    expect(await desk.post(path, people.elsewhere, answer)).toMatchObject({ status: 200 });
    expect(await desk.post(path, people.elsewhere, answer)).toMatchObject({
      status: 409,
      body: { code: 'dossier.opinion-already-given' },
    });
  });

  it('of the receiving unit sees a dossier that another unit resolves, and leaves its result alone', async () => {
    const dossierId = await desk.given([
      ...accepted,
      { ...make.TransferDossier, data: { ...make.TransferDossier.data, toUnit: 'H99.31' } },
      make.ForwardStep,
      { ...make.ForwardStep, data: { ...make.ForwardStep.data, toUnit: 'H99.31' } },
    ]);
    expect(await desk.get(`dossiers/${dossierId}`, people.desk)).toMatchObject({ status: 200 });
    const fileId = randomId();
    const result = { resultKind: 'positive', fileId, ...document };
    expect(await desk.post(`dossiers/${dossierId}/result`, people.leader, result)).toMatchObject({
      status: 403,
      body: { code: 'dossier.other-unit-decides' },
    });
  });

  it('of the unit that a submission was transferred to answers it, and the first unit no more', async () => {
    const transferred = { ...make.TransferDossier, data: { ...make.TransferDossier.data, toUnit: 'H99.31' } };
    const dossierId = await desk.given([...submitted, transferred]);
    const accept = (who: Person) => desk.post(`dossiers/${dossierId}/acceptance`, who, { checksDone: true });
    expect(await accept(people.desk)).toMatchObject({ status: 403, body: { code: 'dossier.other-unit-decides' } });
    expect(await accept(people.elsewhere)).toMatchObject({ status: 200 });
  });

  it('cannot sign with a file of another dossier, or with a picture', async () => {
    const [dossierId, other] = [await desk.given(processing), await desk.given(processing)];
    const { body: foreign } = await desk.upload(other, people.leader, pdf());
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const { body: picture } = await desk.upload(dossierId, people.leader, png, 'image/png');
    const sign = (fileId: string) =>
      desk.post(`dossiers/${dossierId}/result`, people.leader, { resultKind: 'positive', fileId, ...document });
    expect(await sign(foreign.fileId)).toMatchObject({ status: 422, body: { code: 'file.unknown' } });
    expect(await sign(picture.fileId)).toMatchObject({ status: 422, body: { code: 'file.not-pdf' } });
  });

  it('writes codes and numbers where they are asked for, never a name or a sentence', async () => {
    const [dossierId, paying] = [await desk.given(processing), await desk.given(paymentRequested)];
    const words = 'Nguyễn Văn Mẫu';
    const document = { fileId: randomId(), signed: true };
    for (const [path, who, body, pointer] of [
      [`${dossierId}/intake-refusal`, people.desk, { reasonCode: words, ...reason }, '/reasonCode'],
      [`${dossierId}/procedure-case`, people.resolver, { procedureCase: words }, '/procedureCase'],
      [`${dossierId}/extensions`, people.leader, { workingDays: 1, apologyNumber: words, ...reason }, '/apologyNumber'],
      [`${dossierId}/payments`, people.resolver, { amount: 1, feeCodes: ['phi', words] }, '/feeCodes'],
      [
        `${paying}/payments/payment-1/receipt`,
        people.desk,
        { amount: 1, method: 'cash', receiptNumber: words },
        '/receiptNumber',
      ],
      [`${dossierId}/result`, people.leader, { resultKind: 'positive', number: words, ...document }, '/number'],
      [`${dossierId}/result-corrections`, people.leader, { number: words, ...document, ...reason }, '/number'],
      [
        `${dossierId}/attachments`,
        people.desk,
        { componentCode: words, fileId: randomId(), fileName: 'x' },
        '/componentCode',
      ],
    ] as const) {
      const answer = await desk.post(`dossiers/${path}`, who, body);
      expect([path, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([path, 400, pointer]);
    }
  });

  it('refuses for a reason of the code list', async () => {
    const dossierId = await desk.given(submitted);
    const refused = await desk.post(`dossiers/${dossierId}/intake-refusal`, people.desk, {
      reasonCode: 'mood',
      ...reason,
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'refusal-reason.unknown', errors: [{ pointer: '/reasonCode' }] },
    });
  });

  it('takes the papers that were asked for at the counter, and the dossier is complete', async () => {
    const dossierId = await desk.given(asked);
    const path = `dossiers/${dossierId}/supplements`;
    const { body: file } = await desk.upload(dossierId, people.desk, pdf('bo sung'));
    const scan = { componentCode: 'id-copy', fileId: file.fileId, fileName: 'can-cuoc.pdf' };
    const take = (body: object) => desk.post(path, people.desk, { items: ['id-copy'], components: [scan], ...body });
    expect(await take({ components: [] })).toMatchObject({
      status: 422,
      body: { code: 'supplement.item-unanswered', errors: [{ pointer: '/components' }] },
    });
    expect(await take({ components: [scan, { ...scan, fileId: randomId() }] })).toMatchObject({
      status: 422,
      body: { code: 'file.unknown', errors: [{ pointer: '/components/1/fileId' }] },
    });
    expect(await take({ components: [scan, { ...scan, componentCode: 'other' }] })).toMatchObject({
      status: 422,
      body: { code: 'component.unknown', errors: [{ pointer: '/components/1/componentCode' }] },
    });
    expect(await take({ items: ['id-copy', '/nycNgaySinh'] })).toMatchObject({
      status: 422,
      body: { code: 'supplement.item-unanswered', errors: [{ pointer: '/declaration/nycNgaySinh' }] },
    });
    expect(await take({ declaration: { nycNgaySinh: 7 } })).toMatchObject({
      status: 422,
      body: { code: 'declaration.invalid', errors: [{ pointer: '/declaration/nycNgaySinh' }] },
    });
    const others = { items: ['id-copy', '/nycNgaySinh'], declaration: { nycNgaySinh: '01/01/1990' } };
    expect(await take(others)).toMatchObject({ status: 422, body: { code: 'dossier.supplement-item-not-asked' } });
    expect(await take({ components: [scan, { ...scan, fileName: 'mat-sau.pdf' }] })).toMatchObject({ status: 200 });
    const answer = (await desk.store.read(`dossier-${dossierId}`)).at(-1)!;
    expect(answer).toMatchObject({
      type: 'SupplementSubmitted',
      data: { items: ['id-copy'], components: [{ componentCode: 'id-copy', blobId: file.fileId }, {}] },
    });
    expect(await desk.post(`dossiers/${dossierId}/supplement-completion`, people.desk, undefined)).toMatchObject({
      status: 200,
      body: { status: 1 },
    });
  });

  it('is not told apart whether a dossier does not exist or is no id at all', async () => {
    for (const id of [randomId(), 'x', '..%2f..'])
      expect(await desk.post(`dossiers/${id}/acceptance`, people.desk, { checksDone: true })).toMatchObject({
        status: 404,
        body: { code: 'dossier.unknown' },
      });
  });
});
