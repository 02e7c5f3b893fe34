import { EventStore } from '@motcua/event-store';
import { Clock, CommandHandler, LaneEngine, Sealer } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { connectorActor } from '../connector-actor.js';
import { ConnectorTimers } from './connector-timers.js';
import { MinistrySystems } from './ministry-systems.js';

/** The delivery engine over the connector's systems and timers. */
@Injectable()
export class ConnectorLanes extends LaneEngine {
  // oxlint-disable-next-line max-params -- the container hands the parts in
  constructor(
    store: EventStore,
    commands: CommandHandler,
    sealer: Sealer,
    clock: Clock,
    timers: ConnectorTimers,
    systems: MinistrySystems,
  ) {
    const nudge = (): void => timers.wake();
    super({ store, commands, sealer, clock, timers, systems: systems.all, actor: connectorActor, nudge });
    timers.handle('delivery', this.handler());
  }
}
