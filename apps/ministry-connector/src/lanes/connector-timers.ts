import { Clock, Database, Log, type Timer, type TimerHandler, TimerRunner, Timers } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Kysely } from 'kysely';

export type TimerKind = 'delivery' | 'status-poll' | 'change-list';

const longestPauseMs = 15 * 60_000;

/** What the connector wants to be reminded of, by the business clock; survives restarts, and instances share it. */
@Injectable()
export class ConnectorTimers implements OnApplicationBootstrap, OnModuleDestroy {
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
    this.timers = new Timers(this.database, clock, 'ministry-connector');
  }

  /** Whoever sets a kind of timer says here, before the app is up, what is done when it is due. */
  handle(kind: TimerKind, handler: TimerHandler): void {
    this.handlers.set(kind, handler);
  }

  async set(timer: Timer): Promise<void> {
    await this.timers.set(timer);
  }

  /** Leaves a timer that is there as it is. */
  async setUnlessPending(timer: Timer): Promise<void> {
    const pending = await this.timers.pending(timer.kind);
    if (!pending.some(({ key }) => key === timer.key)) await this.timers.set(timer);
  }

  /** Looks at once. */
  wake(): void {
    this.runner?.wake();
  }

  onApplicationBootstrap(): void {
    const handlers = Object.fromEntries(this.handlers) as Record<string, TimerHandler>;
    this.runner = new TimerRunner(this.database, this.clock, this.timers, handlers, {
      backOffMs: (attempt) => Math.min(longestPauseMs, 1_000 * 2 ** Math.min(attempt - 1, 20)),
      onTrouble: (error, timer) => this.log.warn('connector.timer-failed', { error, ...about(timer?.kind) }),
    });
    this.runner.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner?.stop();
  }
}

function about(kind: string | undefined): { step?: string } {
  return kind === undefined ? {} : { step: kind };
}
