import { join } from 'node:path';
import { startSource } from '../backends/source-process.js';

export interface KurrentDbStandinProcess {
  readonly url: string;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
}

/** The stand-in as a process of its own, which may be killed; what it acknowledged stays in `data`. */
export async function startKurrentDbStandinProcess({
  port,
  data,
}: {
  readonly port: number;
  readonly data: string;
}): Promise<KurrentDbStandinProcess> {
  const env = { MOTCUA_STANDIN_PORT: String(port), MOTCUA_STANDIN_DATA: data };
  const standin = startSource(join(import.meta.dirname, 'main.ts'), env);
  const url = await new Promise<string>((resolve, reject) => {
    standin.child.once('message', (message) => resolve((message as { url: string }).url));
    standin.child.once('exit', () => reject(new Error('kurrentdb-standin ended before it listened')));
  });
  return { url, kill: () => standin.signal('SIGKILL') };
}
