import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import type { Migration } from './database/migration.js';
import type { KitOptions } from './kit.module.js';

/** One app's API as its own OpenAPI document at `/api/<name>/openapi.json`. */
export interface ApiDescription {
  readonly name: string;
  readonly title: string;
  readonly module: Type;
}

export interface AppOptions {
  readonly kit: KitOptions;
  /** The app's module, or all of them for standalone. */
  readonly modules: readonly Type[];
  readonly apis?: readonly ApiDescription[];
  /** Readiness tells whether these are applied; they are applied at start when `ownerUrl` is given. */
  readonly migrations?: readonly Migration[];
  readonly ownerUrl?: string;
  /** Port 0 = any free one. Default 127.0.0.1:0. */
  readonly http?: { readonly host?: string; readonly port?: number; readonly bodyLimit?: number };
  /** Default 127.0.0.1:0; `false` = no second listener. */
  readonly management?: { readonly host?: string; readonly port?: number } | false;
}

export interface RunningApp {
  readonly app: NestFastifyApplication;
  /** e.g. `http://127.0.0.1:8080` */
  readonly url: string;
  readonly managementUrl: string | undefined;
  /** Readiness off, HTTP and consumers drained, then the parts closed. Safe to call twice. */
  close(): Promise<void>;
}

/** Builds and starts a whole app: HTTP with hygiene, problems, authentication, OpenAPI, health, metrics. `main.ts` uses `bootstrap`. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  throw new Error(`being built: ${options.kit.name}`);
}
