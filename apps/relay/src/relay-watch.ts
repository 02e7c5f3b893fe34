import { EventPublisher } from '@motcua/messaging';
import { Health, Metrics } from '@motcua/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Relay } from './relay.js';

/** Standing still this long in front of events is not lag. */
const FROZEN_AFTER_MS = 60_000;

/** Runs the relay for as long as the app lives, and tells the truth about it. */
@Injectable()
export class RelayWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly relay: Relay,
    private readonly publisher: EventPublisher,
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.health.add('relay', async () => {
      const { active, behind, frozenForMs, lost } = await this.relay.state();
      this.metrics.consumerLag.set({ consumer: 'relay' }, behind);
      if (lost !== undefined)
        return { ok: false, detail: `${lost}: relay; nothing is published before "motcua reset relay"` };
      const detail = `${active ? 'active' : 'spare'}, ${behind} behind`;
      return frozenForMs > FROZEN_AFTER_MS ? { ok: false, detail: `frozen: ${detail}` } : { ok: true, detail };
    });
    this.relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
    await this.publisher.close();
  }
}
