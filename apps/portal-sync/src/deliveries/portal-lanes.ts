import { Rejected, type Delivery } from '@motcua/domain';
import { DeliveryEngine, isUuid, Problem, type Actor, type LaneTarget } from '@motcua/service-kit';
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

/** What an administrator may see of, and do with, the lanes of the own units. */
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

  /** A parked message is tried again; one of which nobody knows what became of it is looked up first, where that is possible. */
  async retry(dossierId: string, seq: number, actor: Actor): Promise<void> {
    const delivery = await this.stuck(dossierId, seq, actor, 'parked');
    const isUnknown =
      delivery.state.kind === 'parked' &&
      (delivery.state.reason === 'unknown-not-reconcilable' || delivery.state.reason === 'find-failed');
    const next = isUnknown && delivery.canFind ? 'reconcile' : 'send';
    await this.engine.release(this.target(dossierId, seq), next, actor);
  }

  /** A held message goes on; when something is still missing it is held again. */
  async release(dossierId: string, seq: number, actor: Actor): Promise<void> {
    await this.stuck(dossierId, seq, actor, 'held');
    await this.engine.release(this.target(dossierId, seq), 'send', actor);
  }

  async settle(
    dossierId: string,
    seq: number,
    evidence: { readonly blobId: string; readonly note: string },
    actor: Actor,
  ): Promise<void> {
    await this.ofActor(dossierId, actor);
    await this.engine.settle(this.target(dossierId, seq), evidence, actor);
  }

  async resend(dossierId: string, seq: number, actor: Actor): Promise<void> {
    await this.ofActor(dossierId, actor);
    await this.engine.resend(this.target(dossierId, seq), actor);
  }

  private async stuck(dossierId: string, seq: number, actor: Actor, wanted: 'held' | 'parked'): Promise<Delivery> {
    await this.ofActor(dossierId, actor);
    const { deliveries } = await this.engine.lane(this.wire.system, dossierId);
    const delivery = deliveries.find((one) => one.seq === seq);
    if (delivery === undefined) throw new Rejected('delivery.unknown', { seq });
    if (delivery.state.kind !== wanted) throw new Rejected('delivery.not-stuck', { seq, state: delivery.state.kind });
    return delivery;
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

  private target(dossierId: string, seq: number): LaneTarget {
    return { system: this.wire.system, dossierId, seq };
  }
}
