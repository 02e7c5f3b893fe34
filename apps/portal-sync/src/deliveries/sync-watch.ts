import { setTimeout as pause } from 'node:timers/promises';
import { Clock, Health, Log, Metrics } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SyncStates } from './sync-states.js';

const everyMs = 15_000;

/**
 * Says how far the portal is behind. An outage there is no fault of ours: it is told in health and measures, and the app stays
 * ready.
 */
@Injectable()
export class SyncWatch implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    private readonly states: SyncStates,
    private readonly clock: Clock,
    private readonly health: Health,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.health.add('portal-sync', async () => {
      const { lanes, oldest } = await this.states.summary();
      const age = oldest === null ? 'nothing unsent' : `oldest unsent ${this.ageOf(oldest)} s`;
      return { ok: true, detail: `${age}, held ${lanes.held}, parked ${lanes.parked}` };
    });
  }

  onApplicationBootstrap(): void {
    void this.watch();
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async watch(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.measure().catch((error: unknown) => this.log.warn('portal-sync.not-measured', { error }));
      await pause(everyMs, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
    }
  }

  private async measure(): Promise<void> {
    const { lanes, oldest } = await this.states.summary();
    for (const [state, count] of Object.entries(lanes)) this.metrics.portalLanes.set({ state }, count);
    this.metrics.portalOldestUnsent.set(oldest === null ? 0 : this.ageOf(oldest));
  }

  private ageOf(instant: string): number {
    return Math.max(0, Math.round((Date.parse(this.clock.now()) - Date.parse(instant)) / 1000));
  }
}
