import type { LifecycleEvent } from '@motcua/contracts';
import { headOf, Rejected } from '@motcua/domain';
import { DeliveryEngine, OnLifecycle } from '@motcua/service-kit';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { HandedDossier } from '../dossier/handed-dossier.js';
import { HandedDossiers } from '../dossier/handed-dossiers.js';
import { HandOver } from './hand-over.js';
import { OwnSteps } from './own-steps.js';

/** What the connector does about a dossier's facts. It begins at the head: what happened before its first start is not sent. */
@Controller()
export class DossierLifecycleConsumer {
  constructor(
    private readonly handOver: HandOver,
    private readonly ownSteps: OwnSteps,
    private readonly dossiers: HandedDossiers,
    private readonly engine: DeliveryEngine,
  ) {}

  @OnLifecycle({
    consumer: 'ministry-connector',
    types: [
      'RoutingDecided',
      'DossierCodeAssigned',
      'ResultReceived',
      'DossierReopened',
      'SupplementRequested',
      'SupplementCompleted',
      'SupplementLapsed',
      'DossierTransferred',
      'ResultSigned',
      'DossierWithdrawn',
      'DossierStopped',
    ],
    concurrency: 16,
  })
  async on(@Payload() event: LifecycleEvent): Promise<void> {
    const dossier = await this.dossiers.read(event.dossierId);
    if (dossier === undefined) return;
    switch (event.type) {
      case 'SupplementRequested':
      case 'DossierWithdrawn':
      case 'DossierStopped':
        return this.ownSteps.tell(dossier, event.type, event.id);
      case 'SupplementLapsed':
        return event.data['becomes'] === 'stopped' ? this.ownSteps.tell(dossier, event.type, event.id) : undefined;
      case 'ResultSigned':
        return event.data['resultKind'] === 'negative' ? this.ownSteps.tell(dossier, event.type, event.id) : undefined;
      case 'DossierTransferred':
        return this.ownSteps.tellTransfer(dossier, String(event.data['toUnit']), event.id);
      case 'SupplementCompleted':
        await this.release(dossier);
        return this.ownSteps.tellSupplement(dossier, event.id);
      case 'DossierReopened':
        await this.release(dossier);
        return this.handOver.proceed(event.dossierId);
      default:
        return this.handOver.proceed(event.dossierId);
    }
  }

  /** What was held for missing data or for the supplement is looked at again: the declaration may be complete now. */
  private async release({ dossierId, legs }: HandedDossier): Promise<void> {
    for (const { system } of legs) {
      const head = headOf(await this.engine.lane(system, dossierId));
      if (head?.state.kind !== 'held') continue;
      try {
        await this.engine.release({ system, dossierId, seq: head.seq });
      } catch (error) {
        if (!(error instanceof Rejected)) throw error; // an administrator was faster
      }
    }
  }
}
