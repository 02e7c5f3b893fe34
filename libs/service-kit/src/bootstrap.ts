import type { Type } from '@nestjs/common';

import type { KitConfig } from './config/kit-config.js';
import { ConfigInvalid, loadConfig } from './config/load-config.js';
import { type AwaitOptions, awaitMigrations } from './database/await-migrations.js';
import type { Migration } from './database/migration.js';
import type { KitOptions } from './kit-options.js';
import { configuredHttp, configuredKit, sharedMigrations } from './configured-kit.js';
import { JsonLog } from './logging/json-log.js';
import type { Log } from './logging/log.js';
import type { ApiDescription } from './openapi/openapi.js';
import { type AppOptions, type RunningApp, startApp } from './start-app.js';

export interface BootstrapOptions<Config extends KitConfig> {
  /** e.g. `desk`; also the name of its OpenAPI document. */
  readonly name: string;
  readonly module: Type;
  readonly config: new () => Config;
  /** Migrations of the app's own schema; those of the shared parts come with the kit. */
  readonly migrations?: readonly Migration[];
  /** Every lifecycle event name there is; needed by apps with `@OnLifecycle` handlers. */
  readonly eventTypes?: readonly string[];
  /** Absent for apps without an API of their own. */
  readonly api?: Omit<ApiDescription, 'name' | 'module'>;
  /** Replaces single factories of the kit. */
  readonly parts?: (config: Config) => Partial<KitOptions>;
}

/**
 * The whole of an app's `main.ts`. Reads the environment, waits for the migrations that it may not apply itself, starts, drains on
 * SIGTERM and SIGINT. A fault of the configuration or
 * an error nobody caught ends the process with a non-zero code and one line.
 */
export async function bootstrap<Config extends KitConfig>(options: BootstrapOptions<Config>): Promise<void> {
  const log = new JsonLog({ name: options.name });
  endOnStrayErrors(log);
  try {
    const config = loadConfig(options.config, process.env);
    const starting = endAtOnceOnSignals();
    const app = appOptions(options, config);
    if (config.postgresOwnerUrl === undefined) await awaitMigrations(awaited(app, config, log));
    const running = await startApp(app);
    starting.over();
    closeOnSignals(running, log, config.drainMs);
  } catch (error) {
    if (error instanceof ConfigInvalid) process.stderr.write(`${error.message}\n`);
    else log.error('app.not-started', { error });
    process.exit(1);
  }
}

function appOptions<Config extends KitConfig>(options: BootstrapOptions<Config>, config: Config): AppOptions {
  const { name, module, api, eventTypes } = options;
  return {
    kit: { ...configuredKit(name, config), ...options.parts?.(config) },
    modules: [module],
    migrations: [...sharedMigrations, ...(options.migrations ?? [])],
    apis: api === undefined ? [] : [{ ...api, name, module }],
    http: { ...configuredHttp(config), host: config.host, port: config.port },
    management: { host: config.managementHost, port: config.managementPort },
    drainMs: config.drainMs,
    ...(eventTypes === undefined ? {} : { eventTypes }),
    ...(config.postgresOwnerUrl === undefined ? {} : { ownerUrl: config.postgresOwnerUrl }),
  };
}

function awaited(app: AppOptions, { postgresUrl, managementHost, managementPort }: KitConfig, log: Log): AwaitOptions {
  return {
    url: postgresUrl,
    applicationName: `motcua-${app.kit.name}`,
    migrations: app.migrations ?? [],
    management: { host: managementHost, port: managementPort },
    log,
  };
}

/** Nothing has begun yet. The first process of a container is not ended by a signal that it does not listen to. */
function endAtOnceOnSignals(): { over(): void } {
  const end = (): never => process.exit(0);
  process.on('SIGTERM', end).on('SIGINT', end);
  return { over: () => void process.off('SIGTERM', end).off('SIGINT', end) };
}

/** After an error nobody caught, nothing in this process is sure any more. */
function endOnStrayErrors(log: Log): void {
  const end = (error: unknown): void => {
    log.error('app.ended-by-error', { error });
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** Longer than any request; after it the process ends as it is, which costs nothing but repeated work. */
const PATIENCE_MS = 30_000;

/** An app whose consumer has given up must not stay alive and silent; whoever started it starts it again. */
function closeOnSignals(running: RunningApp, log: Log, drainMs: number): void {
  const close = (why: NodeJS.Signals | 'consumer-failed', exitCode = 0): void => {
    log.info('app.closing', { code: why });
    setTimeout(() => process.exit(1), drainMs + PATIENCE_MS).unref();
    running.close().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        log.error('app.not-closed', { error });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', (signal) => close(signal));
  process.once('SIGINT', (signal) => close(signal));
  void running.failed.then((error) => {
    log.error('consumer.failed', { error });
    close('consumer-failed', 1);
  });
}
