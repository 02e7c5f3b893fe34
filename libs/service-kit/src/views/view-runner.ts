import type { EventStore, HistoryLost, Position } from '@motcua/event-store';
import { Lease } from '@motcua/messaging/embedded';
import { Kysely, PostgresDialect } from 'kysely';
import type { Database } from '../database/database.js';
import { ViewBuilds, type ViewBuild } from './view-builds.js';
import { rateLimit } from '../replay/rate-limit.js';
import { RunningJobs } from '../replay/running-jobs.js';
import { asideOf, type StreamAside } from './streams-aside.js';
import { ViewRun, type ViewParts } from './view-run.js';
import type { View } from './view.js';

export interface ViewRunnerOptions {
  /** The app's schema, e.g. `desk`: readers select from `desk.<table>`. */
  readonly schema: string;
  readonly views: readonly View<unknown>[];
  /** How often builds asked for elsewhere are looked for; default 1,000 ms. */
  readonly pollMs?: number;
  /** How long a fact that cannot be folded holds all others up before its dossier is set aside; default 2,000 ms. */
  readonly patienceMs?: number;
  /** How long a stopped process keeps the views; default 10,000 ms. */
  readonly leaseTtlMs?: number;
  /** How a build's pace is kept; default: by the time of this machine. */
  readonly rateLimit?: typeof rateLimit;
  /** Told of trouble that the runner gets over by itself, or that an administrator must see. */
  readonly onTrouble?: (view: string, error: unknown) => void;
}

export interface ViewState {
  readonly view: string;
  /** False for the warm spare: another process keeps the view. */
  readonly active: boolean;
  /** Version that readers see; undefined before the first build. */
  readonly version: number | undefined;
  /** True when the readers see the version of this code. */
  readonly current: boolean;
  /** Events between the view's checkpoint and the head. */
  readonly behind: number;
  /** How long the view has not moved although there is something to do; 0 for a spare and at the head. */
  readonly frozenForMs: number;
  /** Why it stands still until it is rebuilt: the store is not the one that its checkpoint belongs to. */
  readonly lost: HistoryLost['reason'] | undefined;
  /** Streams that the live build leaves out because a fact of theirs could not be folded; a rebuild takes them again. */
  readonly streamsAside: readonly StreamAside[];
  /** Builds beside the live one, with how far they are behind. */
  readonly aside: readonly { readonly build: number; readonly state: ViewBuild['state']; readonly behind: number }[];
}

const SPARE_POLL_MS = 50;

/** Keeps the read models of one app: follows the store, rebuilds beside the live tables, switches, and takes back. */
export class ViewRunner {
  private readonly builds: ViewBuilds;
  private readonly parts: ViewParts;
  private readonly views: readonly View<unknown>[];
  private readonly runs = new Map<string, ViewRun>();
  private readonly waiting = new Set<() => void>();
  private readonly busySince = new Map<string, number>();
  private readonly stopping = new AbortController();
  private leading: Promise<void>[] = [];

  constructor(
    private readonly database: Pick<Database, 'pool'>,
    private readonly store: EventStore,
    private readonly options: ViewRunnerOptions,
  ) {
    // without a schema of its own: the search path of each transaction says which build is meant
    const plain = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: database.pool }) });
    this.builds = new ViewBuilds(plain);
    this.views = options.views;
    this.parts = {
      store,
      database: plain,
      builds: this.builds,
      jobs: new RunningJobs(store),
      rateLimit: options.rateLimit ?? rateLimit,
      schema: options.schema,
      pollMs: options.pollMs ?? 1_000,
      patienceMs: options.patienceMs ?? 2_000,
      onMoved: () => this.wake(),
      onTrouble: options.onTrouble ?? (() => undefined),
    };
  }

  /** Begins in the background; `states` tells when the views are ready. */
  start(): void {
    this.leading = this.views.map((view) => this.lead(view));
  }

  /** Finishes the batch in hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await Promise.all(this.leading);
  }

  /** For readiness, metrics and administrators. @throws StoreUnavailable */
  async states(): Promise<ViewState[]> {
    const head = await this.store.head();
    return Promise.all(this.views.map((view) => this.state(view, head)));
  }

  /**
   * Waits until readers of the view see everything up to `position`, e.g. what `append` just answered.
   *
   * @returns false when `ms` milliseconds were not enough
   */
  async waitFor(view: string, position: Position, ms: number): Promise<boolean> {
    const deadline = performance.now() + ms;
    for (;;) {
      const moved = this.moved(); // before the question, or a move in between would be missed
      if (await this.shows(view, position)) return true;
      const left = deadline - performance.now();
      if (left <= 0 || this.stopping.signal.aborted) return false;
      // of moves in another process nobody tells us
      await moved(this.runs.has(view) ? left : Math.min(left, SPARE_POLL_MS));
    }
  }

  private async lead(view: View<unknown>): Promise<void> {
    const lease = new Lease(this.database.pool, `view:${view.name}`, {
      ttlMs: this.options.leaseTtlMs ?? 10_000,
      onTrouble: (error) => this.parts.onTrouble(view.name, error),
    });
    const stop = this.stopping.signal;
    await lease.run(async (grant) => {
      const run = new ViewRun(this.parts, view, grant, stop);
      this.runs.set(view.name, run);
      await run.run().finally(() => this.runs.delete(view.name));
    }, stop);
  }

  private async state(view: View<unknown>, head: Position): Promise<ViewState> {
    const builds = await this.builds.of(view.name);
    const live = builds.find((build) => build.state === 'live');
    const run = this.runs.get(view.name);
    const behindOf = (build: ViewBuild | undefined) =>
      Math.max(0, this.store.distance(build?.position ?? this.store.start, head));
    const behind = behindOf(live);
    return {
      view: view.name,
      active: run !== undefined,
      version: live?.version,
      current: live?.version === view.version,
      behind,
      frozenForMs: run === undefined ? 0 : this.frozenForMs(view.name, run, behind),
      lost: run?.lost,
      streamsAside: live === undefined ? [] : await asideOf(this.parts.database, view.name, live.build),
      aside: builds
        .filter((build) => build.state !== 'live')
        .map((build) => ({ build: build.build, state: build.state, behind: behindOf(build) })),
    };
  }

  private frozenForMs(view: string, run: ViewRun, behind: number): number {
    const now = Date.now();
    if (run.failingSince !== undefined) return now - run.failingSince;
    if (behind === 0) this.busySince.delete(view);
    else if (!this.busySince.has(view)) this.busySince.set(view, now);
    const since = this.busySince.get(view);
    return since === undefined ? 0 : Math.max(0, now - Math.max(since, run.movedAt));
  }

  private async shows(view: string, position: Position): Promise<boolean> {
    const seen = this.runs.get(view)?.position ?? (await this.builds.live(view))?.position;
    return seen !== undefined && this.store.distance(seen, position) <= 0;
  }

  /** Answers a wait for the next move since this call, or for so many milliseconds. */
  private moved(): (ms: number) => Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.add(resolve);
    return async (ms) => {
      const timer = setTimeout(resolve, ms);
      await promise;
      clearTimeout(timer);
      this.waiting.delete(resolve);
    };
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
