import { Catalogue } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { Database } from '@motcua/service-kit';
import type { DemoClock } from '../demo-clock.js';
import type { Wish } from '../demo-tokens.js';
import type { SimulatorsControl } from '../simulators-control.js';
import type { RunningStandalone } from '../standalone.js';
import { Quiet } from './quiet.js';

/** The product's time, in the hand of the demo. */
export interface DemoTime {
  now(): string;
  /** A moment that has passed already changes nothing, a future one means the present. */
  stepTo(instant: string): void;
  /** From now on time is real. */
  release(): void;
}

/** Where the demo is played: the product behind one address, and what must be known of it beside its API. */
export interface DemoStage {
  readonly url: string;
  readonly simulators: SimulatorsControl;
  readonly time: DemoTime;
  readonly catalogue: Catalogue;
  readonly quiet: Quiet;
  /** A token of the account that stands for a role. */
  token(wish: Wish): Promise<string>;
}

/** All apps are in this process. */
export function standaloneStage(standalone: RunningStandalone, clock: DemoClock): DemoStage {
  const { app } = standalone.app;
  const quiet = new Quiet({
    store: app.get(EventStore),
    pool: app.get(Database).pool,
    now: () => clock.now(),
    areBehind: async () => (await standalone.app.consumerStates()).some(({ behind }) => behind > 0),
  });
  const { url, simulators } = standalone;
  const token = (wish: Wish): Promise<string> => standalone.token(wish);
  return { url, simulators, token, time: clock, catalogue: app.get(Catalogue), quiet };
}
