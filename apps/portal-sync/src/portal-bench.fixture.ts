import { lifecycleEvents } from '@motcua/contracts';
import { dossierDecider, type Catalogue, type DossierCommand } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import {
  Actor,
  BlobStore,
  byteRange,
  Clock,
  CommandHandler,
  Database,
  DemoIssuer,
  deliveryTimer,
  FactStamp,
  FileLinks,
  FolderBlobStore,
  JsonLog,
  loadCatalogue,
  Public,
  randomId,
  startApp,
  Sealer,
  VaultSealer,
  MemoryKeyVault,
  type RunningApp,
} from '@motcua/service-kit';
import { HandClock } from '@motcua/testing';
import { Controller, Get, Headers, Module, NotFoundException, Param, Query, Res } from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portalMigrations } from './portal.migrations.js';
import { SyncTimers } from './portal/sync-timers.js';
import { PortalSyncConfig } from './portal-sync.config.js';
import { PortalSyncModule } from './portal-sync.module.js';

/** What the signed links need of a file server; intake has the real one. */
@Controller('files')
class FilesController {
  constructor(
    private readonly links: FileLinks,
    private readonly blobs: BlobStore,
  ) {}

  @Get(':linkId')
  @Public()
  async download(
    @Param('linkId') linkId: string,
    @Query('exp') exp: string | undefined,
    @Query('sig') sig: string | undefined,
    @Headers('range') wanted: string | undefined,
    @Res({ passthrough: true }) reply: { status(code: number): unknown; header(name: string, value: string): unknown },
  ): Promise<Buffer> {
    const link = await this.links.open(linkId, exp ?? '', sig ?? '');
    const bytes = link.ok ? await this.blobs.get(link.file.dossierId, link.file.blobId) : undefined;
    if (bytes === undefined) throw new NotFoundException();
    const part = byteRange(wanted, bytes.length);
    reply.header('content-type', 'application/pdf');
    if (part === undefined || part === 'unsatisfiable') return bytes;
    reply.status(206);
    reply.header('content-range', `bytes ${part.start}-${part.end}/${bytes.length}`);
    return bytes.subarray(part.start, part.end + 1);
  }
}

@Module({
  controllers: [FilesController],
  providers: [
    {
      provide: FileLinks,
      inject: [Database, Sealer, Clock],
      useFactory: (database: Database, sealer: Sealer, clock: Clock) => new FileLinks(database, sealer, clock),
    },
  ],
})
class FilesModule {}

export interface BenchOptions {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly portalUrl: string;
  readonly startAt: string;
  /** Default: the profiles of the house. */
  readonly profileFolder?: string;
}

const officer = new Actor('officer-1', ['deskOfficer'], ['H99.14']);

/** One installation with any number of instances of the portal sync, and the commands of everybody else. */
export class PortalBench {
  readonly clock: HandClock;
  readonly apps: RunningApp[] = [];
  readonly sealer = new VaultSealer(new MemoryKeyVault());
  readonly #ordinals = new Map<string, number>();

  private constructor(
    private readonly options: BenchOptions,
    readonly catalogue: Catalogue,
    readonly issuer: DemoIssuer,
    private readonly folder: string,
  ) {
    this.clock = new HandClock(options.startAt);
  }

  static async start(options: BenchOptions): Promise<PortalBench> {
    const { catalogue } = await loadCatalogue('catalogues/2020');
    const folder = await mkdtemp(join(tmpdir(), 'portal-sync-'));
    const bench = new PortalBench(options, catalogue, await DemoIssuer.inMemory(), folder);
    await bench.startInstance();
    return bench;
  }

  async startInstance(): Promise<RunningApp> {
    const { appUrl, portalUrl, profileFolder = 'profiles' } = this.options;
    const config = Object.assign(new PortalSyncConfig(), {
      portalUrl: `${portalUrl}/sim/dvcqg`,
      portalUsername: 'sim',
      portalPassword: 'sim',
      portalDstcode: 'sim-dst',
      portalUnit: '000.00.00.H99',
      filesUrl: 'http://127.0.0.1:9',
      profileFolder,
    });
    const app = await startApp({
      kit: {
        name: 'portal-sync',
        configs: [config],
        auth: this.issuer.auth,
        clock: () => this.clock,
        log: new JsonLog({ name: 'portal-sync', level: 'error' }),
        database: () => new Database({ url: appUrl, applicationName: 'spec' }),
        eventStore: () => new PostgresEventStore({ url: appUrl }),
        sealer: () => this.sealer,
        blobStore: () => new FolderBlobStore(this.folder, this.sealer),
        catalogue: () => this.catalogue,
        eventFeed: ({ eventStore, database, clock }) =>
          new EmbeddedFeed(eventStore, new PostgresFeedLedger(database.pool), { now: () => clock.now() }),
      },
      modules: [PortalSyncModule, FilesModule],
      migrations: portalMigrations,
      eventTypes: Object.keys(lifecycleEvents),
      apis: [{ name: 'portal-sync', title: 'Motcua: national portal', version: '1', module: PortalSyncModule }],
    });
    Object.assign(config, { filesUrl: app.url });
    this.apps.push(app);
    return app;
  }

  get first(): RunningApp {
    return this.apps[0]!;
  }

  get store(): EventStore {
    return this.first.app.get(EventStore);
  }

  async tell(dossierId: string, command: DossierCommand, actor: Actor = officer): Promise<void> {
    const decider = dossierDecider(this.catalogue);
    const stream = `dossier-${dossierId}`;
    const handler = this.first.app.get(CommandHandler);
    await handler.handle({ stream, decider, command, commandId: randomId(), actor });
  }

  /** What the code issuer does, without its series. */
  async assignCode(dossierId: string, unit = '000.00.14.H99'): Promise<string> {
    const ordinal = (this.#ordinals.get(unit) ?? 0) + 1;
    this.#ordinals.set(unit, ordinal);
    const dossierCode = `${unit}-261116-${String(ordinal).padStart(4, '0')}`;
    const data = {
      dossierId,
      dossierCode,
      origin: 'series',
      system: null,
      unitCode: 'H99.14',
      day: '2026-11-16',
      ordinal,
      assignedAt: this.clock.now(),
    };
    const stream = `dossier-${dossierId}`;
    const expected = (await this.store.read(stream)).length;
    const cause = { commandId: randomId(), actor: Actor.system('dossier-code') };
    const events = await this.first.app.get(FactStamp).stamp(stream, [{ type: 'DossierCodeAssigned', data }], cause);
    await this.store.append([{ stream, expected, events }]);
    return dossierCode;
  }

  /** A small PDF of the dossier. @returns its blob id and digest */
  put(dossierId: string, text: string): Promise<{ readonly blobId: string; readonly cipherDigest: string }> {
    return this.first.app.get(BlobStore).put(dossierId, Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`), 'first');
  }

  /** An attempt without outcome, as a killed process leaves it; its deadline has passed. */
  async leaveAttempt(dossierId: string, seq: number): Promise<void> {
    const stream = `delivery-portal.dvcqg-${dossierId}`;
    const expected = (await this.store.read(stream)).length;
    const at = this.clock.now();
    const facts = [
      { type: 'DeliveryReleased', data: { dossierId, seq, next: 'send', by: 'admin-1', releasedAt: at } },
      { type: 'DeliveryAttemptStarted', data: { dossierId, seq, attempt: 1, startedAt: at, deadline: at } },
    ];
    const cause = { commandId: randomId(), actor: Actor.system('portal-sync') };
    const events = await this.first.app.get(FactStamp).stamp(stream, facts, cause);
    await this.store.append([{ stream, expected, events }]);
    const payload = { system: 'portal.dvcqg', dossierId };
    const key = `portal.dvcqg/${dossierId}`;
    await this.first.app.get(SyncTimers).set({ kind: deliveryTimer, key, dueAt: at, payload });
  }

  async ask(method: string, path: string, body?: object, units: readonly string[] = ['H99']): Promise<Response> {
    const token = await this.issuer.token({ subject: 'admin-1', roles: ['administrator'], units });
    const content = body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomId() };
    return fetch(`${this.first.url}/api/portal-sync/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...content },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.apps.splice(0).map((app) => app.close()));
    await rm(this.folder, { recursive: true });
  }
}
