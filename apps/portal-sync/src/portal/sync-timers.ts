import { setTimeout as pause } from 'node:timers/promises';
import {
  Clock,
  Database,
  Log,
  manyTries,
  NotYet,
  TimerRunner,
  Timers,
  type DueTimer,
  type TimerHandler,
} from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Kysely } from 'kysely';

const HOUR_MS = 3_600_000;
const againMs = 5_000;

/** What the portal sync wants to be reminded of, by the business clock: lanes, accounts, catalogues. Survives restarts. */
@Injectable()
export class SyncTimers implements OnApplicationBootstrap, OnModuleDestroy {
  readonly timers: Timers;
  private readonly database: Kysely<unknown>;
  private readonly handlers = new Map<string, TimerHandler>();
  private readonly periodic = new Set<string>();
  private readonly stopping = new AbortController();
  private runner: TimerRunner | undefined;

  constructor(
    database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.database = database.kysely('kit');
    this.timers = new Timers(this.database, clock, 'portal-sync');
  }

  /** Whoever sets a kind of timer says here, before the app is up, what is done when it is due. */
  handle(kind: string, handler: TimerHandler): void {
    this.handlers.set(kind, handler);
  }

  /** Does a job at the first start and then every so many hours; one that fails is tried again before the next. */
  every(kind: string, hours: number, job: (now: string) => Promise<void>): void {
    this.periodic.add(kind);
    this.handle(kind, async () => {
      const now = this.clock.now();
      await job(now);
      await this.set(kind, kind, new Date(Date.parse(now) + hours * HOUR_MS).toISOString());
    });
  }

  /** @param dueAt default: at once */
  async set(kind: string, key: string, dueAt = this.clock.now()): Promise<void> {
    await this.timers.set({ kind, key, dueAt, payload: {} });
    this.wake();
  }

  /** Looks at once. */
  wake(): void {
    this.runner?.wake();
  }

  onApplicationBootstrap(): void {
    const handlers = Object.fromEntries(this.handlers) as Record<string, TimerHandler>;
    const onTrouble = (error: unknown, timer?: DueTimer): void => this.tell(error, timer);
    this.runner = new TimerRunner(this.database, this.clock, this.timers, handlers, { onTrouble });
    this.runner.start();
    for (const kind of this.periodic) void this.begin(kind);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.runner?.stop();
  }

  private tell(error: unknown, timer: DueTimer | undefined): void {
    if (error instanceof NotYet && timer?.attempt !== manyTries) this.log.debug('portal-sync.timer-not-yet', { error });
    else this.log.warn('portal-sync.timer-failed', { error });
  }

  /** A store that is not there yet is waited for. */
  private async begin(kind: string): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const pending = await this.timers.pending(kind);
        if (pending.length === 0) await this.set(kind, kind);
        return;
      } catch (error) {
        this.log.warn('portal-sync.timer-not-set', { error });
        await pause(againMs, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
      }
    }
  }
}
