import { DeliveryEngine } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import type { HandedDossier, Leg } from '../dossier/handed-dossier.js';
import { HandedDossiers } from '../dossier/handed-dossiers.js';
import { HandedOver } from './handed-over.js';

/**
 * Hands a dossier to the systems of its route, once each, in order.
 *
 * When: as soon as it is accepted and has its code. Acceptance fixes the route, and the law wants the hand-over to the resolving
 * agency at once; its control slip (`StepForwarded`) may follow later in the day, and immediate results never have one. So a
 * dossier that is withdrawn between acceptance and slip is known at the ministry already.
 *
 * The legs behind the first go out one by one: the first system must have answered positively, and the leg before must have
 * answered at all. What one of them refuses does not hold up the next.
 *
 * @law NĐ 61/2018/NĐ-CP art. 18
 */
@Injectable()
export class HandOver {
  constructor(
    private readonly dossiers: HandedDossiers,
    private readonly handedOver: HandedOver,
    private readonly engine: DeliveryEngine,
  ) {}

  /** Plans what may go out now. May be called any number of times. */
  async proceed(dossierId: string): Promise<void> {
    const dossier = await this.dossiers.read(dossierId);
    if (dossier === undefined || dossier.dossierCode === null || dossier.isGivenUp) return;
    for (const [index, leg] of dossier.legs.entries()) {
      if (!(await this.mayGo(dossier, index))) return;
      await this.plan(dossier, dossier.dossierCode, leg);
    }
  }

  private async plan({ dossierId, state, routed }: HandedDossier, dossierCode: string, leg: Leg): Promise<void> {
    const { system } = leg;
    await this.handedOver.remember({ system, dossierCode, dossierId, unitCode: state.receivingUnit });
    const { id: sourceEventId, data, meta } = routed;
    const occurredAt = String(data['decidedAt']);
    await this.engine.plan({ dossierId, system, op: 'submit', sourceEventId, occurredAt, actor: meta.actor });
  }

  private async mayGo(dossier: HandedDossier, index: number): Promise<boolean> {
    const before = dossier.legs[index - 1];
    const first = dossier.legs[0];
    if (before === undefined || first === undefined) return true;
    return dossier.hasPositiveResultOf(first.system) && (await this.hasAnswered(dossier, before));
  }

  /** An answer that came after the officer signed stands only in the lane. */
  private async hasAnswered(dossier: HandedDossier, { system }: Leg): Promise<boolean> {
    if (dossier.hasResultOf(system)) return true;
    if (!dossier.isSigned) return false;
    const { lastReport } = await this.engine.lane(system, dossier.dossierId);
    return lastReport?.status === 9 || lastReport?.status === 3;
  }
}
