import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type DeliveryCommand,
  type DeliveryEvent,
  type Lane,
  defaultLanePolicy,
  deliveryDecider,
} from '@motcua/domain';
import {
  Actor,
  CommandHandler,
  DemoIssuer,
  MemoryKeyVault,
  SteppedClock,
  randomId,
  sharedMigrations,
} from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { DeskScene, FarAway, type Person, type Premises, pdf, people } from '../desk-scene.fixture.js';

interface LanePlace {
  readonly system: string;
  readonly dossierId: string;
}

describe('an administrator', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let premises: Premises;
  let clock: SteppedClock;
  let desk: DeskScene;

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    const folder = await mkdtemp(join(tmpdir(), 'desk-'));
    clock = new SteppedClock(MONDAY, new FarAway());
    const issuer = await DemoIssuer.inMemory();
    premises = {
      url: db.appUrl,
      folder,
      catalogue: testCatalogue(),
      clock,
      vault: new MemoryKeyVault(),
      issuer,
      lines: [],
    };
    desk = await DeskScene.open(premises);
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(premises.folder, { recursive: true });
  });

  async function hand({ system, dossierId }: LanePlace, command: DeliveryCommand): Promise<void> {
    await desk.running.app.get(CommandHandler).handle<Lane, DeliveryCommand, DeliveryEvent>({
      stream: `delivery-${system}-${dossierId}`,
      decider: deliveryDecider(defaultLanePolicy),
      command,
      commandId: randomId(),
      sameIf: {},
      actor: Actor.system('spec'),
    });
  }

  /** A hand-over that is held because a field is missing. */
  async function held(system = 'lltp.g1'): Promise<LanePlace> {
    const dossierId = await desk.given([submitDossier(), make.AcceptDossier, make.ForwardStep]);
    const fact = { dossierId, system, op: 'submit', sourceEventId: randomId(), occurredAt: MONDAY, actor: 'officer-1' };
    const kind = { operationClass: 'createOnce' as const, canFind: true, resendSafe: true, resendOf: null };
    await hand({ system, dossierId }, { type: 'PlanDelivery', data: { ...fact, ...kind, now: MONDAY } });
    const reasons = [{ code: 'missing', subject: 'soCCCD' }];
    await hand({ system, dossierId }, { type: 'HoldDelivery', data: { seq: 1, reasons, now: MONDAY } });
    await desk.caughtUp();
    return { system, dossierId };
  }

  it('sees what stands still and why, and an officer sees it on the page of the dossier', async () => {
    const { dossierId } = await held();
    const list = await desk.get(`deliveries?state=held&dossierId=${dossierId}`, people.administrator);
    const actAt = `/api/ministry-connector/v1/deliveries/lltp.g1/${dossierId}/1`;
    expect(list.body).toMatchObject({
      items: [
        {
          dossierId,
          system: 'lltp.g1',
          seq: 1,
          op: 'submit',
          state: 'held',
          reason: 'missing:soCCCD',
          since: MONDAY,
          actAt,
        },
      ],
      counts: [{ system: 'lltp.g1', state: 'held' }],
    });
    const page = await desk.get(`dossiers/${dossierId}`, people.desk);
    expect(page.body.deliveries).toMatchObject([{ system: 'lltp.g1', state: 'held', reason: 'missing:soCCCD' }]);
    await held();
    const first = await desk.get('deliveries?limit=1', people.administrator);
    const second = await desk.get(`deliveries?limit=1&cursor=${first.body.next}`, people.administrator);
    expect(second.body.items[0].dossierId).not.toBe(first.body.items[0].dossierId);
  });

  it('is told at which app a hand-over is taken up again, and cannot do it here', async () => {
    const { dossierId } = await held('portal.dvcqg');
    const { body } = await desk.get(`deliveries?dossierId=${dossierId}`, people.administrator);
    expect(body.items).toMatchObject([{ actAt: `/api/portal-sync/v1/deliveries/portal.dvcqg/${dossierId}/1` }]);
    const path = `deliveries/portal.dvcqg/${dossierId}/1/retry`;
    expect(await desk.post(path, people.administrator, undefined)).toMatchObject({ status: 404 });
  });

  it('keeps the document by which a hand-over was proved done; what nothing names goes after its time', async () => {
    const place = await held();
    const { body: file } = await desk.upload(place.dossierId, people.administrator, pdf('giao nhan'));
    await desk.upload(place.dossierId, people.administrator, pdf('thua'));
    const data = { seq: 1, by: 'admin-1', evidenceBlobId: file.fileId, now: MONDAY };
    await hand(place, { type: 'SettleDelivery', data, personal: { note: 'Giao tay' } });
    await desk.caughtUp();
    const blobs = async () =>
      (await readdir(premises.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(await blobs()).toHaveLength(2);
    clock.advance(24 * 3_600_000);
    await desk.until(async () => (await blobs()).length === 1);
    expect((await blobs())[0]!.name).toBe(file.fileId);
  });

  it('sees parked facts of every consumer and has them taken again', async () => {
    const [one, two] = [randomId(), randomId()];
    for (const [dossierId, version] of [
      [one, 2],
      [one, 3],
      [two, 1],
    ] as const)
      await desk.database.pool.query(
        `INSERT INTO kit.feed_parked (consumer, dossier_id, version, event_type, error_name, attempts)
         VALUES ('portal-sync', $1, $2, 'DossierAccepted', 'TypeError', 8)`,
        [dossierId, version],
      );
    const { body: first } = await desk.get('parked?limit=2', people.administrator);
    const { body: rest } = await desk.get(`parked?limit=2&cursor=${first.next}`, people.administrator);
    expect([...first.items, ...rest.items]).toMatchObject([
      { dossierId: one, version: 2, errorName: 'TypeError', redriving: false },
      { dossierId: one, version: 3 },
      { dossierId: two, version: 1 },
    ]);
    expect(first.counts).toEqual([{ consumer: 'portal-sync', facts: 3, dossiers: 2 }]);
    const { body: again } = await desk.get(`parked?consumer=portal-sync&dossierId=${one}`, people.administrator);
    expect(again.items).toHaveLength(2);
    const ofOneUnit = { ...people.administrator, units: ['H99.14'] };
    expect(await desk.get('parked', ofOneUnit)).toMatchObject({
      status: 403,
      body: { code: 'administration.province-only' },
    });
    expect(await desk.get('parked', people.desk)).toMatchObject({ status: 403 });
  });

  it('sees records that no consumer could read, without their content, until he says that he has looked', async () => {
    const { pool } = desk.database;
    const place = { consumer: 'portal-sync', topic: 'motcua.dossier.lifecycle.v1', partition: 3 };
    for (const offset of ['9007199254740993', '7'])
      await pool.query(
        `INSERT INTO kit.feed_quarantined (consumer, topic, partition, record_offset, digest, fault)
         VALUES ($1, $2, $3, $4, 'abc', 'header-missing')`,
        [...Object.values(place), offset],
      );
    const open = async () => (await desk.get('parked', people.administrator)).body.unreadable;
    const acknowledge = (body: object, by: Person = people.administrator) =>
      desk.post('parked/unreadable/acknowledgements', by, { reasonCode: 'foreign-writer', ...body });
    const large = { ...place, offset: '9007199254740993' };
    expect(await open()).toMatchObject([{ offset: '9007199254740993' }, { offset: '7' }]);
    expect((await open())[0]).toEqual({
      ...large,
      digest: 'abc',
      fault: 'header-missing',
      foundAt: expect.any(String),
    });
    expect(await acknowledge({ ...place, offset: '8' })).toMatchObject({ status: 404 });
    expect(await acknowledge({ ...place, offset: '-1' })).toMatchObject({ status: 400 });
    expect(await acknowledge({ ...large, reasonCode: 'Nguyễn Văn An' })).toMatchObject({ status: 400 });
    expect(await acknowledge({ ...large, reasonCode: undefined })).toMatchObject({ status: 400 });
    expect(await acknowledge(large, { ...people.administrator, units: ['H99.14'] })).toMatchObject({ status: 403 });
    expect(await acknowledge(large)).toMatchObject({ status: 204 });
    expect(await acknowledge({ ...large, reasonCode: 'again' })).toMatchObject({ status: 204 });
    expect(await open()).toMatchObject([{ offset: '7' }]);
    const { rows } = await pool.query(
      'SELECT acknowledged_by, acknowledged_at, reason_code FROM kit.feed_acknowledged',
    );
    const by = people.administrator.subject;
    expect(rows).toEqual([{ acknowledged_by: by, acknowledged_at: expect.any(Date), reason_code: 'foreign-writer' }]);
    await expect(pool.query('DELETE FROM kit.feed_acknowledged')).rejects.toThrow(/permission denied/);
  });

  it('has unreadable records counted on the management port, and the app stays ready', async () => {
    const [consumer, topic] = ['desk-deadlines', 'motcua.dossier.lifecycle.v1'];
    await desk.database.pool.query(
      `INSERT INTO kit.feed_quarantined (consumer, topic, partition, record_offset, digest, fault)
       VALUES ($1, $2, 0, 5, 'abc', 'header-missing')`,
      [consumer, topic],
    );
    const management = async (path: string) => (await fetch(`${desk.running.managementUrl!}/${path}`)).text();
    const ready = async () => JSON.parse(await management('health/ready')).checks.consumers;
    expect(await ready()).toMatchObject({ ok: true, detail: expect.stringContaining('1 unreadable records') });
    expect(await management('metrics')).toContain('motcua_feed_quarantined{consumer="desk-deadlines"} 1');
    const record = { consumer, topic, partition: 0, offset: '5', reasonCode: 'foreign-writer' };
    await desk.post('parked/unreadable/acknowledgements', people.administrator, record);
    expect((await ready()).detail).not.toContain('unreadable');
    expect(await management('metrics')).toContain('motcua_feed_quarantined{consumer="desk-deadlines"} 0');
  });

  it('sees what a read model left out, after what consumers could not handle, and what takes it again', async () => {
    const consumer = 'work-list';
    const [poisoned, other] = [randomId(), randomId()];
    const streams = [`dossier-${poisoned}`, `delivery-lltp.g1-${other}`, 'codes-H99.14-20261124'];
    const { pool } = desk.database;
    await pool.query(`
      INSERT INTO kit.view_builds (view, build, version, schema_name, state, switch_on, position)
      SELECT 'work-list', 99, 1, 'desk_v1_b99', 'retired', 'always', position FROM kit.view_builds WHERE view = 'work-list'`);
    for (const [stream, build] of [...streams.map((one) => [one, null] as const), [`dossier-${randomId()}`, 99]])
      await pool.query(
        `INSERT INTO kit.view_streams_aside (view, build, stream, version, event_type, error_name)
         SELECT view, build, $1, 3, 'DossierAccepted', 'RangeError' FROM kit.view_builds
         WHERE view = 'work-list' AND (build = $2 OR ($2 IS NULL AND state = 'live'))`,
        [stream, build],
      );
    const { body: first } = await desk.get(`parked?consumer=${consumer}&limit=2`, people.administrator);
    const { body: rest } = await desk.get(
      `parked?consumer=${consumer}&limit=2&cursor=${first.next}`,
      people.administrator,
    );
    const fact = { consumer, version: 3, eventType: 'DossierAccepted', errorName: 'RangeError', attempts: null };
    expect([...first.items, ...rest.items]).toMatchObject([
      { ...fact, stream: streams[2], dossierId: null, takenAgainBy: 'rebuild', redriving: false },
      { ...fact, stream: streams[1], dossierId: other },
      { ...fact, stream: streams[0], dossierId: poisoned },
    ]);
    expect(first.counts).toEqual(expect.arrayContaining([{ consumer, facts: 3, dossiers: 2 }]));
    const all = await desk.get('parked', people.administrator);
    expect(all.body.items.at(-1)).toMatchObject({ stream: streams[0] });
    expect((await desk.get(`parked?dossierId=${other}`, people.administrator)).body.items).toHaveLength(1);
    expect(await desk.get('parked?cursor=WzEsMF0', people.administrator)).toMatchObject({ status: 400 });
    await pool.query(`DELETE FROM kit.view_builds WHERE build = 99`);
    await pool.query(`DELETE FROM kit.view_streams_aside`);
  });
});
