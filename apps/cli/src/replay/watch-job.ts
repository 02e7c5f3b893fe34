import { setTimeout as pause } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import type { Output } from '../output.js';
import type { DeskClient } from './desk-client.js';
import { linesOfJob, type ShownJob } from './replay-job.js';

const LOOK_EVERY_MS = 500;
const ENDED: readonly string[] = ['completed', 'cancelled', 'paused'];

/** Shows a job's progress until it ends or stands still. @returns exit code: 0 only when it is completed without failures */
export async function watchJob(desk: DeskClient, output: Output, jobId: string): Promise<number> {
  const format = '{bar} {percentage} % | {value} of {total} | {status} | {eta_formatted} left';
  const bar = new SingleBar({ format, stream: process.stderr, noTTYOutput: false }, Presets.shades_classic);
  let job = await desk.get<ShownJob>(`replays/${jobId}`);
  bar.start(job.plan.count, settled(job), { status: job.status });
  while (!ENDED.includes(job.status)) {
    await pause(LOOK_EVERY_MS);
    job = await desk.get<ShownJob>(`replays/${jobId}`);
    bar.update(settled(job), { status: job.status });
  }
  bar.stop();
  for (const line of linesOfJob(job)) output.say(line);
  return job.status === 'completed' && job.tally.failed === 0 ? 0 : 1;
}

function settled({ tally: { done, failed, skipped } }: ShownJob): number {
  return done + failed + skipped;
}
