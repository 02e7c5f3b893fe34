import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newKeyRing, readKeyFile, writeKeyFile } from '@motcua/service-kit';
import type { StandaloneOptions } from './standalone.options.js';

/** Where everything of one installation lies. */
export interface Installation {
  readonly postgres: string;
  readonly blobs: string;
  readonly logs: string;
  readonly simulatorsFile: string;
  readonly keyFile: string;
  readonly postgresPasswords: string;
  /** Keys of the demo's token issuer. */
  readonly issuerFolder: string;
}

/** Data without their key file: nothing could be opened, so nothing is started. */
export class KeysMissing extends Error {
  override readonly name = 'KeysMissing';
}

/**
 * Lays out the folders and makes the key file of a new installation.
 * @throws {KeysMissing} when there are data but no key file
 * @throws {KeyFileFault} when the key file is damaged
 */
export async function openInstallation({
  data,
  keys,
}: Pick<StandaloneOptions, 'data' | 'keys'>): Promise<Installation> {
  const installation = {
    postgres: join(data, 'postgres'),
    blobs: join(data, 'blobs'),
    logs: join(data, 'logs'),
    simulatorsFile: join(data, 'simulators.json'),
    keyFile: keys,
    postgresPasswords: join(dirname(keys), 'postgres.json'),
    issuerFolder: dirname(keys),
  };
  const hasData = existsSync(join(installation.postgres, 'PG_VERSION'));
  if (hasData && !existsSync(keys)) {
    throw new KeysMissing(
      `there are data in ${data}, but the key file ${keys} is missing; without it they cannot be opened`,
    );
  }
  for (const folder of [data, installation.blobs, installation.logs]) await mkdir(folder, { recursive: true });
  await mkdir(dirname(keys), { recursive: true, mode: 0o700 });
  if (hasData || existsSync(keys)) await readKeyFile(keys);
  else await writeKeyFile(keys, newKeyRing());
  return installation;
}
