import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { lifecycleEvents } from '@motcua/contracts';
import { type Catalogue, type DossierCommand, type JsonObject, localDay, type Person } from '@motcua/domain';
import { dossierDecider } from '@motcua/domain';
import { type AppendResult, DefiniteFailure, EventStore, type RecordedEvent, type Write } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import {
  Actor,
  BlobStore,
  CommandHandler,
  Database,
  DemoIssuer,
  FolderBlobStore,
  JsonLog,
  loadCatalogue,
  MemoryKeyVault,
  randomId,
  type RunningApp,
  Sealer,
  startApp,
  VaultSealer,
} from '@motcua/service-kit';
import { HandClock } from '@motcua/testing';
import { sql } from 'kysely';
import { ConnectorTimers } from './lanes/connector-timers.js';
import { MinistryConnectorConfig } from './ministry-connector.config.js';
import { MinistryConnectorModule } from './ministry-connector.module.js';

/** The part of a sample that the connector has to do with. */
export interface Sample {
  readonly procedure: string;
  readonly procedureCase: string;
  readonly unit: string;
  readonly applicant: Person;
  readonly submitter: Person;
  readonly declaration: JsonObject;
  readonly components: readonly { readonly code: string; readonly source: 'upload' | 'shown' }[];
}

export interface Outside {
  readonly appUrl: string;
  /** Origin of the simulators. */
  readonly url: string;
  readonly folder: string;
  /** Moves the outside systems' clock, seconds. */
  advance(seconds: number): Promise<unknown>;
}

/** A Monday morning in working time. */
export const monday = '2026-11-16T02:00:00.000Z';

/** A store that can be told to write nothing any more, so that what an instance has just learnt is lost as in a kill. */
class DeafStore extends PostgresEventStore {
  constructor(
    url: string,
    private readonly isDeaf: () => boolean,
  ) {
    super({ url });
  }

  override append(writes: readonly Write[]): Promise<AppendResult> {
    return this.isDeaf() ? Promise.reject(new DefiniteFailure('deaf')) : super.append(writes);
  }
}

/** Instances of the connector over one database and one set of outside systems, with the desk's and the issuer's part done by hand. */
export class ConnectorHouse {
  readonly clock = new HandClock(monday);
  readonly apps: RunningApp[] = [];
  /** While it is true nothing is written. */
  isDeaf = false;
  private readonly vault = new MemoryKeyVault();
  private ordinal = 0;

  private constructor(
    readonly outside: Outside,
    readonly issuer: DemoIssuer,
    private readonly catalogue: Catalogue,
  ) {}

  static async open(outside: Outside): Promise<ConnectorHouse> {
    const { catalogue } = await loadCatalogue('catalogues/2020');
    return new ConnectorHouse(outside, await DemoIssuer.inMemory(), catalogue);
  }

  get store(): EventStore {
    return this.app.get(EventStore);
  }

  get app(): RunningApp['app'] {
    const running = this.apps.at(-1);
    if (running === undefined) throw new Error('no instance is up');
    return running.app;
  }

  /** One more instance. */
  async start(): Promise<RunningApp> {
    const { appUrl, folder } = this.outside;
    const running = await startApp({
      kit: {
        name: 'ministry-connector',
        auth: this.issuer.auth,
        configs: [this.config()],
        log: new JsonLog({ name: 'spec', level: 'error' }),
        clock: () => this.clock,
        database: () => new Database({ url: appUrl, applicationName: 'spec' }),
        eventStore: () => new DeafStore(appUrl, () => this.isDeaf),
        sealer: () => new VaultSealer(this.vault),
        blobStore: ({ sealer }) => new FolderBlobStore(folder, sealer),
        catalogue: () => this.catalogue,
        eventFeed: ({ eventStore, database, clock }) =>
          new EmbeddedFeed(eventStore, new PostgresFeedLedger(database.pool), { now: () => clock.now() }),
      },
      modules: [MinistryConnectorModule],
      eventTypes: Object.keys(lifecycleEvents),
      apis: [{ name: 'ministry-connector', module: MinistryConnectorModule, title: 'Motcua', version: '1' }],
    });
    this.apps.push(running);
    return running;
  }

  async stop(): Promise<void> {
    await Promise.all(this.apps.splice(0).map((running) => running.close()));
  }

  /** Submitted, accepted, numbered. @returns the dossier's id and code */
  async file(sample: Sample): Promise<{ dossierId: string; dossierCode: string }> {
    const dossierId = randomUUID();
    const components = sample.components.map(({ code, source }) => ({
      componentCode: code,
      attachmentId: randomUUID(),
      blobId: source === 'upload' ? randomUUID() : null,
      source,
      mime: source === 'upload' ? 'application/pdf' : null,
      size: source === 'upload' ? 1024 : null,
      cipherDigest: null,
      copies: null,
    }));
    await this.tell(dossierId, {
      type: 'SubmitDossier',
      data: {
        dossierId,
        channel: 'provincialPortal',
        procedureCode: sample.procedure,
        procedureCase: sample.procedureCase,
        receivingUnit: sample.unit,
        competentUnit: null,
        returnMethod: 'counter',
        externalCodes: [],
        components,
        feeCollect: 'exempt',
        feeAmount: 0,
        ...this.stamp('citizen-1'),
      },
      personal: {
        applicant: sample.applicant,
        submitter: sample.submitter,
        declaration: sample.declaration,
        attachments: components
          .filter(({ blobId }) => blobId !== null)
          .map(({ attachmentId }) => ({ attachmentId, fileName: 'giay-to.pdf', plainDigest: 'c0ffee' })),
        matter: 'Yêu cầu mẫu',
        techId: null,
      },
    });
    const dossierCode = await this.number(dossierId, sample.unit);
    await this.tell(dossierId, { type: 'AcceptDossier', data: { checksDone: true, ...this.stamp('officer-1') } });
    return { dossierId, dossierCode };
  }

  async tell(dossierId: string, command: DossierCommand): Promise<void> {
    await this.app.get(CommandHandler).handle({
      stream: `dossier-${dossierId}`,
      decider: dossierDecider(this.catalogue),
      command,
      commandId: randomId(),
      actor: new Actor('officer-1', ['deskOfficer'], ['H99']),
    });
  }

  /** A file of the dossier, as the desk takes it in. */
  put(dossierId: string, text: string): Promise<{ readonly blobId: string }> {
    return this.app.get(BlobStore).put(dossierId, Buffer.from(text));
  }

  stamp(by: string): { now: string; by: string } {
    return { now: this.clock.now(), by };
  }

  /** Both clocks; then everything that is due is done. */
  async pass(seconds: number): Promise<void> {
    await this.outside.advance(seconds);
    this.clock.add(seconds);
    await this.quiet();
  }

  /** Until nothing is due any more. */
  async quiet(): Promise<void> {
    await this.until(async () => (await this.due()) === 0);
  }

  /** Wakes the instances while it waits. */
  async until(isTrue: () => boolean | Promise<boolean>, ms = 40_000): Promise<void> {
    const deadline = performance.now() + ms;
    while (!(await isTrue())) {
      if (performance.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
      for (const { app } of this.apps) app.get(ConnectorTimers).wake();
      await pause(20);
    }
  }

  async dossier(dossierId: string): Promise<RecordedEvent[]> {
    return this.store.read(`dossier-${dossierId}`);
  }

  /** The facts of one type, without what is sealed. */
  async facts(dossierId: string, type: string): Promise<Record<string, unknown>[]> {
    return (await this.dossier(dossierId)).filter((event) => event.type === type).map(({ data }) => data);
  }

  async lane(system: string, dossierId: string): Promise<string[]> {
    const events = await this.store.read(`delivery-${system}-${dossierId}`);
    return events.map(({ type, data }) => [type, laneWord(data)].filter((word) => word !== '').join(' '));
  }

  async opened<T>(event: RecordedEvent): Promise<T | undefined> {
    const context = `${event.stream}|${event.id}`;
    return this.app.get(Sealer).open<T>(String(event.data['dossierId']), context, String(event.data['sealed']));
  }

  private async due(): Promise<number> {
    const { rows } = await sql<{ due: number }>`
      SELECT count(*)::int AS due FROM kit.timers WHERE next_at <= ${this.clock.now()}::timestamptz`.execute(
      this.app.get(Database).kysely('kit'),
    );
    return rows[0]!.due;
  }

  private async number(dossierId: string, unitCode: string): Promise<string> {
    this.ordinal += 1;
    const day = localDay(this.clock.now());
    const date = day.slice(2).replaceAll('-', '');
    const dossierCode = `${unitCode}-${date}-${String(this.ordinal).padStart(4, '0')}`;
    const place = { origin: 'series', system: null, unitCode, day, ordinal: this.ordinal };
    const data = { dossierId, dossierCode, ...place, assignedAt: this.clock.now() };
    const recordedAt = this.clock.now();
    const meta = { correlationId: 'c', causationId: 'c', actor: 'dossier-code', actorRole: 'system', recordedAt };
    const event = { id: randomUUID(), type: 'DossierCodeAssigned', schemaVersion: 1, data, meta };
    const expected = (await this.dossier(dossierId)).length;
    await this.store.append([{ stream: `dossier-${dossierId}`, expected, events: [event] }]);
    return dossierCode;
  }

  private config(): MinistryConnectorConfig {
    const { url } = this.outside;
    return Object.assign(new MinistryConnectorConfig(), {
      gatewayUrl: `${url}/sim/gateway`,
      gatewayClient: 'sim',
      gatewaySecret: 'sim',
      socialCardUrl: `${url}/sim/leg/social.card`,
      residenceUrl: `${url}/sim/leg/residence`,
      province: '99',
    });
  }
}

function laneWord(data: Record<string, unknown>): string {
  const reasons = data['reasons'] as { code: string; subject: string }[] | undefined;
  if (reasons !== undefined) return reasons.map(({ code, subject }) => `${code} ${subject}`).join(', ');
  if (data['contentHash'] !== undefined)
    return `${String(data['rawStatus'])}${data['regression'] === true ? ' back' : ''}`;
  const word = data['kind'] ?? data['reason'];
  return typeof word === 'string' ? word : '';
}
