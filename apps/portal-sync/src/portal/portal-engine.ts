import { Catalogue, type Lane } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import {
  Clock,
  CommandHandler,
  DeliveryEngine,
  deliveryTimer,
  LaneEngine,
  Metrics,
  PersonalData,
  Sealer,
} from '@motcua/service-kit';
import type { FactoryProvider } from '@nestjs/common';
import { LaneFollower } from '../deliveries/lane-follower.js';
import { PortalDelivery } from '../dossiers/portal-delivery.js';
import { PortalDossiers } from '../dossiers/portal-dossiers.js';
import { PortalLinks } from '../dossiers/portal-links.js';
import { PortalWire } from './portal-wire.js';
import { syncActor } from './sync-actor.js';
import { SyncTimers } from './sync-timers.js';

type Parts = [
  EventStore,
  CommandHandler,
  Sealer,
  Clock,
  SyncTimers,
  PortalWire,
  PortalDossiers,
  PersonalData,
  PortalLinks,
  Catalogue,
  Metrics,
  LaneFollower,
];

/** The delivery engine with the portal behind it. */
export const portalEngine: FactoryProvider<DeliveryEngine> = {
  provide: DeliveryEngine,
  inject: [
    EventStore,
    CommandHandler,
    Sealer,
    Clock,
    SyncTimers,
    PortalWire,
    PortalDossiers,
    PersonalData,
    PortalLinks,
    Catalogue,
    Metrics,
    LaneFollower,
  ],
  useFactory: (...parts: Parts): DeliveryEngine => {
    const [store, commands, sealer, clock, timers, wire, dossiers, personal, links, catalogue, metrics, follower] =
      parts;
    const follow = (lane: Lane): Promise<void> => follower.follow(engine, lane);
    const delivery = new PortalDelivery({ wire, dossiers, personal, links, catalogue, metrics, follow });
    const engine: LaneEngine = new LaneEngine({
      store,
      commands,
      sealer,
      clock,
      timers,
      systems: [delivery],
      actor: syncActor,
      nudge: () => timers.wake(),
    });
    timers.handle(deliveryTimer, engine.handler());
    return engine;
  },
};
