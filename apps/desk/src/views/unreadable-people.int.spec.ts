import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DemoIssuer,
  Health,
  PostgresKeyVault,
  Sealer,
  SteppedClock,
  ViewBuilds,
  newKeyRing,
  sharedMigrations,
  writeKeyFile,
} from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import pg from 'pg';
import { DeskScene, FarAway, people } from '../desk-scene.fixture.js';
import { deskMigrations } from '../desk.migrations.js';
import { UnreadablePeople } from './unreadable-people.js';

describe('a desk whose keys came back from before some dossiers', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let pool: pg.Pool;
  let folder: string;
  let desk: DeskScene;
  let kept: string;
  let lost: string;
  let keys: readonly unknown[];

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'desk-'));
    pool = new pg.Pool({ connectionString: db.ownerUrl });
    await writeKeyFile(join(folder, 'motcua.keys'), newKeyRing());
    const vault = await PostgresKeyVault.open(pool, join(folder, 'motcua.keys'));
    const clock = new SteppedClock(MONDAY, new FarAway());
    const issuer = await DemoIssuer.inMemory();
    desk = await DeskScene.open({
      url: db.appUrl,
      folder,
      catalogue: testCatalogue(),
      clock,
      vault,
      issuer,
      lines: [],
    });
    [kept, lost] = [await desk.given([submitDossier()]), await desk.given([submitDossier()])];
    await desk.caughtUp();
    ({ rows: keys } = await pool.query('SELECT * FROM keys.data_keys WHERE owner = $1', [lost]));
    await desk.running.app.get(Sealer).forget(lost);
  });

  afterAll(async () => {
    await desk.running.close();
    await pool.end();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  const listed = async (dossierId: string) => {
    const { body } = await desk.get('work-list?limit=100', people.desk);
    return body.items.find((item: { readonly dossierId: string }) => item.dossierId === dossierId);
  };
  const rebuilt = async () => {
    const builds = new ViewBuilds(desk.database.kysely('kit'));
    const plan = { view: 'work-list', version: 2, schema: 'desk', switchOn: 'always' } as const;
    const { build } = await builds.plan(plan, desk.store.start);
    await desk.until(async () =>
      (await builds.of('work-list')).some((one) => one.build === build && one.state === 'live'),
    );
  };
  const row = async () =>
    (await pool.query('SELECT unreadable, words FROM desk.people WHERE dossier_id = $1', [lost])).rows[0];

  it('shows such a dossier with everything but its people, and says why', async () => {
    const page = await desk.get(`dossiers/${lost}`, people.desk);
    expect(page).toMatchObject({
      status: 200,
      body: { status: 1, applicant: null, erased: null, unreadable: { code: 'keys.missing', facts: 1 } },
    });
    expect(page.body.unreadable.detail).toContain('thiếu khóa');
    const timeline = await desk.get(`dossiers/${lost}/timeline`, people.desk);
    expect(timeline.body.items[0]).toMatchObject({ type: 'DossierSubmitted', unreadable: true });
    const other = await desk.get(`dossiers/${kept}`, people.desk);
    expect(other.body).toMatchObject({ unreadable: null, applicant: { fullName: expect.any(String) } });
  });

  it('marks its line in the list', async () => {
    expect(await listed(lost)).toMatchObject({ applicant: null, unreadable: true });
    expect(await listed(kept)).toMatchObject({ applicant: { fullName: expect.any(String) }, unreadable: false });
  });

  it('refuses what would have to be sealed for it, and makes it no other key', async () => {
    const version = (await desk.store.read(`dossier-${lost}`)).length;
    const refusing = make.RefuseIntake;
    await expect(desk.command(lost, refusing)).rejects.toMatchObject({ code: 'keys.missing' });
    expect(await desk.store.read(`dossier-${lost}`)).toHaveLength(version);
    expect((await pool.query('SELECT FROM keys.data_keys WHERE owner = $1', [lost])).rows).toEqual([]);
  });

  it('tells readiness how many there are, and serves all the same', async () => {
    expect(await desk.running.app.get(UnreadablePeople).look()).toEqual({ keyless: 1, unsearchable: 0 });
    const { ready, checks } = await desk.running.app.get(Health).report();
    expect(ready).toBe(true);
    expect(checks['desk-people']).toEqual({ ok: true, detail: 'keys missing: 1 dossiers; not found by name: 0' });
    expect(checks['keys']).toEqual({ ok: true, detail: 'keys missing: 1 met' });
  });

  it('is marked in a read model that is made meanwhile, and right in one that is made after the key came back', async () => {
    const whole = await row();
    expect(whole.words.length).toBeGreaterThan(0);
    await rebuilt();
    expect(await row()).toEqual({ unreadable: true, words: [] });
    expect(await desk.running.app.get(UnreadablePeople).look()).toEqual({ keyless: 1, unsearchable: 1 });
    await pool.query('INSERT INTO keys.data_keys SELECT * FROM json_populate_recordset(NULL::keys.data_keys, $1)', [
      JSON.stringify(keys.map(asJson)),
    ]);
    expect(await listed(lost)).toMatchObject({ applicant: { fullName: expect.any(String) }, unreadable: false });
    await rebuilt();
    expect(await row()).toEqual(whole);
    expect(await desk.running.app.get(UnreadablePeople).look()).toEqual({ keyless: 0, unsearchable: 0 });
  });
});

function asJson(row: unknown): object {
  const { wrapped, ...rest } = row as { readonly wrapped: Buffer };
  return { ...rest, wrapped: `\\x${wrapped.toString('hex')}` };
}
