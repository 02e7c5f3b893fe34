import { randomId } from '@motcua/service-kit';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ActorName, type Answer, FILES, IntakeBench, bodyOf, story } from '../intake-bench.fixture.js';

const { declaration } = story('khai-sinh-01');
const content = { declaration, receivingUnit: 'H99.30', returnMethod: 'counter', files: [], step: 'child' };

describe('drafts of declarations', () => {
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

  const path = (draftId = ''): string => `/api/intake/v1/drafts/${draftId}`.replace(/\/$/, '');
  const save = (draftId: string, version: number, more: object = {}, as: ActorName = 'citizen'): Promise<Answer> =>
    bench.call('PUT', path(draftId), {
      as,
      body: { procedureCode: '1.001193', version, content: { ...content, ...more } },
    });
  const open = (draftId: string, as: ActorName = 'citizen'): Promise<Answer> =>
    bench.call('GET', path(draftId), { as });
  const remove = (draftId: string, as: ActorName = 'citizen'): Promise<Answer> =>
    bench.call('DELETE', path(draftId), { as });
  const listed = async (as: ActorName = 'citizen'): Promise<unknown[]> => {
    const { body } = await bench.call<{ items: { draftId: string }[] }>('GET', path(), { as });
    return body.items.map(({ draftId }) => draftId);
  };
  const begun = async (): Promise<string> => {
    const draftId = randomId();
    expect((await save(draftId, 0)).status).toBe(200);
    return draftId;
  };
  const row = async (draftId: string): Promise<Record<string, unknown> | undefined> =>
    (await bench.database.pool.query('SELECT * FROM intake.drafts WHERE draft_id = $1', [draftId])).rows[0] as never;
  /** As if the row came back from a backup. */
  const restored = async (draftId: string, sealed: unknown): Promise<Answer> => {
    const { pool } = bench.database;
    await pool.query('DELETE FROM intake.drafts WHERE draft_id = $1', [draftId]);
    await pool.query(
      `INSERT INTO intake.drafts VALUES ($1, 'citizen-1', '1.001193', 1, $2, NULL, now(), now() + interval '1 day')`,
      [draftId, sealed],
    );
    return open(draftId);
  };

  it('come back as they were saved, and lie sealed meanwhile', async () => {
    const draftId = await begun();
    const { status, body } = await open(draftId);
    expect([status, body]).toEqual([
      200,
      {
        draftId,
        procedureCode: '1.001193',
        version: 1,
        savedAt: '2026-11-16T02:00:00.000Z',
        expiresAt: '2026-12-16T02:00:00.000Z',
        dossierId: null,
        content,
      },
    ]);
    expect(await listed()).toContain(draftId);
    expect(JSON.stringify(await row(draftId))).not.toMatch(/MẪU|0990/);
    expect(bench.lines.join('\n')).not.toMatch(/MẪU|0990/);
  });

  it('are not there for anybody else', async () => {
    const draftId = await begun();
    const answers = [
      await open(draftId, 'stranger'),
      await remove(draftId, 'stranger'),
      await save(draftId, 0, {}, 'stranger'),
      await save(draftId, 1, {}, 'stranger'),
      await open(randomId()),
      await open("x' OR 1=1"),
      await save(randomId(), 3),
    ];
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(
      answers.map(() => [404, 'draft.unknown']),
    );
    expect(await listed('stranger')).toEqual([]);
    expect((await open(draftId)).status).toBe(200);
    expect((await open(draftId, 'officer')).status).toBe(403);
  });

  it('refuse what was made on an older version, and keep what is there', async () => {
    const draftId = await begun();
    expect((await save(draftId, 1, { step: 'mother' })).body['version']).toBe(2);
    const late = await save(draftId, 1, { step: 'father' });
    expect([late.status, late.body['code'], late.body['reason']]).toEqual([
      409,
      'draft.changed-elsewhere',
      { version: 2, savedAt: '2026-11-16T02:00:00.000Z' },
    ]);
    expect((await save(draftId, 0)).body['code']).toBe('draft.changed-elsewhere');
    expect((await open(draftId)).body['content']).toMatchObject({ step: 'mother' });
  });

  it('let one of many parallel saves through', async () => {
    const draftId = await begun();
    const answers = await Promise.all(Array.from({ length: 8 }, () => save(draftId, 1)));
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, ...Array(7).fill(409)]);
  });

  it('are gone with their key when they are deleted', async () => {
    const draftId = await begun();
    const { sealed } = (await row(draftId))!;
    expect((await remove(draftId)).status).toBe(204);
    expect([(await open(draftId)).status, await listed()]).toEqual([404, expect.not.arrayContaining([draftId])]);
    expect((await restored(draftId, sealed)).body['code']).toBe('draft.unknown');
  });

  it('lose content and key when they become a dossier, and tell which one it is', async () => {
    const draftId = await begun();
    const { sealed } = (await row(draftId))!;
    const file = await bench.upload(FILES.pdf, 'giay-chung-sinh.pdf', 'application/pdf');
    const components = [{ componentCode: 'birth-notification', uploadId: file.body['uploadId'] }];
    const body = bodyOf('khai-sinh-01', { components, draftId });
    const dossier = await bench.submit(body, draftId);
    expect(dossier.status).toBe(201);
    expect((await bench.submit(body, draftId)).body).toEqual(dossier.body);
    const { dossierId } = dossier.body;
    expect((await open(draftId)).body).toMatchObject({ dossierId, content: null });
    expect((await save(draftId, 1)).body['code']).toBe('draft.submitted');
    expect(await listed()).not.toContain(draftId);
    expect((await restored(draftId, sealed)).body['code']).toBe('draft.unknown');
  });

  it('are as they were when the submission was refused', async () => {
    const draftId = await begun();
    const refused = await bench.submit(bodyOf('khai-sinh-01', { draftId }), draftId);
    expect(refused.body['code']).toBe('dossier.components-missing');
    expect((await open(draftId)).body).toMatchObject({ dossierId: null, content });
  });

  it('of somebody else are not touched by a submission that names them', async () => {
    const draftId = await begun();
    const body = bodyOf('lltp-01', { draftId });
    expect((await bench.submit(body, randomId(), 'stranger')).status).toBe(201);
    expect((await open(draftId)).body).toMatchObject({ dossierId: null, content });
  });

  it('are at most 20 at a time, none of them larger than a declaration can be', async () => {
    const large = await save(randomId(), 0, { declaration: { ghiChu: 'x'.repeat(60_000) } }, 'stranger');
    expect([large.status, large.body['code']]).toEqual([422, 'draft.too-large']);
    for (let n = 0; n < 20; n += 1) await save(randomId(), 0, {}, 'stranger');
    const { status, body } = await save(randomId(), 0, {}, 'stranger');
    expect([status, body['code'], (await listed('stranger')).length]).toEqual([422, 'draft.too-many', 20]);
  });

  it('say what is wrong with their own shape', async () => {
    const { status, body } = await save(randomId(), 0, { declaration: 'Nguyễn Văn Mẫu', files: [{ mime: 'x' }] });
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('/content/declaration')]);
    expect(JSON.stringify(body)).not.toContain('Mẫu');
  });

  it('are over after 30 days, with their key', async () => {
    const draftId = await begun();
    const { sealed } = (await row(draftId))!;
    bench.clock.set('2026-12-16T01:59:00.000Z');
    expect((await open(draftId)).status).toBe(200);
    bench.clock.set('2026-12-16T02:00:00.000Z');
    const gone = await bench.eventually(
      () => open(draftId),
      ({ status }) => status === 404,
    );
    expect(gone.body['code']).toBe('draft.unknown');
    expect((await restored(draftId, sealed)).body['code']).toBe('draft.unknown');
  });
});
