import type { Lane } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import type { DeliveryEngine } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { PortalDossiers } from '../dossiers/portal-dossiers.js';
import { planOwed } from '../statuses/portal-planner.js';
import { OfficerTasks } from './officer-tasks.js';
import { SyncStates, syncStateOf } from './sync-states.js';

/** What follows whenever the engine leaves a lane: the snapshot that is still owed, the officer's task, the list of lanes. */
@Injectable()
export class LaneFollower {
  constructor(
    private readonly store: EventStore,
    private readonly dossiers: PortalDossiers,
    private readonly tasks: OfficerTasks,
    private readonly states: SyncStates,
  ) {}

  async follow(engine: DeliveryEngine, lane: Lane): Promise<void> {
    const { dossierId, system } = lane;
    if (dossierId === null || system === null) return;
    const found = await this.dossiers.find(dossierId);
    await this.tasks.follow(lane, found?.events ?? (await this.store.read(`dossier-${dossierId}`)));
    if (found === undefined) return this.states.forget(dossierId);
    await planOwed(engine, system, lane, found.history);
    // counted before the lane is read: the state is at least as new as its number says
    const seen = (await this.store.read(`delivery-${system}-${dossierId}`)).length + found.history.version;
    await this.states.note(syncStateOf(await engine.lane(system, dossierId), found.history), seen);
  }
}
