import { DeliveryReach, type LaneTarget } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { HandedOver } from '../hand-over/handed-over.js';

/** A hand-over belongs to the unit that received the dossier. */
@Injectable()
export class HandedOverReach extends DeliveryReach {
  constructor(private readonly handedOver: HandedOver) {
    super();
  }

  protected override unitOf({ system, dossierId }: LaneTarget): Promise<string | undefined> {
    return this.handedOver.unitOf(system, dossierId);
  }
}
