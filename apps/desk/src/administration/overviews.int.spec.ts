import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoIssuer, MemoryKeyVault, SteppedClock, randomId, sharedMigrations } from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { DeskScene, FarAway, type Person, type Premises, people } from '../desk-scene.fixture.js';

const ofOneUnit: Person = { ...people.administrator, units: ['H99.14'] };

describe('what administrators and auditors look at', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let premises: Premises;
  let desk: DeskScene;

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    premises = {
      url: db.appUrl,
      folder: await mkdtemp(join(tmpdir(), 'desk-')),
      catalogue: testCatalogue(),
      clock: new SteppedClock(MONDAY, new FarAway()),
      vault: new MemoryKeyVault(),
      issuer: await DemoIssuer.inMemory(),
      lines: [],
    };
    desk = await DeskScene.open(premises);
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(premises.folder, { recursive: true });
  });

  const overview = async () => (await desk.get('health-overview', people.administrator)).body;

  it.each([
    ['health-overview', people.desk, 403],
    ['health-overview', people.auditor, 403],
    ['health-overview', ofOneUnit, 403],
    ['catalogue-overview', people.desk, 403],
    ['catalogue-overview', ofOneUnit, 200],
    ['catalogue-overview', people.auditor, 200],
    ['accounts', people.leader, 403],
    ['accounts', ofOneUnit, 403],
    ['accounts?subject=Nguy%E1%BB%85n%20V%C4%83n%20An', people.administrator, 400],
    ['accounts?cursor=newest', people.administrator, 400],
    ['accounts/desk-1', ofOneUnit, 403],
    ['accounts/nobody', people.administrator, 404],
    ['access-log/export', people.administrator, 403],
    ['access-log/export?from=yesterday', people.auditor, 400],
  ] as const)('answers GET %s as it should (%#)', async (path, who, status) => {
    expect(await desk.get(path, who as Person)).toMatchObject({ status });
  });

  describe('at how the installation is', () => {
    it('sees the processes, and one that fell silent', async () => {
      await desk.database.pool.query(
        `INSERT INTO kit.services (name, instance, version, started_at, ready, checks, consumers, seen_at) VALUES
         ('relay', 'pod-1/7', '0.1.0', now(), true, '{"store": {"ok": true}}',
          '[{"consumer": "portal-sync", "active": true, "behind": 9, "frozenForMs": 0}]', now() - interval '31 seconds'),
         ('portal-sync', 'pod-2/7', '0.1.0', now(), false, '{"wire": {"ok": false, "detail": "away"}}',
          '[{"consumer": "portal-sync", "active": true, "behind": 4, "frozenForMs": 61000, "lost": "history-changed"}]', now())`,
      );
      await desk.until(async () => (await overview()).services[0]?.state === 'ready'); // told before the views were built
      const { services, consumers } = await overview();
      expect(services).toMatchObject([
        { name: 'desk', state: 'ready', checks: expect.arrayContaining([expect.objectContaining({ name: 'store' })]) },
        { name: 'portal-sync', state: 'notReady', checks: [{ name: 'wire', ok: false, detail: 'away' }] },
        { name: 'relay', instance: 'pod-1/7', state: 'silent' },
      ]);
      expect(consumers.find(({ consumer }: { consumer: string }) => consumer === 'portal-sync')).toMatchObject({
        instance: 'pod-2/7',
        behind: 4,
        frozenForSeconds: 61,
        lost: 'history-changed',
        waitsFor: null,
      });
    });

    it('sees how far consumers and read models are behind the head, and what waits for a person', async () => {
      const dossierId = await desk.given([submitDossier(), make.AcceptDossier, make.ForwardStep]);
      await desk.command(dossierId, make.RaiseOfficerTask);
      await desk.caughtUp();
      const { pool } = desk.database;
      await pool.query(
        `INSERT INTO kit.checkpoints (consumer, position) VALUES ('feed:ministry-connector', 1), ('feed:relay', 2),
           ('feed:portal-sync@motcua.dossier.lifecycle.v1/0', 77)`,
      );
      await pool.query(
        `INSERT INTO kit.feed_parked (consumer, dossier_id, version, event_type, error_name, attempts)
         VALUES ('ministry-connector', $1, 1, 'DossierAccepted', 'TypeError', 8)`,
        [dossierId],
      );
      const { head, consumers, views, openTasks } = await overview();
      const behind = Number(head) - 1;
      const named = (name: string) => consumers.find(({ consumer }: { consumer: string }) => consumer === name);
      expect(named('ministry-connector')).toMatchObject({ instance: null, position: '1', behind, parkedFacts: 1 });
      expect(named('relay')).toMatchObject({ position: '2', behind: behind - 1, parkedFacts: 0 });
      expect(named('portal-sync')).toMatchObject({ position: null });
      expect(named('desk-deadlines')).toBeDefined();
      expect(views).toContainEqual(
        expect.objectContaining({ target: 'desk/work-list', state: 'live', behind: 0, streamsAside: 0 }),
      );
      expect(openTasks).toEqual([{ kind: expect.any(String), count: 1 }]);
    });
  });

  describe('at accounts', () => {
    const list = async (query = '') => (await desk.get(`accounts${query}`, people.administrator)).body;
    const look = (dossierId: string, who: Person) => desk.get(`dossiers/${dossierId}`, who);

    it('sees who did what last, and never a citizen or a service', async () => {
      const dossierId = await desk.given([submitDossier()]);
      await theyDid(`intake-${dossierId}`, 'citizen-8', 'citizen');
      await theyDid(`intake-${randomId()}`, 'system:intake', 'system');
      await desk.caughtUp();
      expect(await desk.post(`dossiers/${dossierId}/acceptance`, people.desk, { checksDone: true })).toMatchObject({
        status: 200,
      });
      await desk.caughtUp();
      await look(dossierId, people.leader);
      const { items } = await list();
      const one = items.find(({ subject }: { subject: string }) => subject === people.desk.subject);
      expect(one).toMatchObject({
        roles: 'deskOfficer',
        lastAction: { type: 'DossierAccepted', stream: `dossier-${dossierId}` },
      });
      const history = (await desk.get(`accounts/${people.desk.subject}`, people.administrator)).body;
      expect(history.recent[0]).toEqual(one.lastAction);
      expect(history.recent).toHaveLength(one.actions);
      const reader = await list(`?subject=${people.leader.subject}`);
      expect(reader.items).toMatchObject([
        { subject: people.leader.subject, actions: 0, lastAction: null, lastLook: { dossierId } },
      ]);
      await desk.database.pool.query(
        `INSERT INTO kit.access_log (dossier_id, subject, roles, purpose, happened_at, correlation_id)
         VALUES ($1, 'citizen-9', 'citizen', 'intake.own', now(), 'x')`,
        [dossierId],
      );
      expect(await list('?subject=citizen-9')).toEqual({ items: [] });
      const subjects = items.map(({ subject }: { subject: string }) => subject);
      expect(subjects).not.toContain('citizen-8');
      expect(subjects).not.toContain('system:intake');
    });

    async function theyDid(stream: string, actor: string, actorRole: string): Promise<void> {
      const meta = { correlationId: 'x', causationId: randomId(), actor, actorRole, recordedAt: MONDAY };
      const event = { id: randomId(), type: 'IntakeRefused', schemaVersion: 1, data: {}, meta };
      await desk.store.append([{ stream, expected: 0, events: [event] }]);
    }

    it('ends the sign-ins of one, which may be none; an administrator of one unit cannot', async () => {
      const path = `accounts/${people.desk.subject}/session-end`;
      expect(await desk.post(path, people.administrator, undefined)).toMatchObject({
        status: 200,
        body: { signInsEnded: 0 },
      });
      expect(await desk.post(path, ofOneUnit, undefined)).toMatchObject({ status: 403 });
      expect(await desk.post(path, people.leader, undefined)).toMatchObject({ status: 403 });
      expect(await desk.post('accounts/%20/session-end', people.administrator, undefined)).toMatchObject({
        status: 400,
      });
    });

    it('goes through them page by page, the last to act first', async () => {
      const first = await list('?limit=1');
      const second = await list(`?limit=1&cursor=${first.next}`);
      expect(second.items[0].subject).not.toBe(first.items[0].subject);
    });
  });

  describe('at the access log', () => {
    it('is searched by the code of a dossier, in any spelling, and goes as a table', async () => {
      const code = 'H99.14-261123-0042';
      const dossierId = await desk.given([submitDossier(), make.AcceptDossier]);
      await desk.caughtUp();
      await desk.database.pool.query(`UPDATE ${await liveTable()} SET code = $1 WHERE dossier_id = $2`, [
        code,
        dossierId,
      ]);
      await desk.get(`dossiers/${dossierId}`, people.desk);
      const found = async (query: string) => (await desk.get(`access-log?${query}`, people.auditor)).body.items;
      const expected = [{ dossierId, dossierCode: code, subject: people.desk.subject, purpose: 'desk.dossier-page' }];
      expect(await found(`dossierCode=${code.toLowerCase()}`)).toMatchObject(expected);
      expect(await found(`dossierCode=${code}&dossierId=${randomId()}`)).toEqual([]);
      expect(await found('dossierCode=H99.14-261123-9999')).toEqual([]);
      const table = await desk.raw(`access-log/export?dossierCode=${code}`, people.auditor);
      expect(table.headers.get('content-disposition')).toMatch(/^attachment; filename="access-log-\d{14}\.csv"$/);
      const lines = (await table.text()).split('\r\n');
      expect(lines[0]).toContain('happenedAt,subject,roles');
      expect(lines).toHaveLength(3);
      expect(lines[1]).toContain(`"desk.dossier-page","${code}","${dossierId}"`);
    });

    it('lets no spreadsheet take an account for a formula', async () => {
      const dossierId = randomId();
      await desk.database.pool.query(
        `INSERT INTO kit.access_log (dossier_id, subject, roles, purpose, happened_at, correlation_id)
         VALUES ($1, '=1+1', 'deskOfficer', 'spec', now(), 'x"y')`,
        [dossierId],
      );
      const table = await (await desk.raw(`access-log/export?dossierId=${dossierId}`, people.auditor)).text();
      expect(table).toContain(`"'=1+1"`);
      expect(table).toContain(`"x""y"`);
    });

    async function liveTable(): Promise<string> {
      const { rows } = await desk.database.pool.query<{ schema_name: string }>(
        `SELECT schema_name FROM kit.view_builds WHERE view = 'work-list' AND state = 'live'`,
      );
      return `${rows[0]!.schema_name}.dossiers`;
    }
  });
});
