import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoIssuer, MemoryKeyVault, SteppedClock, randomId, sharedMigrations } from '@motcua/service-kit';
import {
  MONDAY,
  type TestDatabase,
  dossierCommands as make,
  submitDossier,
  testCatalogue,
  testDatabase,
} from '@motcua/testing';
import { DeskScene, FarAway, people } from '../desk-scene.fixture.js';
import { deskMigrations } from '../desk.migrations.js';

const applicant = people.citizen;
const stranger = { ...applicant, subject: 'citizen-9' };
const submitted = [{ ...submitDossier(), data: { ...submitDossier().data, by: applicant.subject } }];
const over = [...submitted, make.AcceptDossier, make.ForwardStep, make.SignResult, make.ReturnResult];
const answer = { level: 'dissatisfied', attitude: 'good', timeliness: 'poor', comment: 'Tôi phải chờ quá lâu' };

describe('rating a finished dossier', () => {
  let database: TestDatabase;
  let folder: string;
  let scene: DeskScene;

  beforeAll(async () => {
    database = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'motcua-rating-'));
    scene = await DeskScene.open({
      url: database.appUrl,
      folder,
      catalogue: testCatalogue(),
      clock: new SteppedClock(MONDAY, new FarAway()),
      vault: new MemoryKeyVault(),
      issuer: await DemoIssuer.inMemory(),
      lines: [],
    });
  });

  afterAll(async () => {
    await scene.running.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const path = (dossierId: string) => `own-dossiers/${dossierId}/rating`;

  it('is kept as a fact, with the comment sealed', async () => {
    const dossierId = await scene.given(over);
    const { status, body } = await scene.post(path(dossierId), applicant, answer);
    expect([status, body]).toEqual([201, { dossierId, level: 'dissatisfied', ratedAt: expect.any(String) }]);
    const last = (await scene.store.read(`dossier-${dossierId}`)).at(-1)!;
    expect([last.type, last.data['aspects']]).toEqual([
      'DossierRated',
      { attitude: 'good', timeliness: 'poor', guidance: null },
    ]);
    expect(last.data['sealed']).toEqual(expect.any(String));
    expect(JSON.stringify(last)).not.toContain('chờ quá lâu');
  });

  it('answers a repeat as the first time, and refuses other content under the same key', async () => {
    const dossierId = await scene.given(over);
    const key = randomId();
    const first = await scene.post(path(dossierId), applicant, answer, key);
    expect((await scene.post(path(dossierId), applicant, answer, key)).body).toEqual(first.body);
    const other = await scene.post(path(dossierId), applicant, { ...answer, level: 'satisfied' }, key);
    expect([other.status, other.body.code]).toEqual([409, 'idempotency.key-reused']);
    const second = await scene.post(path(dossierId), applicant, answer);
    expect([second.status, second.body.code]).toEqual([409, 'dossier.already-rated']);
  });

  it('comes when the dossier is over, not before', async () => {
    const { status, body } = await scene.post(path(await scene.given(submitted)), applicant, answer);
    expect([status, body.code]).toEqual([409, 'dossier.not-over']);
  });

  it('is not found by somebody else, nor where there is no dossier', async () => {
    const dossierId = await scene.given(over);
    for (const [id, who] of [
      [dossierId, stranger],
      [randomId(), applicant],
      ['nothing', applicant],
    ] as const) {
      const { status, body } = await scene.post(path(id), who, answer);
      expect([status, body.code]).toEqual([404, 'dossier.unknown']);
    }
    expect(await scene.types(dossierId)).not.toContain('DossierRated');
  });

  it('is for citizens: officers do not rate themselves', async () => {
    const dossierId = await scene.given(over);
    expect((await scene.post(path(dossierId), people.desk, answer)).status).toBe(403);
  });

  it.each([
    [{ ...answer, level: 'great' }, 'body.level'],
    [{ ...answer, attitude: 'very good' }, 'body.attitude'],
    [{ ...answer, comment: 'x'.repeat(2_001) }, 'body.comment'],
    [{ attitude: 'good' }, 'body.level'],
  ])('refuses what the form does not know (%#)', async (body, parameter) => {
    const refused = await scene.post(path(await scene.given(over)), applicant, body);
    expect([refused.status, refused.body.errors[0].pointer ?? refused.body.errors[0].parameter]).toEqual([
      400,
      expect.stringContaining(parameter.slice(5)),
    ]);
  });

  it('needs an Idempotency-Key', async () => {
    const { status, body } = await scene.post(path(await scene.given(over)), applicant, answer, '');
    expect([status, body.code]).toEqual([400, 'idempotency.key-missing']);
  });
});
