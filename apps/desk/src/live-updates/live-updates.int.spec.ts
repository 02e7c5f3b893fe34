import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Authenticator, DemoIssuer, MemoryKeyVault, SteppedClock, sharedMigrations } from '@motcua/service-kit';
import { MONDAY, dossierCommands as make, submitDossier, testCatalogue, testDatabase } from '@motcua/testing';
import { deskMigrations } from '../desk.migrations.js';
import { DeskScene, FarAway, type Person, type Premises, people } from '../desk-scene.fixture.js';

interface Heard {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: { readonly dossierId?: string; readonly version?: number };
}

/** A listener of the stream, with what it heard so far. */
class Ear {
  readonly heard: Heard[] = [];
  beats = 0;
  readonly over: Promise<void>;

  private constructor(private readonly answer: IncomingMessage) {
    this.over = this.read().catch(() => undefined);
  }

  static async listen(desk: DeskScene, who: Person, lastEventId?: string, token?: string): Promise<Ear> {
    const authorization = `Bearer ${token ?? (await desk.tokenOf(who))}`;
    const headers = { authorization, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
    const asked = get(`${desk.running.url}/api/desk/v1/changes`, { headers, agent: false });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return new Ear(answer);
  }

  get status(): number | undefined {
    return this.answer.statusCode;
  }

  get last(): string | undefined {
    return this.heard.findLast(({ id }) => id !== undefined)?.id;
  }

  of(dossierId: string): number[] {
    return this.heard.filter(({ data }) => data.dossierId === dossierId).map(({ data }) => data.version!);
  }

  async end(): Promise<void> {
    this.answer.destroy();
    await this.over;
  }

  private async read(): Promise<void> {
    let text = '';
    for await (const part of this.answer.setEncoding('utf8')) {
      const blocks = (text + String(part)).split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    if (block.startsWith(':')) return void (this.beats += 1);
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    this.heard.push({ event: field('event')!, id: field('id'), data: JSON.parse(field('data')!) as Heard['data'] });
  }
}

describe('live updates', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let folder: string;
  let premises: Premises;
  let desk: DeskScene;
  const ears: Ear[] = [];

  beforeAll(async () => {
    db = await testDatabase([...sharedMigrations, ...deskMigrations]);
    folder = await mkdtemp(join(tmpdir(), 'desk-'));
    premises = {
      url: db.appUrl,
      folder,
      catalogue: testCatalogue(),
      clock: new SteppedClock(MONDAY, new FarAway()),
      vault: new MemoryKeyVault(),
      issuer: await DemoIssuer.inMemory(),
      lines: [],
      settings: { changesBeatSeconds: 1, changesListeners: 3 },
    };
    desk = await DeskScene.open(premises);
  });

  afterEach(async () => {
    await Promise.all(ears.splice(0).map((ear) => ear.end()));
  });

  afterAll(async () => {
    await desk.running.close();
    await db.drop();
    await rm(folder, { recursive: true });
  });

  async function listen(who: Person, lastEventId?: string, at = desk): Promise<Ear> {
    const ear = await Ear.listen(at, who, lastEventId);
    ears.push(ear);
    return ear;
  }

  it('tell the officers of a dossier’s units that it moved, by id and version, and nobody else', async () => {
    const [mine, leader, elsewhere] = await Promise.all(
      [people.desk, { ...people.leader, units: ['H99'] }, people.elsewhere].map((who) => listen(who)),
    );
    const dossierId = await desk.given([submitDossier()]);
    await desk.until(async () => mine!.of(dossierId).length > 0 && leader!.of(dossierId).length > 0);
    await desk.post(`dossiers/${dossierId}/acceptance`, people.desk, { checksDone: true });
    await desk.until(async () => mine!.of(dossierId).at(-1) === 3);
    const text = JSON.stringify(mine!.heard);
    expect(mine!.heard[0]).toMatchObject({ event: 'begin', data: {} });
    expect(mine!.heard.slice(1).every(({ data }) => Object.keys(data).join() === 'dossierId,version')).toBe(true);
    expect(text).not.toContain('DossierAccepted');
    expect(elsewhere!.heard.map(({ event }) => event)).toEqual(['begin']);
  });

  it('tell it when the lists show it', async () => {
    const ear = await listen(people.desk);
    const dossierId = await desk.given([submitDossier()]);
    await desk.until(async () => ear.of(dossierId).length > 0);
    const { body } = await desk.get('work-list?sort=-received', people.desk);
    expect(JSON.stringify(body.items)).toContain(dossierId);
  });

  it('go on where an earlier stream stopped, and begin anew from a place that nobody knows', async () => {
    const first = await listen(people.desk);
    const before = await desk.given([submitDossier()]);
    await desk.until(async () => first.of(before).length > 0);
    const last = first.last!;
    await first.end();
    const missed = await desk.given([submitDossier(), make.AcceptDossier]);
    const second = await listen(people.desk, last);
    await desk.until(async () => second.of(missed).at(-1) === 3);
    expect(second.heard.map(({ event }) => event)).not.toContain('begin');
    expect(second.of(before)).toEqual([]);
    for (const nowhere of ['not-a-place', '999999999999']) {
      const third = await listen(people.desk, nowhere);
      await desk.until(async () => third.heard.length > 0);
      expect(third.heard[0]).toMatchObject({ event: 'begin' });
      await third.end();
    }
  });

  it('come from every process of the desk, whichever one wrote', async () => {
    const other = await DeskScene.open(premises);
    try {
      const ear = await listen(people.desk, undefined, other);
      const dossierId = await desk.given([submitDossier()]);
      await desk.until(async () => ear.of(dossierId).length > 0);
    } finally {
      await other.running.close();
    }
  });

  it('are for officers, and for a few pages of each', async () => {
    expect((await listen(people.citizen)).status).toBe(403);
    expect((await Ear.listen(desk, people.desk, undefined, 'none')).status).toBe(401);
    const three = await Promise.all([1, 2, 3].map(() => listen(people.desk2)));
    expect(three.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await listen(people.desk2)).status).toBe(429);
    await three[0]!.end();
    await desk.until(async () => (await listen(people.desk2)).status === 200);
  });

  it('are heard from while nothing happens, and end when whoever listens is no longer signed in', async () => {
    const ear = await listen(people.desk);
    await desk.until(async () => ear.beats > 0);
    const authenticator = desk.running.app.get(Authenticator);
    const stillHolds = authenticator.stillHolds.bind(authenticator);
    authenticator.stillHolds = async () => false;
    await ear.over;
    authenticator.stillHolds = stillHolds;
    expect(ear.heard.at(-1)).toMatchObject({ event: 'signed-out' });
  });

  it('end with the process, which does not wait for them', async () => {
    const other = await DeskScene.open(premises);
    const ear = await listen(people.desk, undefined, other);
    await other.running.close();
    await ear.over;
    expect(ear.heard.at(-1)).toMatchObject({ event: 'begin' });
  });
});
