import { Log, Metrics } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LaneList } from '../admin/lane-list.js';

const lookEveryMs = 10_000;

/** Measures what waits: lanes by state. */
@Injectable()
export class BacklogWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private looking: NodeJS.Timeout | undefined;
  private readonly counted = new Map<string, { readonly system: string; readonly state: string }>();

  constructor(
    private readonly lanes: LaneList,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.looking = setInterval(() => {
      this.look().catch((error: unknown) => this.log.warn('connector.backlog-unknown', { error }));
    }, lookEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.looking);
  }

  /** A state that no lane is in any more goes back to zero; lanes of other apps are theirs. */
  async look(): Promise<void> {
    for (const gone of this.counted.values()) this.metrics.deliveryLanes.set(gone, 0);
    for (const { system, state, lanes } of await this.lanes.counts()) {
      this.counted.set(`${system} ${state}`, { system, state });
      this.metrics.deliveryLanes.set({ system, state }, lanes);
    }
  }
}
