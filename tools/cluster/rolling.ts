import type { RunningCluster } from './cluster.ts';

/** Restarts the apps one after the other, as a new release would, until told to stop; a restart that was begun is finished. */
export async function restartInTurn(
  { apps }: RunningCluster,
  over: AbortSignal,
  say: (words: string) => void,
): Promise<void> {
  for (let done = 0; !over.aborted; done += 1) {
    const app = apps[done % apps.length]!;
    const begun = performance.now();
    await app.restart();
    say(`  restarted ${app.name} in ${((performance.now() - begun) / 1_000).toFixed(1)} s (${done + 1})`);
  }
}
