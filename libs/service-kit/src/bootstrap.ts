import type { Type } from '@nestjs/common';

import type { KitConfig } from './config/kit-config.js';
import type { Migration } from './database/migration.js';
import type { KitOptions } from './kit.module.js';
import type { ApiDescription } from './start-app.js';

export interface BootstrapOptions<Config extends KitConfig> {
  /** e.g. `desk`; also the name of its OpenAPI document. */
  readonly name: string;
  readonly module: Type;
  readonly config: new () => Config;
  /** Migrations of the app's own schema; those of the shared parts come with the kit. */
  readonly migrations?: readonly Migration[];
  /** Absent for apps without an API of their own. */
  readonly api?: Omit<ApiDescription, 'name' | 'module'>;
  /** Replaces single factories of the kit. */
  readonly parts?: (config: Readonly<Config>) => Partial<KitOptions>;
}

/**
 * The whole of an app's `main.ts`. Reads the environment, starts, drains on SIGTERM and SIGINT. A fault of the configuration or
 * an error nobody caught ends the process with a non-zero code and one line.
 */
export async function bootstrap<Config extends KitConfig>(options: BootstrapOptions<Config>): Promise<void> {
  throw new Error(`being built: ${options.name}`);
}
