import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { KitParts } from '../kit-parts.js';
import type { Log } from '../logging/log.js';
import type { Health } from '../management/health.js';
import type { Metrics } from '../management/metrics.js';
import { NotYet } from './not-yet.js';
import { TimerRunner, type TimerHandler } from './timer-runner.js';
import { TimerWatch, manyTries } from './timer-watch.js';
import { Timers, type DueTimer, type Timer, type TimerExecutor } from './timers.js';

const HOUR_MS = 3_600_000;
const lookEveryMs = 10_000;

/**
 * What one app wants to be reminded of, by the business clock; survives restarts, and instances share it. An app extends it with
 * its name and its kinds of timers, and provides it as its own.
 */
export abstract class AppTimers<Kind extends string> implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly clock: Clock;
  protected readonly timers: Timers;
  /** Business time, ms; a timer that fails is tried again after 1 s, doubled up to this. */
  protected readonly longestPauseMs: number = HOUR_MS;
  private readonly database;
  private readonly watch: TimerWatch;
  private readonly handlers = new Map<Kind, TimerHandler>();
  private runner: TimerRunner | undefined;
  private looking: NodeJS.Timeout | undefined;

  protected constructor(
    private readonly owner: string,
    parts: KitParts,
    protected readonly log: Log,
    metrics: Metrics,
    health: Health,
  ) {
    this.clock = parts.clock;
    this.database = parts.database.kysely('kit');
    this.timers = new Timers(this.database, this.clock, owner);
    this.watch = new TimerWatch(owner, { database: this.database, clock: this.clock, metrics, health });
  }

  /** Whoever sets a kind of timer says here, before the app is up, what is done when it is due. */
  handle(kind: Kind, handler: TimerHandler): void {
    this.handlers.set(kind, handler);
  }

  async set(timer: Timer & { readonly kind: Kind }, executor?: TimerExecutor): Promise<void> {
    await this.timers.set(timer, executor);
  }

  /** Leaves a timer that is there as it is. */
  async setUnlessPending(timer: Timer & { readonly kind: Kind }): Promise<void> {
    const pending = await this.timers.pending(timer.kind);
    if (!pending.some(({ key }) => key === timer.key)) await this.timers.set(timer);
  }

  async cancel(kind: Kind, key: string): Promise<void> {
    await this.timers.cancel(kind, key);
  }

  /** Looks at once, e.g. because a timer was set for now. */
  wake(): void {
    this.runner?.wake();
  }

  /** Measures now; else every ten seconds. */
  async look(): Promise<void> {
    await this.watch.look();
  }

  onApplicationBootstrap(): void {
    const handlers = Object.fromEntries(this.handlers) as Record<string, TimerHandler>;
    this.runner = new TimerRunner(this.database, this.clock, this.timers, handlers, {
      backOffMs: (attempt) => Math.min(this.longestPauseMs, 1_000 * 2 ** Math.min(attempt - 1, 20)),
      onTrouble: (error, timer) => this.tell(error, timer),
    });
    this.runner.start();
    this.looking = setInterval(() => {
      this.look().catch((error: unknown) => this.log.warn(`${this.owner}.timers-not-seen`, { error }));
    }, lookEveryMs).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.looking);
    await this.runner?.stop();
  }

  private tell(error: unknown, timer: DueTimer | undefined): void {
    const about = timer === undefined ? { error } : { error, step: timer.kind };
    if (error instanceof NotYet && timer?.attempt !== manyTries) this.log.debug(`${this.owner}.timer-not-yet`, about);
    else this.log.warn(`${this.owner}.timer-failed`, about);
  }
}
