import type { ReplayFilter, ReplayKind, ReplayPlan } from '@motcua/domain';
import { type Output, table } from '../output.js';
import { DeskClient, type DeskAccess } from './desk-client.js';
import { linesOfJob, linesOfPlan, type ShownJob } from './replay-job.js';
import { watchJob } from './watch-job.js';

export interface ReplayOptions extends DeskAccess {
  readonly reasonCode?: string;
  readonly rate?: string;
  readonly dryRun?: boolean;
  readonly approveTokenFile?: string;
  readonly dossier?: string[];
  readonly unit?: string[];
  readonly procedure?: string[];
  readonly type?: string[];
  readonly since?: string;
  readonly until?: string;
}

/** Plans a job, asks for it, and with a second administrator's token approves and watches it. */
export async function runReplay(
  output: Output,
  kind: ReplayKind,
  target: string,
  given: ReplayOptions,
): Promise<number> {
  const desk = new DeskClient(given.address, given.tokenFile);
  const wish = { kind, target, filter: filterOf(given), ...(given.rate && { ratePerSecond: Number(given.rate) }) };
  if (given.dryRun === true) {
    for (const line of linesOfPlan(await desk.post<ReplayPlan>('replays/plan', wish))) output.say(line);
    return 0;
  }
  const job = await desk.post<ShownJob>('replays', { ...wish, reasonCode: given.reasonCode });
  for (const line of linesOfJob(job)) output.say(line);
  if (given.approveTokenFile === undefined) {
    output.note(`it waits for another administrator: motcua replay approve ${job.jobId}`);
    return 0;
  }
  await new DeskClient(given.address, given.approveTokenFile).post(`replays/${job.jobId}/approve`, undefined);
  return watchJob(desk, output, job.jobId);
}

export async function runReplayList(output: Output, { address, tokenFile }: DeskAccess): Promise<number> {
  const { items } = await new DeskClient(address, tokenFile).get<{ items: readonly ShownJob[] }>('replays?limit=100');
  const rows = items.map(({ jobId, status, plan: { kind, target, count }, tally, requestedAt }) => [
    jobId,
    status,
    kind,
    target,
    `${tally.done + tally.failed + tally.skipped} of ${count}`,
    requestedAt,
  ]);
  for (const line of table(['job', 'status', 'kind', 'target', 'settled', 'asked for'], rows)) output.say(line);
  return 0;
}

export const jobActs = ['approve', 'pause', 'resume', 'cancel'] as const;

export async function runReplayAct(
  output: Output,
  act: (typeof jobActs)[number],
  jobId: string,
  { address, tokenFile }: DeskAccess,
): Promise<number> {
  const desk = new DeskClient(address, tokenFile);
  const job = await desk.post<ShownJob>(`replays/${encodeURIComponent(jobId)}/${act}`, undefined);
  for (const line of linesOfJob(job)) output.say(line);
  return 0;
}

export async function runReplayShow(
  output: Output,
  jobId: string,
  { address, tokenFile }: DeskAccess,
): Promise<number> {
  const job = await new DeskClient(address, tokenFile).get<ShownJob>(`replays/${encodeURIComponent(jobId)}`);
  for (const line of linesOfJob(job)) output.say(line);
  return 0;
}

export async function runReplayWatch(
  output: Output,
  jobId: string,
  { address, tokenFile }: DeskAccess,
): Promise<number> {
  return watchJob(new DeskClient(address, tokenFile), output, encodeURIComponent(jobId));
}

function filterOf({ dossier, unit, procedure, type, since, until }: ReplayOptions): ReplayFilter {
  return {
    ...(dossier && { dossierIds: dossier }),
    ...(unit && { unitCodes: unit }),
    ...(procedure && { procedureCodes: procedure }),
    ...(type && { types: type }),
    ...(since && { since }),
    ...(until && { until }),
  };
}
