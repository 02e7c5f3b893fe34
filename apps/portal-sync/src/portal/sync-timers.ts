import { setTimeout as pause } from 'node:timers/promises';
import { AppTimers, Health, KitParts, Log, Metrics } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';

const HOUR_MS = 3_600_000;
const againMs = 5_000;

export type TimerKind = 'delivery' | 'account' | 'catalogues';

/** What the portal sync wants to be reminded of: lanes, accounts, catalogues. */
@Injectable()
export class SyncTimers extends AppTimers<TimerKind> {
  private readonly periodic = new Set<TimerKind>();
  private readonly stopping = new AbortController();

  constructor(parts: KitParts, log: Log, metrics: Metrics, health: Health) {
    super('portal-sync', parts, log, metrics, health);
  }

  /** Does a job at the first start and then every so many hours; one that fails is tried again before the next. */
  every(kind: TimerKind, hours: number, job: (now: string) => Promise<void>): void {
    this.periodic.add(kind);
    this.handle(kind, async () => {
      const now = this.clock.now();
      await job(now);
      await this.set({ kind, key: kind, dueAt: later(now, hours), payload: {} });
    });
  }

  /** Sets a timer that is due at once. */
  async setNow(kind: TimerKind, key: string): Promise<void> {
    await this.set({ kind, key, dueAt: this.clock.now(), payload: {} });
    this.wake();
  }

  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    for (const kind of this.periodic) void this.begin(kind);
  }

  override async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await super.onModuleDestroy();
  }

  /** A store that is not there yet is waited for. */
  private async begin(kind: TimerKind): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.setUnlessPending({ kind, key: kind, dueAt: this.clock.now(), payload: {} });
        this.wake();
        return;
      } catch (error) {
        this.log.warn('portal-sync.timer-not-set', { error });
        await pause(againMs, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
      }
    }
  }
}

function later(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * HOUR_MS).toISOString();
}
