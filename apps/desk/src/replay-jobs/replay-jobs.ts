import {
  type KnownReplayJob,
  type ReplayCommand,
  type ReplayEvent,
  type ReplayFilter,
  type ReplayJob,
  type ReplayKind,
  type ReplayPlan,
  Rejected,
  replayDecider,
  replayStream,
} from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { EventFeed } from '@motcua/messaging';
import { type Actor, CommandHandler, type ReplayCount, ReplayRunner, ViewBuilds, factOf } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DeskViews } from '../views/desk-views.js';
import { RebuildWork } from './rebuild-work.js';
import { RedeliverCount } from './redeliver-count.js';
import { RedriveWork } from './redrive-work.js';
import { ResetWork } from './reset-work.js';
import type { ReplayStep } from './replay-jobs.dto.js';
import { stepsOf } from './replay-steps.js';
import { ReplayWatch } from './replay-watch.js';

/** What an administrator asks for. */
export interface ReplayWish {
  readonly kind: ReplayKind;
  readonly target: string;
  readonly filter: ReplayFilter;
  readonly ratePerSecond: number;
}

/** The administrators' jobs: planned here, and run here except redeliveries, which the relay runs. */
@Injectable()
export class ReplayJobs implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly counts: Readonly<Record<ReplayKind, ReplayCount>>;
  private readonly runner: ReplayRunner;

  constructor(
    private readonly store: EventStore,
    private readonly commands: CommandHandler,
    feed: EventFeed,
    { tables }: DeskViews,
    private readonly watch: ReplayWatch,
  ) {
    const { database, clock, log, config } = watch;
    const rebuild = new RebuildWork(store, new ViewBuilds(database.kysely('kit')));
    const redrive = new RedriveWork(feed, tables);
    const reset = new ResetWork({ store, feed, database, follows: config.feed, now: () => clock.now() });
    this.counts = { rebuild, redrive, reset, redeliver: new RedeliverCount(store) };
    this.runner = new ReplayRunner({
      store,
      commands,
      database,
      clock,
      works: { rebuild, redrive, reset },
      onTrouble: (error) => log.warn('desk.replay-trouble', { error }),
    });
  }

  onApplicationBootstrap(): void {
    this.runner.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner.stop();
  }

  /** The dry run. @throws {Problem} 404 `replay.target-unknown` */
  async plan({ kind, target, filter, ratePerSecond }: ReplayWish): Promise<ReplayPlan> {
    return { kind, target, filter, ...(await this.counts[kind].count(target, filter)), ratePerSecond };
  }

  async request(jobId: string, wish: ReplayWish, reasonCode: string, actor: Actor): Promise<KnownReplayJob> {
    const command = async (): Promise<ReplayCommand> => {
      const data = { jobId, plan: await this.plan(wish), by: actor.subject, reasonCode, now: this.watch.clock.now() };
      return { type: 'RequestReplay', data };
    };
    await this.handle(jobId, command, jobId, actor, { wish, reasonCode });
    return this.job(jobId);
  }

  async act(
    jobId: string,
    type: 'ApproveReplay' | 'PauseReplay' | 'ResumeReplay' | 'CancelReplay',
    commandId: string,
    actor: Actor,
  ): Promise<KnownReplayJob> {
    const asked = { by: actor.subject, now: this.watch.clock.now() };
    const command: ReplayCommand =
      type === 'PauseReplay' ? { type, data: { ...asked, cause: 'administrator' } } : { type, data: asked };
    await this.handle(jobId, () => Promise.resolve(command), commandId, actor, { type });
    return this.job(jobId);
  }

  /** @throws {Rejected} `replay.unknown` */
  async job(jobId: string): Promise<KnownReplayJob> {
    const facts = (await this.store.read(replayStream(jobId))).map((event) => factOf<ReplayEvent>(event));
    const job = facts.reduce(replayDecider.evolve, replayDecider.initialState());
    if (job.status === 'none') throw new Rejected('replay.unknown');
    return job;
  }

  /** @throws {Rejected} `replay.unknown` */
  async history(jobId: string): Promise<ReplayStep[]> {
    const events = await this.store.read(replayStream(jobId));
    if (events.length === 0) throw new Rejected('replay.unknown');
    return stepsOf(events);
  }

  private async handle(
    jobId: string,
    command: () => Promise<ReplayCommand>,
    commandId: string,
    actor: Actor,
    sameIf: unknown,
  ): Promise<void> {
    await this.commands.handle<ReplayJob, ReplayCommand, ReplayEvent>({
      stream: replayStream(jobId),
      decider: replayDecider,
      command,
      sameIf,
      commandId,
      actor,
    });
  }
}
