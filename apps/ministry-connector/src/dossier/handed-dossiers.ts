import { Catalogue, dossierDecider } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { Injectable } from '@nestjs/common';
import { HandedDossier } from './handed-dossier.js';

/** Reads the public facts of dossiers. */
@Injectable()
export class HandedDossiers {
  readonly #decider;

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: Catalogue,
  ) {
    this.#decider = dossierDecider(catalogue);
  }

  /** @returns undefined while the dossier has no route @throws {StoreUnavailable} */
  async read(dossierId: string): Promise<HandedDossier | undefined> {
    return HandedDossier.of(await this.store.read(`dossier-${dossierId}`), this.#decider, this.catalogue);
  }
}
