import type { KnownReplayJob, ReplayFilter } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import {
  type BuildJob,
  type Counted,
  Problem,
  type ReplayCount,
  type ReplayOutcome,
  ReplayStopped,
  type ReplaySteps,
  type ReplayWork,
  type ViewBuild,
  type ViewBuilds,
} from '@motcua/service-kit';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 250;

/** A view of any app, as a target names it: `desk/work-list`, or `desk/work-list@3` for the return to build 3. */
interface ViewTarget {
  readonly schema: string;
  readonly view: string;
  readonly build: number | undefined;
}

/**
 * A read model made anew: the app that keeps it builds beside the live tables, catches up, compares, and lets the new tables take
 * over; this work asks for it, sets its pace and watches. Readers see the old tables until the switch.
 */
export class RebuildWork implements ReplayWork, ReplayCount {
  constructor(
    private readonly store: EventStore,
    private readonly builds: ViewBuilds,
  ) {}

  async count(target: string, filter: ReplayFilter): Promise<Counted> {
    if (Object.keys(filter).length > 0)
      throw new Problem(422, 'replay.filter-unusable', 'Bảng dữ liệu đọc luôn được dựng lại từ toàn bộ sự kiện.');
    const { view, build } = await this.demand(target);
    const to = await this.store.head();
    const aside = build === undefined ? undefined : (await this.builds.of(view)).find((one) => one.build === build);
    const from = aside?.position ?? this.store.start;
    const count = Math.max(1, this.store.distance(from, to));
    return { from, to, count, dossiers: 0, firstEventId: null, lastEventId: null, effects: 0 };
  }

  async run(job: KnownReplayJob, steps: ReplaySteps): Promise<ReplayOutcome> {
    const target = await this.demand(job.plan.target);
    const number = await this.begin(target, job);
    for (;;) {
      const build = (await this.builds.of(target.view)).find((one) => one.build === number);
      if (build === undefined) throw new ReplayStopped('build-gone');
      if (build.state === 'live') return this.finished(job, build);
      if (build.state !== 'building') throw new ReplayStopped(`build-${build.state}`);
      const done = this.done(job, build);
      if (done > job.tally.done) await steps.report({ done, failed: 0, skipped: 0 }, String(number));
      if (steps.signal.aborted) return undefined; // the app that builds reads the job's stream itself
      await pause(LOOK_EVERY_MS, undefined, { signal: steps.signal }).catch(() => undefined);
    }
  }

  /** A new build, or the one of before: after a restart, or when it is to take over although it differs. */
  private async begin(target: ViewTarget, { plan, jobId }: KnownReplayJob): Promise<number> {
    const job = { jobId, eventsPerSecond: plan.ratePerSecond };
    const number = target.build ?? (await this.plan(target, job));
    await this.builds.goOn(target.view, number, job);
    return number;
  }

  private async plan({ view, schema }: ViewTarget, job: BuildJob): Promise<number> {
    const { version } = (await this.builds.live(view))!;
    return (await this.builds.plan({ view, version, schema, switchOn: 'equal', job }, this.store.start)).build;
  }

  async discard({ jobId }: KnownReplayJob): Promise<void> {
    await this.builds.discardOf(jobId);
  }

  private done({ plan }: KnownReplayJob, { position }: ViewBuild): number {
    return Math.min(plan.count, Math.max(0, this.store.distance(plan.from, position)));
  }

  private finished({ plan }: KnownReplayJob, { report }: ViewBuild): ReplayOutcome {
    return { done: plan.count, failed: 0, skipped: 0, digest: digestOf(report) };
  }

  private async demand(target: string): Promise<ViewTarget> {
    const wanted = parsed(target);
    const builds = wanted === undefined ? [] : await this.builds.of(wanted.view);
    const live = builds.find(({ state }) => state === 'live');
    const isThere = wanted !== undefined && live?.schema.startsWith(`${wanted.schema}_`) === true;
    if (isThere && canReturn(wanted, builds, live)) return wanted;
    throw new Problem(404, 'replay.target-unknown', 'Không có bảng dữ liệu đọc nào có tên này.');
  }
}

function parsed(target: string): ViewTarget | undefined {
  const parts = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)(?:@([1-9][0-9]{0,8}))?$/.exec(target);
  if (parts === null) return undefined;
  const [, app, view, build] = parts;
  return { schema: app!.replaceAll('-', '_'), view: view!, build: build === undefined ? undefined : Number(build) };
}

/** Only a build of the running code's version can be carried on. */
function canReturn({ build }: ViewTarget, builds: readonly ViewBuild[], live: ViewBuild): boolean {
  return build === undefined || builds.some((one) => one.build === build && one.version === live.version);
}

/** Of what the comparison of the two builds said, table by table. */
function digestOf(report: object | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify(report ?? {}))
    .digest('hex');
}
