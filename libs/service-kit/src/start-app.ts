import { setTimeout as pause } from 'node:timers/promises';

import { type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import type { Migration } from './database/migration.js';
import { migrate } from './database/migrate.js';
import { connectFeed } from './feed/connect-feed.js';
import type { FeedServer, NamedConsumerState } from './feed/feed-server.js';
import { fastifyAdapter, type HttpRules } from './http/fastify.js';
import type { KitOptions } from './kit-options.js';
import { KitModule } from './kit.module.js';
import { KitParts } from './kit-parts.js';
import { JsonLog } from './logging/json-log.js';
import { Log } from './logging/log.js';
import { NestLog } from './logging/nest-log.js';
import { keysCheck, migrationsCheck, storeCheck } from './management/checks.js';
import { UnreadableRecords } from './feed/unreadable-records.js';
import { watchConsumers } from './management/consumer-watch.js';
import { Health } from './management/health.js';
import { type ManagementAddress, ManagementServer } from './management/management-server.js';
import { Metrics } from './management/metrics.js';
import { ServiceBeat } from './management/service-beat.js';
import { type ApiDescription, openApiOf } from './openapi/openapi.js';

export interface AppOptions {
  readonly kit: KitOptions;
  /** The app's module, or all of them for standalone. */
  readonly modules: readonly Type[];
  readonly apis?: readonly ApiDescription[];
  /** Readiness tells whether these are applied; they are applied at start when `ownerUrl` is given. */
  readonly migrations?: readonly Migration[];
  readonly ownerUrl?: string;
  /** Every lifecycle event name there is; with it, and with an `eventFeed`, handlers marked `@OnLifecycle` run. */
  readonly eventTypes?: readonly string[];
  /** Port 0 = any free one. Default 127.0.0.1:0. */
  readonly http?: HttpRules & { readonly host?: string; readonly port?: number };
  /** Default 127.0.0.1:0; `false` = no second listener. */
  readonly management?: ManagementAddress | false;
  /** How long HTTP is still served at a close, after readiness has gone; milliseconds, default 0. */
  readonly drainMs?: number;
}

export interface RunningApp {
  readonly app: NestFastifyApplication;
  /** e.g. `http://127.0.0.1:8080` */
  readonly url: string;
  readonly managementUrl: string | undefined;
  /** How far the handlers of lifecycle facts are; none without a feed. @throws StoreUnavailable */
  consumerStates(): Promise<NamedConsumerState[]>;
  /** Resolves when something in it has given up for good: close it, and end the process with a non-zero code. */
  readonly failed: Promise<Error>;
  /** Readiness off, `drainMs` for everybody to hear of it, HTTP and consumers drained, then the parts closed. Safe to call twice. */
  close(): Promise<void>;
}

@Module({})
class RootModule {}

/** Builds and starts a whole app: HTTP with hygiene, problems, authentication, OpenAPI, health, metrics. `main.ts` uses `bootstrap`. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  if (options.ownerUrl !== undefined) await migrate(options.ownerUrl, options.migrations ?? []);
  const log = options.kit.log ?? new JsonLog({ name: options.kit.name });
  const metrics = options.kit.metrics ?? new Metrics();
  const parts = await KitParts.make(options.kit);
  const root = {
    module: RootModule,
    imports: [KitModule.register({ ...options.kit, log, metrics }, parts), ...options.modules],
  };
  const adapter = await fastifyAdapter(metrics, options.http);
  const settings = { bodyParser: false, logger: new NestLog(log), abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, settings).catch(
    async (error: unknown) => {
      await parts.close();
      throw error;
    },
  );
  const started: Started = { app, feed: undefined, management: undefined, beat: undefined };
  try {
    return await listen(options, started);
  } catch (error) {
    await stop(started);
    throw error;
  }
}

interface Started {
  readonly app: NestFastifyApplication;
  feed: FeedServer | undefined;
  management: ManagementServer | undefined;
  beat: ServiceBeat | undefined;
}

async function listen(options: AppOptions, started: Started): Promise<RunningApp> {
  const { app } = started;
  for (const api of options.apis ?? []) serveOpenApi(app, api);
  addChecks(app, options);
  await app.init();
  await startFeed(options, started);
  const managementUrl = await startManagement(options, started);
  const { host = '127.0.0.1', port = 0 } = options.http ?? {};
  await app.listen(port, host);
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  startBeat(options.kit.name, started);
  app.get(Log).info('app.started', { name: options.kit.name, port: Number(new URL(url).port) });
  let closing: Promise<void> | undefined;
  return {
    app,
    url,
    managementUrl,
    consumerStates: async () => started.feed?.consumerStates() ?? [],
    failed: started.feed?.failed ?? new Promise(() => undefined),
    close: () => (closing ??= drain(app, options.drainMs ?? 0).then(() => stop(started))),
  };
}

/** The document is made once, at start, so that a mistake in it stops the start. */
function serveOpenApi(app: NestFastifyApplication, api: ApiDescription): void {
  const document = JSON.stringify(openApiOf(app, api));
  app
    .getHttpAdapter()
    .getInstance()
    .get(`/api/${api.name}/openapi.json`, (_request, reply) => reply.type('application/json').send(document));
}

function addChecks(app: INestApplication, options: AppOptions): void {
  const parts = app.get(KitParts);
  const health = app.get(Health);
  health.add('store', storeCheck(parts.eventStore));
  health.add('keys', keysCheck(parts.sealer, app.get(Metrics)));
  if (options.migrations !== undefined && parts.has('database')) {
    health.add('migrations', migrationsCheck(parts.database, options.migrations));
  }
  // The catalogue is checked while it is loaded, and without it nothing starts.
  if (parts.has('catalogue')) health.add('catalogue', () => Promise.resolve({ ok: true }));
}

async function startFeed(options: AppOptions, started: Started): Promise<void> {
  const parts = started.app.get(KitParts);
  if (options.eventTypes === undefined || !parts.has('eventFeed')) return;
  started.feed = await connectFeed(started.app, parts.eventFeed, options.eventTypes);
  watchConsumers(started.feed, {
    health: started.app.get(Health),
    metrics: started.app.get(Metrics),
    ...(parts.has('database') && { unreadable: new UnreadableRecords(parts.database) }),
  });
}

async function startManagement(options: AppOptions, started: Started): Promise<string | undefined> {
  if (options.management === false) return undefined;
  started.management = new ManagementServer(started.app.get(Health), started.app.get(Metrics));
  return started.management.listen(options.management);
}

function startBeat(name: string, started: Started): void {
  const { app } = started;
  const parts = app.get(KitParts);
  if (!parts.has('database')) return;
  const { database } = parts;
  const consumers = async () => started.feed?.consumerStates() ?? [];
  started.beat = new ServiceBeat(name, { database, health: app.get(Health), consumers, log: app.get(Log) });
  started.beat.start();
}

/** Whoever spreads the requests learns late that this one is going; until then it gets some, and answers them. */
async function drain(app: INestApplication, drainMs: number): Promise<void> {
  app.get(Health).drain();
  if (drainMs > 0) await pause(drainMs);
}

/** In the order in which work comes in: readiness, HTTP, consumers and everything else of Nest, parts (by KitModule), management. */
async function stop({ app, management, beat }: Started): Promise<void> {
  app.get(Health).drain();
  await beat?.stop();
  await app.getHttpAdapter().getInstance().close();
  await app.close();
  await management?.close();
}
