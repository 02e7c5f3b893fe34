import { setTimeout as pause } from 'node:timers/promises';
import {
  anchorOf,
  assertSameHistory,
  type EventStore,
  HistoryLost,
  PositionUnknown,
  type Position,
  type RecordedEvent,
  type Slice,
} from '@motcua/event-store';
import { isTrouble, type Grant } from '@motcua/messaging/embedded';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { rateLimit } from '../replay/rate-limit.js';
import type { RunningJobs } from '../replay/running-jobs.js';
import { compareBuilds } from './compare-builds.js';
import { StreamsAside } from './streams-aside.js';
import { BuildMoved, type ViewBuild, type ViewBuilds } from './view-builds.js';
import type { View } from './view.js';

export interface ViewParts {
  readonly store: EventStore;
  readonly database: Kysely<unknown>;
  readonly builds: ViewBuilds;
  readonly jobs: RunningJobs;
  readonly rateLimit: typeof rateLimit;
  /** The schema whose SQL views show the live build. */
  readonly schema: string;
  readonly pollMs: number;
  /** How long a batch is tried as a whole before its facts are taken one by one and what cannot be folded is set aside. */
  readonly patienceMs: number;
  readonly onMoved: (view: string, position: Position) => void;
  readonly onTrouble: (view: string, error: unknown) => void;
}

/** At most; of a build with a rate also never more than a second's worth. */
const BATCH = 5_000;

/**
 * Between two batches of the live tail. A batch costs nine round trips however small it is, so under load a crowd shares them; a
 * fact that comes alone is applied at once.
 */
const REST_MS = 25;

/** More streams than this in one batch are not poison but a fault of ours: the view stands still and says so. */
const MOST_ASIDE = 10;

interface Batch extends Pick<Slice, 'events' | 'next'> {
  /** Only where the batch begins right behind the build, so that it holds of every event. */
  readonly prepared?: unknown;
}

/** One term as the process that keeps a view: follows the store with the live build, and makes other builds beside it. */
export class ViewRun {
  failingSince: number | undefined;
  /** Why the live build does not follow the store any more; only a build made anew does again. */
  lost: HistoryLost['reason'] | undefined;
  movedAt = Date.now();

  private live: ViewBuild | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly over: AbortSignal;
  private readonly aside: StreamsAside;

  constructor(
    private readonly parts: ViewParts,
    private readonly view: View<unknown>,
    grant: Grant,
    stop: AbortSignal,
  ) {
    this.over = AbortSignal.any([stop, grant.signal]);
    this.aside = new StreamsAside(parts.database, view.name);
  }

  get position(): Position | undefined {
    return this.live?.position;
  }

  async run(): Promise<void> {
    this.live = await this.parts.builds.live(this.view.name);
    if (this.live?.version !== this.view.version) await this.buildFirst();
    await Promise.all([this.persist(() => this.follow()), this.persist(() => this.watchBuilds())]);
  }

  /** Runs the loop until the term is over, again after a pause when it fails. */
  private async persist(loop: () => Promise<void>): Promise<void> {
    while (!this.over.aborted) {
      try {
        await loop();
      } catch (error) {
        if (this.over.aborted) return;
        this.failingSince ??= Date.now();
        if (error instanceof HistoryLost) this.lost = error.reason;
        if (error instanceof PositionUnknown) this.lost = 'checkpoint-beyond-head';
        this.parts.onTrouble(this.view.name, error);
        await nap(this.parts.pollMs, this.over);
        // another process may have moved the live build; go on from what the table says
        this.live = (await this.parts.builds.live(this.view.name).catch(() => this.live)) ?? this.live;
      }
    }
  }

  /** There is no build that this code can carry on: an empty one is shown at once, an outdated one until the new one is ready. */
  private async buildFirst(): Promise<void> {
    const { builds, store, schema } = this.parts;
    const { name, version } = this.view;
    const planned = (await builds.of(name)).find((build) => this.isOurs(build) && build.drivenBy === null);
    const build = planned ?? (await builds.plan({ view: name, version, schema, switchOn: 'always' }, store.start));
    await builds.prepare(build, (transaction) => this.view.createTables(transaction));
    if (this.live === undefined) this.live = await builds.takeOver(schema, build, undefined, {});
    else await this.make(build);
  }

  private async follow(): Promise<void> {
    const { store } = this.parts;
    if (this.lost !== undefined) return nap(this.parts.pollMs, this.over);
    await assertSameHistory(store, this.live!.position, this.live!.anchor);
    for await (const slice of store.subscribe(this.live!.position, this.view.filter, this.over)) {
      await this.exclusive(async () => {
        this.live = await this.apply(this.live!, slice);
      });
      this.failingSince = undefined;
      if (slice.atHead) await nap(REST_MS, this.over);
      if (this.over.aborted) return;
    }
  }

  private async watchBuilds(): Promise<void> {
    while (!this.over.aborted) {
      const asked = await this.asked();
      if (asked !== undefined) await this.rebuild(asked);
      await nap(this.parts.pollMs, this.over);
    }
  }

  private async asked(): Promise<ViewBuild | undefined> {
    for (const build of await this.parts.builds.of(this.view.name))
      if (this.isOurs(build) && (await this.mayGoOn(build))) return build;
    return undefined;
  }

  private isOurs({ state, version }: ViewBuild): boolean {
    return state === 'building' && version === this.view.version;
  }

  private async rebuild(build: ViewBuild): Promise<void> {
    try {
      await this.parts.builds.prepare(build, (transaction) => this.view.createTables(transaction));
      await this.make(build);
    } catch (error) {
      if (this.over.aborted || isTrouble(error) || error instanceof BuildMoved) throw error;
      await this.parts.builds.setAside(build, 'failed', { error: error instanceof Error ? error.name : 'Error' });
      this.parts.onTrouble(this.view.name, error);
    }
  }

  /** Catches up beside the live build while that goes on, then stops it for the last steps and the switch. */
  private async make(build: ViewBuild): Promise<void> {
    const caughtUp = await this.catchUp(build);
    if (caughtUp !== undefined) await this.exclusive(() => this.finish(caughtUp));
  }

  /** Asks before each slice and before the switch, so that a job which does not run any more has nothing built in its name. */
  private async mayGoOn({ drivenBy }: ViewBuild): Promise<boolean> {
    return drivenBy === null || this.parts.jobs.isRunning(drivenBy);
  }

  private async catchUp(build: ViewBuild): Promise<ViewBuild | undefined> {
    await assertSameHistory(this.parts.store, build.position, build.anchor);
    const { size, pace } = this.pacing(build);
    let current = build;
    let coming = this.batchAfter(current.position, size);
    while (!this.over.aborted) {
      const batch = await coming;
      if (!(await this.mayGoOn(build))) return undefined;
      if (batch.next === current.position) return current;
      coming = this.batchAfter(batch.next, size); // read and prepared while the database writes this one
      coming.catch(() => undefined); // seen where it is awaited
      current = await this.apply(current, batch);
      if (batch.atHead) return (await this.mayGoOn(build)) ? current : undefined;
      await pace(batch.events.length);
    }
    return undefined;
  }

  private pacing({ eventsPerSecond }: ViewBuild): { size: number; pace: (events: number) => Promise<void> } {
    if (eventsPerSecond === null) return { size: BATCH, pace: async () => undefined };
    return { size: Math.min(BATCH, eventsPerSecond), pace: this.parts.rateLimit(eventsPerSecond, this.over) };
  }

  private async batchAfter(position: Position, size: number): Promise<Batch & Slice> {
    const slice = await this.parts.store.readAll(position, this.view.filter, size);
    // what cannot be prepared is prepared again where the batch is written, and fails there
    return { ...slice, prepared: await this.view.prepare?.(slice.events).catch(() => undefined) };
  }

  private async finish(caughtUp: ViewBuild): Promise<void> {
    const { builds, database, schema, store } = this.parts;
    const live = this.live!;
    const { lost } = this;
    if (live.version !== this.view.version || lost !== undefined) {
      const report = lost === undefined ? { replaced: live.version } : { lost };
      this.live = await builds.takeOver(schema, caughtUp, live, report);
      this.lost = undefined;
      return;
    }
    const ahead = store.distance(live.position, caughtUp.position) > 0;
    const [old, next] = ahead
      ? [await this.advanceTo(live, caughtUp.position), caughtUp]
      : [live, await this.advanceTo(caughtUp, live.position)];
    this.live = old;
    const report = await compareBuilds(database, old.schema, next.schema);
    if (!report.equal && next.switchOn === 'equal') return builds.setAside(next, 'differs', report);
    this.live = await builds.takeOver(schema, next, old, report);
  }

  /** Exactly to `until`, so that two builds can be compared. */
  private async advanceTo(build: ViewBuild, until: Position): Promise<ViewBuild> {
    const { store } = this.parts;
    let current = build;
    while (store.distance(current.position, until) > 0) {
      const slice = await store.readAll(current.position, this.view.filter, BATCH);
      const inside = slice.events.filter((event) => store.distance(event.position, until) >= 0);
      const next = store.distance(slice.next, until) >= 0 ? slice.next : until;
      current = await this.apply(current, { events: inside, next });
    }
    return current;
  }

  /** Passes over what the build has already, which happens behind a switch. */
  private async apply(build: ViewBuild, batch: Batch): Promise<ViewBuild> {
    const { builds, store, onMoved } = this.parts;
    const { next } = batch;
    if (store.distance(build.position, next) <= 0) return build;
    const aside = await this.aside.of(build);
    const behind = batch.events.filter((event) => store.distance(build.position, event.position) > 0);
    const fresh = behind.filter(({ stream }) => !aside.has(stream));
    const last = batch.events.at(-1);
    const to = { position: next, anchor: last && anchorOf(last) };
    const prepared = fresh.length === batch.events.length ? batch.prepared : undefined;
    const advanced = await builds
      .advance(build, to, (transaction) => this.fold(transaction, fresh, prepared))
      .catch((error: unknown) => this.withoutPoison(build, to, fresh, error));
    this.movedAt = Date.now();
    if (build.state === 'live') onMoved(this.view.name, next);
    return advanced;
  }

  private async fold(tx: Transaction<unknown>, events: readonly RecordedEvent[], prepared?: unknown): Promise<void> {
    if (events.length > 0) await this.view.apply(tx, events, prepared ?? (await this.view.prepare?.(events)));
  }

  /** One by one, each behind a savepoint; a fact that cannot be folded takes its stream out of this build. */
  private async withoutPoison(
    build: ViewBuild,
    to: Pick<ViewBuild, 'position' | 'anchor'>,
    events: readonly RecordedEvent[],
    error: unknown,
  ): Promise<ViewBuild> {
    const tired = build.state !== 'live' || Date.now() - (this.failingSince ?? Date.now()) >= this.parts.patienceMs;
    if (!tired || isTrouble(error) || error instanceof BuildMoved) throw error;
    try {
      return await this.parts.builds.advance(build, to, async (transaction) => {
        const out = new Set<string>();
        for (const event of events) {
          if (out.has(event.stream)) continue;
          const failure = await this.tried(transaction, event);
          if (failure === undefined) continue;
          if (out.add(event.stream).size > MOST_ASIDE) throw error;
          await this.aside.add(transaction, build, event, failure);
          this.parts.onTrouble(this.view.name, failure);
        }
      });
    } finally {
      this.aside.forget(build);
    }
  }

  /** @returns what stood against it */
  private async tried(transaction: Transaction<unknown>, event: RecordedEvent): Promise<Error | undefined> {
    await sql`SAVEPOINT one_fact`.execute(transaction);
    try {
      await this.fold(transaction, [event]);
    } catch (error) {
      if (isTrouble(error)) throw error;
      await sql`ROLLBACK TO SAVEPOINT one_fact`.execute(transaction);
      return error instanceof Error ? error : new Error('not an error');
    }
    await sql`RELEASE SAVEPOINT one_fact`.execute(transaction);
    return undefined;
  }

  private exclusive(work: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

async function nap(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
