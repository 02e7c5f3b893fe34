import {
  Catalogue,
  type Decider,
  type Dossier,
  type DossierCommand,
  type DossierEvent,
  dossierDecider,
} from '@motcua/domain';
import { EventStore, type RecordedEvent } from '@motcua/event-store';
import {
  type Actor,
  CommandHandler,
  type Handled,
  Problem,
  Sealer,
  factOf,
  isOwnDossier,
  isUuid,
} from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import type { People } from './persons.js';

/** One request that changes a dossier. */
export interface DossierRequest extends Partial<People> {
  readonly dossierId: string;
  readonly actor: Actor;
  readonly commandId: string;
  /** Made only when the request was not answered before. */
  readonly command: () => Promise<DossierCommand>;
  /** What the client sent; a repeat must send the same. */
  readonly sent: unknown;
}

/** The dossiers as intake sees them: their facts, their state, and whose they are. */
@Injectable()
export class Dossiers {
  readonly decider: Decider<Dossier, DossierCommand, DossierEvent>;

  constructor(
    catalogue: Catalogue,
    private readonly store: EventStore,
    private readonly commands: CommandHandler,
    private readonly sealer: Sealer,
  ) {
    this.decider = dossierDecider(catalogue);
  }

  async handle({ dossierId, sent, ...request }: DossierRequest): Promise<Handled<DossierEvent>> {
    const { decider } = this;
    return this.commands.handle({ ...request, stream: `dossier-${dossierId}`, decider, sameIf: { sent } });
  }

  history(dossierId: string): Promise<RecordedEvent[]> {
    return this.store.read(`dossier-${dossierId}`);
  }

  stateOf(history: readonly RecordedEvent[]): Dossier {
    const facts = history.map((event) => factOf<DossierEvent>(event));
    return facts.reduce((state, fact) => this.decider.evolve(state, fact), this.decider.initialState());
  }

  /** Whether the dossier could take the command as it stands; nothing is stored. @throws {Rejected} */
  async wouldTake(dossierId: string, command: DossierCommand): Promise<void> {
    this.decider.decide(command, this.stateOf(await this.history(dossierId)));
  }

  /**
   * The facts of somebody's own dossier.
   *
   * @throws {Problem} 404 `dossier.unknown` also for a dossier of somebody else: he must not learn that it exists
   */
  async owned(dossierId: string, actor: Actor): Promise<RecordedEvent[]> {
    const history = isUuid(dossierId) ? await this.history(dossierId) : [];
    if (!isOwnDossier(history, actor, this.sealer)) throw new Problem(404, 'dossier.unknown', 'Không tìm thấy hồ sơ.');
    return history;
  }
}
