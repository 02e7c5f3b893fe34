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
  DeliveryEngine,
  DemoIssuer,
  type LaneTarget,
  MemoryKeyVault,
  SteppedClock,
  randomId,
  sharedMigrations,
} from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { Module } from '@nestjs/common';
import { deskMigrations } from '../desk.migrations.js';
import { DeskScene, FarAway, type Premises, pdf, people } from '../desk-scene.fixture.js';

const rules = deliveryDecider(defaultLanePolicy);

/** A connector's engine that sends nothing: an administrator's acts become facts of the lane. */
class LaneKeeper extends DeliveryEngine {
  constructor(
    private readonly system: string,
    private readonly commands: CommandHandler,
  ) {
    super();
  }

  override async lane(system: string, dossierId: string): Promise<Lane> {
    if (system !== this.system) throw new RangeError(`nothing is delivered to ${system} from here`);
    let seen: Lane | undefined;
    const decider = {
      ...rules,
      decide: (_: DeliveryCommand, lane: Lane) => {
        seen = lane;
        return [];
      },
    };
    await this.ask({ system, dossierId, seq: 1 }, undefined as never, Actor.system('spec'), decider);
    return seen!;
  }

  override async release(target: LaneTarget, next: 'send' | 'reconcile', actor: Actor): Promise<void> {
    await this.ask(
      target,
      { type: 'ReleaseDelivery', data: { seq: target.seq, next, by: actor.subject, now: MONDAY } },
      actor,
    );
  }

  override async settle(
    target: LaneTarget,
    { blobId, note }: { blobId: string; note: string },
    actor: Actor,
  ): Promise<void> {
    const data = { seq: target.seq, by: actor.subject, evidenceBlobId: blobId, now: MONDAY };
    await this.ask(target, { type: 'SettleDelivery', data, personal: { note } }, actor);
  }

  override async resend(target: LaneTarget, actor: Actor): Promise<void> {
    const lane = await this.lane(target.system, target.dossierId);
    const { op, sourceEventId } = lane.deliveries[target.seq - 1]!;
    await this.ask(target, plan(target, op, sourceEventId, target.seq), actor);
  }

  async ask({ system, dossierId }: LaneTarget, command: DeliveryCommand, actor: Actor, decider = rules): Promise<void> {
    await this.commands.handle<Lane, DeliveryCommand, DeliveryEvent>({
      stream: `delivery-${system}-${dossierId}`,
      decider,
      command,
      commandId: randomId(),
      sameIf: {},
      actor,
    });
  }

  override plan(): Promise<void> {
    throw new Error('not in this spec');
  }

  override planTransition(): Promise<void> {
    throw new Error('not in this spec');
  }

  override report(): Promise<boolean> {
    throw new Error('not in this spec');
  }

  override advance(): Promise<undefined> {
    throw new Error('not in this spec');
  }
}

function plan(
  { system, dossierId }: LaneTarget,
  op: string,
  sourceEventId: string,
  resendOf: number | null,
): DeliveryCommand {
  const kind = { operationClass: 'createOnce' as const, canFind: true, resendSafe: true };
  const fact = { dossierId, system, op, sourceEventId, occurredAt: MONDAY, actor: 'officer-1' };
  return { type: 'PlanDelivery', data: { ...fact, ...kind, resendOf, now: MONDAY } };
}

const keeper = (system: string) => ({
  provide: DeliveryEngine,
  inject: [CommandHandler],
  useFactory: (commands: CommandHandler) => new LaneKeeper(system, commands),
});

@Module({ providers: [keeper('portal.dvcqg')] })
class PortalModule {}

@Module({ providers: [keeper('lltp.g1')] })
class MinistryModule {}

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
    const lasting = { url: db.appUrl, folder, catalogue: testCatalogue(), clock, vault: new MemoryKeyVault(), issuer };
    premises = { ...lasting, lines: [], beside: [PortalModule, MinistryModule] };
    desk = await DeskScene.open(premises);
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(premises.folder, { recursive: true });
  });

  /** A hand-over that is held because a field is missing. */
  async function held(system = 'lltp.g1'): Promise<{ dossierId: string; path: string; target: LaneTarget }> {
    const dossierId = await desk.given([submitDossier(), make.AcceptDossier, make.ForwardStep]);
    const target = { system, dossierId, seq: 1 };
    const lane = new LaneKeeper(system, desk.running.app.get(CommandHandler));
    await lane.ask(target, plan(target, 'submit', randomId(), null), Actor.system('spec'));
    const reasons = [{ code: 'missing', subject: 'soCCCD' }];
    await lane.ask(target, { type: 'HoldDelivery', data: { seq: 1, reasons, now: MONDAY } }, Actor.system('spec'));
    await desk.caughtUp();
    return { dossierId, target, path: `deliveries/${system}/${dossierId}/1` };
  }

  async function stateOf(dossierId: string): Promise<string[]> {
    await desk.caughtUp();
    const { rows } = await desk.database.pool.query<{ state: string }>(
      'SELECT state FROM desk.deliveries WHERE dossier_id = $1 ORDER BY seq',
      [dossierId],
    );
    return rows.map(({ state }) => state);
  }

  it('sees what stands still and why, and an officer sees it on the page of the dossier', async () => {
    const { dossierId } = await held();
    const list = await desk.get(`deliveries?state=held&dossierId=${dossierId}`, people.administrator);
    expect(list.body).toMatchObject({
      items: [
        { dossierId, system: 'lltp.g1', seq: 1, op: 'submit', state: 'held', reason: 'missing:soCCCD', since: MONDAY },
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

  it('lets it go on, by the engine of the connector that sends there', async () => {
    for (const system of ['lltp.g1', 'portal.dvcqg']) {
      const { dossierId, path } = await held(system);
      expect(await desk.post(`${path}/release`, people.administrator, { next: 'later' })).toMatchObject({
        status: 400,
      });
      expect(await desk.post(`${path}/release`, people.desk, { next: 'send' })).toMatchObject({ status: 403 });
      expect(await desk.post(`${path}/release`, people.administrator, { next: 'send' })).toMatchObject({ status: 204 });
      expect(await stateOf(dossierId)).toEqual(['toSend']);
      expect(await desk.post(`${path}/retry`, people.administrator, undefined)).toMatchObject({ status: 409 });
    }
    const { dossierId, path } = await held();
    expect(await desk.post(`${path}/retry`, people.administrator, undefined)).toMatchObject({ status: 204 });
    expect(await stateOf(dossierId)).toEqual(['toSend']);
  });

  it('proves with a document that it is done, and the document stays; a new hand-over of it stands beside', async () => {
    const { dossierId, path } = await held();
    const { body: file } = await desk.upload(dossierId, people.administrator, pdf('giao nhan'));
    await desk.upload(dossierId, people.administrator, pdf('thua'));
    const settle = (fileId: string) =>
      desk.post(`${path}/settlement`, people.administrator, { fileId, note: 'Giao tay' });
    expect(await settle(randomId())).toMatchObject({ status: 422, body: { code: 'file.unknown' } });
    expect(await settle(file.fileId)).toMatchObject({ status: 204 });
    expect(await stateOf(dossierId)).toEqual(['settled']);
    expect(await desk.post(`${path}/resend`, people.administrator, undefined)).toMatchObject({ status: 204 });
    expect(await stateOf(dossierId)).toEqual(['settled', 'toSend']);
    const blobs = async () =>
      (await readdir(premises.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(await blobs()).toHaveLength(2);
    clock.advance(24 * 3_600_000);
    await desk.until(async () => (await blobs()).length === 1);
    expect((await blobs())[0]!.name).toBe(file.fileId);
  });

  it('is told where to go when no connector of that system is here, and 404 for what does not exist', async () => {
    const { path } = await held('civil.g1');
    expect(await desk.post(`${path}/release`, people.administrator, { next: 'send' })).toMatchObject({
      status: 501,
      body: { code: 'delivery.engine-elsewhere' },
    });
    for (const wrong of ['deliveries/lltp.g1/x/1', `deliveries/lltp.g1/${randomId()}/99999999999`])
      expect(await desk.post(`${wrong}/release`, people.administrator, { next: 'send' })).toMatchObject({
        status: 400,
      });
    const unknown = `deliveries/lltp.g1/${randomId()}/1/release`;
    expect(await desk.post(unknown, people.administrator, { next: 'send' })).toMatchObject({
      status: 404,
      body: { code: 'delivery.unknown' },
    });
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
    const redrive = (body: object) => desk.post('parked/redrive', people.administrator, body);
    expect(await redrive({ consumer: 'Portal Sync' })).toMatchObject({ status: 400 });
    expect(await redrive({ consumer: 'portal-sync', dossierId: one })).toEqual({ status: 202, body: { planned: 2 } });
    const { body: again } = await desk.get(`parked?consumer=portal-sync&dossierId=${one}`, people.administrator);
    expect(again.items).toMatchObject([{ redriving: true }, { redriving: true }]);
    expect(await desk.post('parked/redrive', people.desk, { consumer: 'portal-sync' })).toMatchObject({ status: 403 });
  });
});
