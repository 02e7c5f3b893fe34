import {
  Clock,
  Database,
  Log,
  type Timer,
  type TimerExecutor,
  type TimerHandler,
  TimerRunner,
  Timers,
} from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Kysely } from 'kysely';

export type TimerKind = 'file-expired' | 'deadline-warn' | 'deadline-miss' | 'supplement-lapse';

/** What the desk wants to be reminded of, by the business clock; survives restarts. */
@Injectable()
export class DeskTimers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly database: Kysely<unknown>;
  private readonly timers: Timers;
  private readonly handlers = new Map<TimerKind, TimerHandler>();
  private runner: TimerRunner | undefined;

  constructor(
    database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.database = database.kysely('kit');
    this.timers = new Timers(this.database, clock, 'desk');
  }

  /** Whoever sets a kind of timer says here, before the app is up, what is done when it is due. */
  handle(kind: TimerKind, handler: TimerHandler): void {
    this.handlers.set(kind, handler);
  }

  async set(timer: Timer & { readonly kind: TimerKind }, executor?: TimerExecutor): Promise<void> {
    await this.timers.set(timer, executor);
  }

  async cancel(kind: TimerKind, key: string): Promise<void> {
    await this.timers.cancel(kind, key);
  }

  onApplicationBootstrap(): void {
    const handlers = Object.fromEntries(this.handlers) as Record<string, TimerHandler>;
    const onTrouble = (error: unknown): void => this.log.warn('desk.timer-failed', { error });
    this.runner = new TimerRunner(this.database, this.clock, this.timers, handlers, { onTrouble });
    this.runner.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner?.stop();
  }
}
