import { existsSync } from 'node:fs';
import { newKeyRing, writeKeyFile } from '@motcua/service-kit';
import type { CliConfig } from '../cli.config.js';
import type { Output } from '../output.js';
import { UsageFault } from '../usage-fault.js';

/**
 * Makes the key file of a new installation; services refuse data that were sealed with another one.
 *
 * @throws {UsageFault} there is one already: without it nothing sealed can ever be opened again
 */
export async function runCreateKeys({ keyFile }: Pick<CliConfig, 'keyFile'>, output: Output): Promise<number> {
  if (existsSync(keyFile)) throw new UsageFault('there is a key file already; it is never written over');
  await writeKeyFile(keyFile, newKeyRing());
  output.say('key file made; copy it to a safe place apart from the backups of the database');
  return 0;
}
