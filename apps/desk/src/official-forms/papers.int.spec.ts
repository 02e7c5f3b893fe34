import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PaperKeySet, verifyMark } from '@motcua/contracts/papers';
import type { DossierCommand } from '@motcua/domain';
import { DemoIssuer, MemoryKeyVault, PaperKeys, SteppedClock, randomId, sharedMigrations } from '@motcua/service-kit';
import {
  MONDAY,
  dossierCommands as make,
  forwardStep,
  submissionPersonal,
  submitDossier,
  testCatalogue,
  testDatabase,
} from '@motcua/testing';
import { strFromU8, unzipSync } from 'fflate';
import { deskMigrations } from '../desk.migrations.js';
import { type Answer, DeskScene, FarAway, type Person, people } from '../desk-scene.fixture.js';
import { LookedAt } from './poppler.fixture.js';
import { Scan, readQr } from './read-codes.fixture.js';

const OWNER = { subject: 'citizen-1', roles: ['citizen'], units: [] } as const satisfies Person;
const STRANGER = { ...OWNER, subject: 'citizen-2' };
const NAME = '=CMD|Nguyễn Thị Mẫu Ưỡng';
/** The upper part of the code. */
const QR = { left: 108, top: 25, right: 141, bottom: 50 };

function submission(fullName = 'Nguyễn Văn Mẫu'): DossierCommand {
  const base = submissionPersonal();
  const applicant = { ...base.applicant, fullName, phone: '+84990000777' };
  return { ...submitDossier({ by: OWNER.subject }), personal: { ...base, applicant } };
}

describe('papers over HTTP', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let folder: string;
  let desk: DeskScene;
  let issued = 0;

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'desk-papers-'));
    const clock = new SteppedClock(MONDAY, new FarAway());
    const issuer = await DemoIssuer.inMemory();
    const settings = { pagesUrl: 'https://motcua.h99.example' };
    const premises = { url: db.appUrl, folder, catalogue: testCatalogue(), clock, vault: new MemoryKeyVault(), issuer };
    desk = await DeskScene.open({ ...premises, settings, lines: [] });
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  /** A dossier with a code of its own. */
  async function given(...commands: readonly DossierCommand[]): Promise<{ dossierId: string; code: string }> {
    const [first, ...others] = commands;
    const dossierId = await desk.given([first!]);
    issued += 1;
    const code = `000.00.14.H99-261116-${String(issued).padStart(4, '0')}`;
    const data = {
      dossierId,
      dossierCode: code,
      origin: 'series',
      system: null,
      unitCode: 'H99.14',
      day: '2026-11-16',
    };
    const meta = { correlationId: 'c', causationId: 'c', actor: 'a', actorRole: 'system', recordedAt: MONDAY };
    const event = { id: randomId(), type: 'DossierCodeAssigned', schemaVersion: 1, meta };
    const events = [{ ...event, data: { ...data, ordinal: issued, assignedAt: MONDAY } }];
    await desk.store.append([{ stream: `dossier-${dossierId}`, expected: 1, events }]);
    for (const command of others) await desk.command(dossierId, command);
    await desk.caughtUp();
    return { dossierId, code };
  }

  function form(dossierId: string, number: string, who: Person = people.desk): Promise<Response> {
    return desk.raw(`dossiers/${dossierId}/forms/${number}.pdf`, who);
  }

  /** What the QR code of an answer says. */
  async function marked(response: Response): Promise<string> {
    const paper = new LookedAt(new Uint8Array(await response.arrayBuffer()));
    const scan = new Scan(paper.image(1, 300));
    const address = readQr(scan.modules(scan.boxOf(QR, 300)));
    paper.close();
    return address;
  }

  async function check(paper: string): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    const url = `${desk.running.url}/api/desk/v1/paper-checks`;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ paper }) });
    return { status: response.status, body: await response.json() };
  }

  const codeOf = async (response: Response): Promise<unknown> => {
    const { type } = (await response.json()) as { type: string };
    return [response.status, type.replace('/problems/', '')];
  };

  it('are for officers of the unit and for the applicant; for others there is no such dossier', async () => {
    const { dossierId } = await given(submission(), make.AcceptDossier);
    const printed = await form(dossierId, '01');
    expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(printed.headers.get('cache-control')).toBe('no-store');
    const own = await desk.raw(`own-dossiers/${dossierId}/forms/01.pdf`, OWNER);
    expect(Buffer.from(await own.arrayBuffer()).equals(Buffer.from(await printed.arrayBuffer()))).toBe(true);
    expect(await codeOf(await form(dossierId, '01', people.elsewhere))).toEqual([404, 'dossier.unknown']);
    const strange = await desk.raw(`own-dossiers/${dossierId}/forms/01.pdf`, STRANGER);
    expect(await codeOf(strange)).toEqual([404, 'dossier.unknown']);
    expect((await form(dossierId, '01', people.auditor)).status).toBe(403);
    expect((await desk.raw(`own-dossiers/${dossierId}/forms/01.pdf`, people.desk)).status).toBe(403);
  }, 180_000);

  it('are looks at personal data, with their purpose', async () => {
    const { dossierId } = await given(submission(), make.AcceptDossier);
    await form(dossierId, '05');
    const { rows } = await desk.database.pool.query<{ purpose: string; actor: string }>(
      'SELECT * FROM kit.access_log WHERE dossier_id = $1',
      [dossierId],
    );
    expect(rows).toEqual([expect.objectContaining({ purpose: 'desk.form-05' })]);
  }, 120_000);

  it('that do not exist yet, or not at all, are refused by name', async () => {
    const { dossierId } = await given(submission());
    for (const number of ['01', '02', '03', '04', '05'])
      expect(await codeOf(await form(dossierId, number))).toEqual([409, 'paper.not-issued']);
    for (const number of ['06', '1', 'x'])
      expect(await codeOf(await form(dossierId, number))).toEqual([404, 'paper.unknown-form']);
    const own = await desk.raw(`own-dossiers/${dossierId}/forms/05.pdf`, OWNER);
    expect(await codeOf(own)).toEqual([404, 'paper.unknown-form']);
  });

  it('are verified with the published keys by anybody, and the desk says whether they are the last of their form', async () => {
    const { dossierId, code } = await given(submission(), make.AcceptDossier);
    const address = await marked(await form(dossierId, '01'));
    const keys = await fetch(`${desk.running.url}/api/desk/v1/paper-keys`);
    expect([keys.status, keys.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
    const set = (await keys.json()) as PaperKeySet;
    expect(await verifyMark(address, set)).toMatchObject({ verdict: 'valid', mark: { form: '01', dossierCode: code } });
    expect(await check(address)).toEqual({
      status: 200,
      body: {
        verdict: 'valid',
        standing: 'current',
        currentIssuedAt: null,
        paper: { form: '01', dossierCode: code, issuedAt: MONDAY, unitCode: 'H99.14', unitName: 'Sở Tư pháp' },
      },
    });

    await desk.command(dossierId, forwardStep());
    await desk.command(dossierId, {
      ...make.ChangeProcedureCase,
      data: { ...make.ChangeProcedureCase.data, now: '2026-11-16T03:00:00.000Z' },
    });
    await desk.caughtUp();
    expect((await check(address)).body).toMatchObject({
      standing: 'superseded',
      currentIssuedAt: '2026-11-16T03:00:00.000Z',
    });
    const other = code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    expect((await check(address.replace(code, other))).body).toMatchObject({ verdict: 'forged', standing: null });
    expect((await check('https://example.test/verify#nothing')).body).toMatchObject({
      verdict: 'unreadable',
      paper: null,
    });

    await desk.running.app.get(PaperKeys).rotate();
    expect((await check(address)).body).toMatchObject({ verdict: 'valid' });
  }, 180_000);

  it('say nothing of a genuine mark whose dossier is not here, e.g. in a log of an older day', async () => {
    const mark = {
      form: '01',
      dossierCode: 'H99.14-261116-9999',
      issuedAt: MONDAY,
      unitCode: 'H99.77',
      digest: 'A'.repeat(22),
    } as const;
    const text = await desk.running.app.get(PaperKeys).sign(mark);
    expect((await check(text)).body).toMatchObject({
      verdict: 'valid',
      standing: 'notIssued',
      paper: { unitName: null },
    });
  });

  describe('of the register', () => {
    const query = 'unit=H99.14&year=2026';

    beforeAll(async () => {
      await given(submission(NAME), make.AcceptDossier);
    });

    it('hold every line in order, and no formula, as a workbook', async () => {
      const response = await desk.raw(`tracking-register/export.xlsx?${query}`, people.desk);
      expect([response.status, response.headers.get('content-disposition')]).toEqual([
        200,
        'attachment; filename="so-theo-doi-ho-so-2026.xlsx"',
      ]);
      const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
      const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
      const words = strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array()) + sheet;
      expect(sheet).not.toMatch(/<f[ >]/);
      expect(words).toContain(NAME);
      expect(words).toContain('+84990000777');
      const { body } = await desk.get(`tracking-register?${query}&limit=100`, people.desk);
      const numbers = [...sheet.matchAll(/<c r="A\d+"[^>]*><v>(\d+)<\/v>/g)].map(([, number]) => Number(number));
      expect(numbers.filter((number) => number > 0)).toEqual(
        expect.arrayContaining(body.items.map(({ number }: { number: number }) => number)),
      );
    });

    it('are printed on A4 across, the head on every page', async () => {
      const response = await desk.raw(`tracking-register/export.pdf?${query}`, people.leader);
      expect(response.status).toBe(200);
      const paper = new LookedAt(new Uint8Array(await response.arrayBuffer()));
      expect(paper.sizes[0]).toEqual([297, 210]);
      for (const words of [
        'SỔ THEO DÕI HỒ SƠ',
        'Năm 2026',
        'SỞ TƯ PHÁP',
        'Mẫu số 06',
        'Ký nhận',
        'Nguyễn Thị Mẫu Ưỡng',
      ])
        expect(paper.text).toContain(words);
      expect(paper.fonts.every(({ embedded }) => embedded)).toBe(true);
      paper.close();
    }, 120_000);

    it("are of certain days when asked for, and of one's own unit only", async () => {
      const none = await desk.raw(`tracking-register/export.xlsx?${query}&from=2026-11-17`, people.desk);
      const sheet = strFromU8(unzipSync(new Uint8Array(await none.arrayBuffer()))['xl/worksheets/sheet1.xml']!);
      expect(sheet.match(/<row /g)).toHaveLength(1);
      const foreign = await desk.raw(`tracking-register/export.pdf?${query}`, people.elsewhere);
      expect(await codeOf(foreign)).toEqual([404, 'unit.unknown']);
      expect((await desk.raw(`tracking-register/export.pdf?${query}&to=2026-02-31`, people.desk)).status).toBe(400);
    });
  });
});
