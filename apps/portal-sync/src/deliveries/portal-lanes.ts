import type { Delivery } from '@motcua/domain';
import { DeliveryEngine, isUuid, Problem, type Actor } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { PortalDossiers, type SyncedDossier } from '../dossiers/portal-dossiers.js';
import { PortalWire } from '../portal/portal-wire.js';
import { isInStep, lookOf, proposalFor, type PortalLook, type Proposal } from './parity.js';
import { syncStateOf, type SyncState } from './sync-states.js';

/** A dossier's lane as an administrator sees it. */
export interface LaneReport extends SyncState {
  readonly inStep: boolean;
  readonly portal: PortalLook | null;
  readonly proposal: Proposal;
  readonly deliveries: readonly Pick<Delivery, 'seq' | 'op' | 'occurredAt' | 'attempts' | 'resendOf' | 'state'>[];
}

/** What an administrator may see of the lanes of the own units. */
@Injectable()
export class PortalLanes {
  constructor(
    private readonly engine: DeliveryEngine,
    private readonly dossiers: PortalDossiers,
    private readonly wire: PortalWire,
  ) {}

  /** @param ask whether the portal is asked now (TraCuuHoSo) */
  async report(dossierId: string, actor: Actor, ask: boolean): Promise<LaneReport> {
    const found = await this.ofActor(dossierId, actor);
    const lane = await this.engine.lane(this.wire.system, dossierId);
    const portal = ask ? await this.look(found, actor) : null;
    const state = syncStateOf(lane, found.history);
    return {
      ...state,
      inStep: isInStep(state, portal),
      portal,
      proposal: proposalFor(state, lane, portal),
      deliveries: lane.deliveries.map(({ seq, op, occurredAt, attempts, resendOf, state: now }) => ({
        seq,
        op,
        occurredAt,
        attempts,
        resendOf,
        state: now,
      })),
    };
  }

  /** What does not exist and what is another unit's are not told apart. */
  private async ofActor(dossierId: string, actor: Actor): Promise<SyncedDossier> {
    const found = isUuid(dossierId) ? await this.dossiers.find(dossierId) : undefined;
    if (found === undefined || !actor.mayActFor(found.history.dossier.receivingUnit))
      throw new Problem(404, 'dossier.not-found', 'Không tìm thấy hồ sơ này.');
    return found;
  }

  private async look({ history, route }: SyncedDossier, actor: Actor): Promise<PortalLook> {
    if ('code' in route) return { kind: 'unknown', why: route.code };
    // a dossier of its own the portal shows under another code, and not by this look-up
    if (history.nationalCode !== null) return { kind: 'unknown', why: 'national-dossier' };
    const context = this.wire.lookUp(actor, history.dossier.dossierId);
    const outcome = await this.wire.portalOf(route.profile).find(history.dossierCode, context);
    return outcome.kind === 'accepted' ? lookOf(outcome.value) : { kind: 'unknown', why: outcome.kind };
  }
}
