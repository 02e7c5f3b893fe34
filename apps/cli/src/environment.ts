import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageFault } from './usage-fault.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Written by a standalone installation beside its keys, so that commands find it. */
const OF_STANDALONE = 'var/keys/motcua.env';

/**
 * The variables of this process over those of the file.
 *
 * @param file as typed; default: the file of a standalone installation, when there is one
 * @throws {UsageFault} the named file cannot be read
 */
export function environment(file: string | undefined, own: Environment): Environment {
  const path = file === undefined ? OF_STANDALONE : fromWhereTyped(file, own);
  if (file === undefined && !existsSync(path)) return own;
  return { ...parseEnv(textOf(path)), ...own };
}

/** npm runs scripts in the workspace, but people name files as seen from where they are. */
export function fromWhereTyped(file: string, own: Environment = process.env): string {
  return resolve(own['INIT_CWD'] ?? '.', file);
}

/** @throws {UsageFault} */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageFault(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
}
