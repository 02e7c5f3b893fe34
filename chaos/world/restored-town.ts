import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { Database, PostgresKeyVault } from '@motcua/service-kit';
import type { Invariant } from '../audit/rules.ts';
import { type RedRun, without } from '../experiment.ts';
import { Journal } from '../journal.ts';
import type { AppOrder } from '../processes/app-order.ts';
import type { AppProcess } from './app-process.ts';
import { Backup, cloned, noteWhatCameBack, type Part } from './backup.ts';
import { Chronicle } from './chronicle.ts';
import { Clients } from './client.ts';
import { type ChaosDatabase, count } from './database.ts';
import { Officer } from './officer.ts';
import { Outside } from './outside.ts';
import { takeKeysAway } from './restored-keys.ts';
import { RestoredTopic } from './restored-topic.ts';
import { until, type World } from './world.ts';

const UNIT = 'H99.30';
/** Accepted at the desk before the first copy, between the copies, and after the checkpoints came back. */
const ACCEPTED = 4;
const HOUR = 3_600;
const MODULES = ['intake', 'dossier-code', 'desk', 'ministry-connector'] as const;
const CONSUMERS = ['dossier-code', 'ministry-connector'];

export const MINISTRY = { mount: 'civil1', operation: 'dangKyHoTich' };

/** What there was when. */
export interface Days {
  readonly monday: Backup;
  /** Had their keys on Monday. */
  readonly early: readonly string[];
  readonly late: readonly string[];
  /** Had its key on Monday, too. */
  readonly erased: string;
}

/** An office whose copies come back, each mixture in an installation of its own; the last one in the first. */
export class RestoredTown {
  private readonly world: World;
  private readonly outside: Outside;
  private readonly red: RedRun | undefined;
  private readonly keyFile: string;
  private readonly clients: Clients;
  private serving: AppProcess | undefined;
  private topic: RestoredTopic | undefined;

  constructor(world: World, outside: Outside, red: RedRun | undefined) {
    this.world = world;
    this.outside = outside;
    this.red = red;
    this.keyFile = join(world.folder, 'keys', 'keys.json');
    this.clients = world.clients(() => this.serving!);
  }

  /** A copy in the middle of it; a person is erased after it. */
  async twoDays(): Promise<Days> {
    const { world } = this;
    const house = await this.house({ name: 'house' });
    this.serving = house;
    if (this.red === undefined || this.red.name === 'unstored') this.topic = await RestoredTopic.open(world);
    const over = new AbortController();
    const load = this.clients.crowd(2, () => UNIT, over.signal);
    const early = await this.accepted(house);
    const erased = (await this.clients.insist(this.clients.next(UNIT)))!.dossierId!;
    await this.topic?.unsubscribe();
    const monday = await Backup.take('monday', world.database, this.keyFile);
    world.journal.fault('copied');
    await this.erase(erased);
    world.journal.fault('erased', erased);
    const late = await this.accepted(house);
    await pause(3_000);
    over.abort();
    await load;
    await house.end();
    await this.topic?.end();
    return { monday, early, late, erased };
  }

  /** The log is Monday's, everything else knows more. */
  async olderLog({ monday }: Days): Promise<Invariant[]> {
    const database = await this.restored(monday, ['log']);
    const house = await this.house({ name: 'older-log', databaseUrl: database.appUrl });
    await this.strangers(house, 'older-log');
    return [await this.lost(house, 'older-log', database, 'checkpoint-beyond-head')];
  }

  /** As before, but the log has grown past every checkpoint before a consumer looks. */
  async olderLogGrownAgain({ monday }: Days): Promise<Invariant[]> {
    const before = await events(this.world.database);
    const database = await this.restored(monday, ['log']);
    const missing = before - (await events(database));
    await new Chronicle(this.world, database.appUrl).write(missing, 2);
    await this.strangers(await this.intake(database), 'grown-again');
    const house = await this.house({ name: 'grown-again', databaseUrl: database.appUrl });
    return [await this.lost(house, 'grown-again', database, 'history-changed')];
  }

  /** The topic and the relay's checkpoint know more than the log, which grows past them before the relay looks again. */
  async olderLogThanRelay({ monday }: Days): Promise<Invariant[]> {
    const before = await events(this.world.database);
    const database = await this.restored(monday, ['log']);
    await this.topic!.relayFor(database, 'relay-beyond');
    await new Chronicle(this.world, database.appUrl).write(before - (await events(database)), 2);
    await this.topic!.relayFor(database, 'relay-grown-again');
    const { ownerUrl: databaseUrl } = database;
    return [{ rule: 'stopsWithoutItsPast', options: { databaseUrl, process: 'relay', reason: '', consumers: [] } }];
  }

  /** Log and checkpoints are Monday's, and the topic goes on where a subscriber had stopped. */
  async olderLogThanTopic({ monday }: Days): Promise<Invariant[]> {
    const database = await this.restored(monday, ['log', 'checkpoints']);
    await this.topic!.subscribeFor(
      database,
      'subscriber-restored',
      this.red?.name === 'unstored' ? 'unstored' : undefined,
    );
    return [{ rule: 'handledIsStored', options: { databaseUrl: database.ownerUrl } }];
  }

  /** Keys and key file are Monday's; what came in since was sealed with keys that are gone. */
  async olderKeys(days: Days): Promise<Invariant[]> {
    const { monday, early, late, erased } = days;
    const database = await this.restored(monday, ['keys']);
    if (this.red?.name === 'unreadable') await takeKeysAway(database, days);
    const process = 'older-keys';
    const keys = { databaseUrl: database.appUrl, keyFile: monday.keyFile };
    const house = await this.house({ name: process, ...keys });
    for (const dossierId of [erased, ...early, ...late]) await this.look(house, process, dossierId);
    const officer = new Officer(this.world, house, UNIT);
    for (const dossierId of late) await officer.forward(dossierId).catch(() => undefined); // refused is right
    await house.end();
    const { ownerUrl: databaseUrl } = database;
    return [
      { rule: 'erasedStaysErased', options: { databaseUrl, process, dossierId: erased } },
      { rule: 'heldKeysOpen', options: { process, dossierIds: early } },
      { rule: 'missingKeysAreTold', options: { process, dossierIds: late } },
      { rule: 'noKeyIsReplaced', options: { databaseUrl } },
    ];
  }

  /** The key file of one day and the keys of another, both ways. */
  async foreignKeys({ monday }: Days): Promise<Invariant[]> {
    const file = await this.restored(monday, []);
    await this.tryToStart({ name: 'older-file', databaseUrl: file.appUrl, keyFile: monday.keyFile });
    const keys = await this.restored(monday, ['keys']);
    await this.tryToStart({ name: 'older-data-keys', databaseUrl: keys.appUrl, keyFile: this.keyFile });
    const because = 'is not the one that these data were sealed with';
    return ['older-file', 'older-data-keys'].map((process) => ({
      rule: 'refusesToStart',
      options: { process, because },
    }));
  }

  /** In the installation itself: checkpoints, timers and read models are Monday's, and life goes on. */
  async olderCheckpoints({ monday }: Days): Promise<Invariant[]> {
    const { world, outside } = this;
    await monday.restore(world.database, ['checkpoints']);
    world.journal.fault('checkpoints restored');
    const house = await this.house({ name: 'older-checkpoints' });
    this.serving = house;
    await this.accepted(house);
    await this.caughtUp();
    for (const seconds of [60, 600, HOUR, 6 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR])
      await outside.pass(world, house, seconds);
    return [
      { rule: 'atLeast', options: { copied: 1, erased: 1, 'checkpoints restored': 1, acknowledged: 3 * ACCEPTED } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
      { rule: 'ministryTookEachOnce', options: { calls: [MINISTRY] } },
      { rule: 'everyHandOverEnded', options: { dossiers: 3 * ACCEPTED } },
      { rule: 'resultsCameOnce' },
    ];
  }

  private house(order: Partial<AppOrder> & Pick<AppOrder, 'name'>): Promise<AppProcess> {
    const { outside } = this;
    const usual = { modules: MODULES, clock: outside.now(), environment: outside.environment() };
    return this.world.start({ ...usual, ...without(this.red), ...order });
  }

  private intake({ appUrl }: ChaosDatabase): Promise<AppProcess> {
    return this.world.start({ name: 'intake-alone', modules: ['intake'], databaseUrl: appUrl });
  }

  /** Everything as it is now, with these parts as they were. */
  private async restored(backup: Backup, parts: readonly Part[]): Promise<ChaosDatabase> {
    const database = await cloned(this.world.database);
    await backup.restore(database, parts);
    await noteWhatCameBack(database);
    return database;
  }

  private async accepted(house: AppProcess): Promise<string[]> {
    const officer = new Officer(this.world, house, UNIT);
    const before = await this.handedOver();
    const ids: string[] = [];
    while (ids.length < ACCEPTED) {
      const { dossierId } = (await this.clients.insist(this.clients.next(UNIT)))!;
      await officer.accept(dossierId!);
      ids.push(dossierId!);
    }
    await until('they are handed over', async () => (await this.handedOver()) >= before + ACCEPTED);
    return ids;
  }

  private handedOver(): Promise<number> {
    return count(
      this.world.database.ownerUrl,
      "SELECT count(*) FROM store.events WHERE type = 'DeliveryOutcomeRecorded' AND data ->> 'next' = 'done'",
    );
  }

  private async caughtUp(): Promise<void> {
    const behind = `SELECT count(*) FROM kit.checkpoints WHERE consumer = ANY ('{${CONSUMERS.map((name) => `feed:${name}`).join()}}')
      AND position < (SELECT max(position) FROM store.events WHERE category = 'dossier')`;
    const { ownerUrl } = this.world.database;
    await until('every consumer is at the head', async () => (await count(ownerUrl, behind)) === 0, 120_000);
  }

  /** As `motcua erase` does it, but for files and read models: the fact, then the key. */
  private async erase(dossierId: string): Promise<void> {
    const { appUrl } = this.world.database;
    const store = new PostgresEventStore({ url: appUrl });
    const database = new Database({ url: appUrl, applicationName: 'erasure' });
    try {
      const stream = `dossier-${dossierId}`;
      const meta = {
        correlationId: 'erasure',
        causationId: randomUUID(),
        actor: 'admin-1',
        actorRole: 'administrator',
      };
      const data = { dossierId, policy: 'shred', by: 'admin-1', erasedAt: this.outside.now() };
      const event = { id: randomUUID(), type: 'SubjectErased', schemaVersion: 1, data };
      const expected = (await store.read(stream)).length;
      await store.append([
        { stream, expected, events: [{ ...event, meta: { ...meta, recordedAt: this.outside.now() } }] },
      ]);
      const vault = await PostgresKeyVault.open(database.pool, this.keyFile);
      await vault.destroy([dossierId]);
    } finally {
      await database.close();
      await store.close();
    }
  }

  /** Citizens of a restored installation; what they are told is nothing that the first one must keep. */
  private async strangers(app: AppProcess, name: string): Promise<void> {
    const journal = new Journal(join(this.world.folder, `strangers-${name}.jsonl`));
    const clients = new Clients(() => app.url, journal, this.world.issuer);
    for (let tries = 0; tries < 3; tries += 1) await clients.attempt(clients.next(UNIT));
  }

  private async lost(
    house: AppProcess,
    process: string,
    { ownerUrl }: ChaosDatabase,
    reason: string,
  ): Promise<Invariant> {
    const end = Date.now() + 20_000;
    const isLost = async () => (await house.health()).text.includes(reason);
    while (!(await isLost()) && Date.now() < end) await pause(200);
    await pause(3_000); // whoever would go on has time to
    const { status, text } = await house.health();
    this.world.journal.write({ kind: 'seen', process, of: 'health', status, text });
    await house.end();
    const options = { databaseUrl: ownerUrl, process, reason, consumers: CONSUMERS };
    return { rule: 'stopsWithoutItsPast', options };
  }

  private async look(house: AppProcess, process: string, dossierId: string): Promise<void> {
    const { issuer, journal } = this.world;
    const token = await issuer.token({ subject: 'officer-1', roles: ['deskOfficer'], units: [UNIT] });
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${house.url}/api/desk/v1/dossiers/${dossierId}`, { headers });
    journal.write({ kind: 'seen', process, of: dossierId, status: response.status, text: await response.text() });
  }

  private async tryToStart(order: Pick<AppOrder, 'name' | 'databaseUrl' | 'keyFile'>): Promise<void> {
    const { journal, folder } = this.world;
    const { name: process } = order;
    try {
      const house = await this.house(order);
      journal.write({ kind: 'seen', process, of: 'health', ...(await house.health()) });
      await house.end();
    } catch {
      const text = readFileSync(join(folder, `${process}.log`), 'utf8').slice(-2_000);
      journal.write({ kind: 'seen', process, of: 'start', status: 0, text });
    }
  }
}

function events({ ownerUrl }: ChaosDatabase): Promise<number> {
  return count(ownerUrl, 'SELECT max(position) AS count FROM store.events');
}
