import { migrate, sharedMigrations } from '@motcua/service-kit';
import type { CliConfig } from '../cli.config.js';
import type { Output } from '../output.js';
import { UsageFault } from '../usage-fault.js';
import { appMigrations } from './app-migrations.js';

/** Applies what is missing, as the owner of the schemas. @throws {UsageFault} without the owner's address */
export async function runMigrate({ postgresOwnerUrl }: CliConfig, output: Output): Promise<number> {
  if (postgresOwnerUrl === undefined) {
    throw new UsageFault('migrate works as the owner of the schemas: set MOTCUA_POSTGRES_OWNER_URL');
  }
  const { migrations, absent } = await appMigrations();
  for (const app of absent) output.note(`${app} is not part of this installation`);
  const applied = await migrate(postgresOwnerUrl, [...sharedMigrations, ...migrations]);
  for (const id of applied) output.say(`applied ${id}`);
  output.say(applied.length === 0 ? 'nothing to do' : `${applied.length} applied`);
  return 0;
}
