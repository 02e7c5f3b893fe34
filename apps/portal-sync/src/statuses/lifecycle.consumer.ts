import type { LifecycleEvent } from '@motcua/contracts';
import { headOf, Rejected, type Delivery, type Lane } from '@motcua/domain';
import { DeliveryEngine, FeedContext, OnLifecycle } from '@motcua/service-kit';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SyncStates } from '../deliveries/sync-states.js';
import { PortalDossiers } from '../dossiers/portal-dossiers.js';
import { PortalLinks } from '../dossiers/portal-links.js';
import { PortalWire } from '../portal/portal-wire.js';
import { planOwed } from './portal-planner.js';
import { heardTypes } from './told-facts.js';

/** Hears of every fact that changes what the portal shows, and plans its messages. It sends nothing itself. */
@Controller()
export class LifecycleConsumer {
  constructor(
    private readonly engine: DeliveryEngine,
    private readonly dossiers: PortalDossiers,
    private readonly wire: PortalWire,
    private readonly links: PortalLinks,
    private readonly states: SyncStates,
  ) {}

  @OnLifecycle({ consumer: 'portal-sync', types: heardTypes, concurrency: 16 })
  async on(@Payload() event: LifecycleEvent, @Ctx() context: FeedContext): Promise<void> {
    // History that was there before the first start is told by the next fact of its dossier, or by an operator: never by itself.
    if (context.kind === 'replay') return;
    const { dossierId, dossierVersion } = event;
    if (event.type === 'SubjectErased') return this.end(dossierId);
    const found = await this.dossiers.find(dossierId, dossierVersion);
    if (found === undefined) return;
    const lane = await this.engine.lane(this.wire.system, dossierId);
    const planned = await planOwed(this.engine, this.wire.system, lane, found.history);
    // Who planned it may have died before the lane was woken, and this is the same fact told again.
    if (planned === 0 && headOf(lane) !== undefined) await this.engine.wake(this.wire.system, dossierId);
    await this.correct(lane);
  }

  private async end(dossierId: string): Promise<void> {
    await this.links.revoke(dossierId, this.wire.system);
    await this.states.forget(dossierId);
  }

  /**
   * The fact may have brought what was missing, or what the portal found wrong with the dossier; what is still wrong stops it again.
   */
  private async correct(lane: Lane): Promise<void> {
    const head = headOf(lane);
    if (head === undefined || lane.dossierId === null || !isCorrectable(head)) return;
    try {
      await this.engine.release({ system: this.wire.system, dossierId: lane.dossierId, seq: head.seq });
    } catch (error) {
      // somebody else has released it meanwhile
      if (!(error instanceof Rejected)) throw error;
    }
  }
}

function isCorrectable({ op, state }: Delivery): boolean {
  if (state.kind === 'held') return true;
  return op === 'dossier' && state.kind === 'parked' && state.reason === 'rejected';
}
