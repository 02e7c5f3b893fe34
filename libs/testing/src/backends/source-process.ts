import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface SourceProcess {
  readonly child: ChildProcess;
  /** Lines the child sent with `process.send`, oldest first. */
  readonly messages: unknown[];
  /** Sends the signal; after SIGKILL it resolves when the process is gone. */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): Promise<void>;
}

/** Runs one of our TypeScript sources as a process of its own, for specs that kill it. Sources with decorators cannot be run so. */
export function startSource(file: string, env: Readonly<Record<string, string>> = {}): SourceProcess {
  const child = fork(file, {
    env: { ...process.env, ...env },
    execArgv: [
      '--no-warnings',
      '--conditions=@motcua/source',
      '--experimental-transform-types',
      `--import=${join(import.meta.dirname, 'register-sources.mjs')}`,
    ],
  });
  const messages: unknown[] = [];
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('message', (message) => messages.push(message));
  return {
    child,
    messages,
    async signal(name) {
      child.kill(name);
      if (name === 'SIGKILL' || name === 'SIGTERM') await gone;
    },
  };
}
