import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a server process is told, in the environment, because it starts as a process of its own. */
export interface ServerOrder {
  readonly databaseUrl: string;
  /** Folder for keys, blobs and the issuer of tokens. */
  readonly folder: string;
  /** `host:port` of Kafka, for who needs it. */
  readonly brokers?: string;
}

export const ORDER_VARIABLE = 'MOTCUA_BENCH_ORDER';

export interface ServerProcess {
  readonly url: string;
  close(): Promise<void>;
}

/** A server as in an installation: its own process, real HTTP. @param program a file of this folder */
export async function startServer(program: string, order: ServerOrder): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, program), {
    env: { ...process.env, [ORDER_VARIABLE]: JSON.stringify(order) },
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${program} ended with ${code} before it served`);
  });
  const [url] = (await Promise.race([once(child, 'message'), ended])) as [string];
  ended.catch(() => undefined); // from now on it ends when it is told to
  return {
    url,
    async close() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** For the program itself. */
export function orderOf(environment: NodeJS.ProcessEnv): ServerOrder {
  return JSON.parse(environment[ORDER_VARIABLE]!) as ServerOrder;
}

/** What an app of the product reads. */
export function environmentOf({ databaseUrl, folder, brokers }: ServerOrder): Record<string, string> {
  return {
    MOTCUA_POSTGRES_URL: databaseUrl,
    MOTCUA_DATA: join(folder, 'data'),
    MOTCUA_KEYS: join(folder, 'keys', 'motcua.keys'),
    MOTCUA_CATALOGUES: join(import.meta.dirname, '../../catalogues/2020'),
    MOTCUA_AUTH_ISSUER: 'http://127.0.0.1:1/',
    MOTCUA_AUTH_JWKS_URL: 'http://127.0.0.1:1/keys',
    MOTCUA_LOG_LEVEL: 'warn',
    ...(brokers === undefined ? {} : { MOTCUA_KAFKA_BROKERS: brokers }),
  };
}

/** Tells the parent where it serves, and ends when that one says so or is gone. */
export function serving(url: string, close: () => Promise<void>): void {
  process.send!(url);
  const end = () => void close().finally(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('disconnect', end);
}
