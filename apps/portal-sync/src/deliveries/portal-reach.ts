import { DeliveryReach, type LaneTarget } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { PortalDossiers } from '../dossiers/portal-dossiers.js';
import { PortalWire } from '../portal/portal-wire.js';

/** A message belongs to the unit that received the dossier. */
@Injectable()
export class PortalReach extends DeliveryReach {
  constructor(
    private readonly dossiers: PortalDossiers,
    private readonly wire: PortalWire,
  ) {
    super();
  }

  protected override async unitOf({ system, dossierId }: LaneTarget): Promise<string | undefined> {
    if (system !== this.wire.system) return undefined;
    return (await this.dossiers.find(dossierId))?.history.dossier.receivingUnit;
  }
}
