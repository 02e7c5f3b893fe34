import type { Decider } from '../decider.js';
import type { Catalogue } from '../procedures/catalogue.js';
import type { DossierCommand } from './dossier-command.js';
import type { DossierEvent } from './dossier-event.js';
import type { Dossier } from './dossier-state.js';

/** The decisions of a dossier, by the rules of the catalogue that is in force for it. */
export function dossierDecider(_catalogue: Catalogue): Decider<Dossier, DossierCommand, DossierEvent> {
  throw new Error('being built');
}
