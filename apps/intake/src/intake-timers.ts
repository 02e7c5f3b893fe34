import { Clock, Database, Log, type TimerExecutor, TimerRunner, type TimerHandler, Timers } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Kysely } from 'kysely';

type Kind = 'upload-expired' | 'reservation-expired';

const HOUR_MS = 3_600_000;

/** What intake wants to be reminded of, by the business clock; survives restarts. */
@Injectable()
export class IntakeTimers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly database: Kysely<unknown>;
  private readonly timers: Timers;
  private readonly handlers = new Map<Kind, TimerHandler>();
  private runner: TimerRunner | undefined;

  constructor(
    database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.database = database.kysely('kit');
    this.timers = new Timers(this.database, clock, 'intake');
  }

  /** Whoever sets a kind of timer says here, before the app is up, what is done when it is due. */
  handle(kind: Kind, handler: TimerHandler): void {
    this.handlers.set(kind, handler);
  }

  /** @returns the moment now, and when the reminder will come */
  async remind(
    kind: Kind,
    key: string,
    hours: number,
    executor?: TimerExecutor,
  ): Promise<{ now: string; dueAt: string }> {
    const now = this.clock.now();
    const dueAt = new Date(Date.parse(now) + hours * HOUR_MS).toISOString();
    await this.timers.set({ kind, key, dueAt, payload: {} }, executor);
    return { now, dueAt };
  }

  /** Looks at once; for specs that moved the clock. */
  wake(): void {
    this.runner?.wake();
  }

  onApplicationBootstrap(): void {
    const onTrouble = (error: unknown): void => this.log.warn('intake.timer-failed', { error });
    const handlers = Object.fromEntries(this.handlers) as Record<string, TimerHandler>;
    this.runner = new TimerRunner(this.database, this.clock, this.timers, handlers, { onTrouble });
    this.runner.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner?.stop();
  }
}
