import {
  Catalogue,
  type Dossier,
  type DossierCommand,
  type DossierEvent,
  dossierDecider,
  nationalStatus,
  stateOfStatus,
  statusName,
} from '@motcua/domain';
import { Clock, CommandHandler } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { DeskViews } from '../views/desk-views.js';
import type { Asking } from './asking.js';
import type { CommandAnswer } from './command-answer.js';
import { DossierReach, type Right } from './dossier-reach.js';
import { MovedOn, dossierChanged } from './expected-version.js';

export interface Issue {
  readonly right: Right;
  /** What the client sent; a repeat is compared by it. */
  readonly body: object;
  /** Id of what the command makes, for the answer. */
  readonly id?: string;
  /** Called once, and only when this request was not answered before. */
  readonly command: (
    stamp: { readonly now: string; readonly by: string },
    state: Dossier,
  ) => DossierCommand | Promise<DossierCommand>;
}

/** Issues officers' commands: rights, one command id per request, the rules of the dossier, the answer. */
@Injectable()
export class OfficerCommands {
  constructor(
    private readonly commands: CommandHandler,
    private readonly reach: DossierReach,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly views: DeskViews,
  ) {}

  /** @throws {Rejected} by the rules @throws {Problem} 403, 404 by `DossierReach`; 412 `dossier.changed` */
  async issue(asking: Asking, { right, body, id, command }: Issue): Promise<CommandAnswer> {
    const { dossierId, actor, commandId, expected } = asking;
    const rules = dossierDecider(this.catalogue);
    let after: Dossier | undefined;
    const handled = await this.commands
      .handle<Counted, DossierCommand, DossierEvent>({
        stream: `dossier-${dossierId}`,
        decider: {
          initialState: () => ({ version: 0, state: rules.initialState() }),
          evolve: ({ version, state }, fact) => ({ version: version + 1, state: rules.evolve(state, fact) }),
          decide: (asked, { version, state }) => {
            if (expected !== undefined && expected !== version) throw new MovedOn();
            const facts = rules.decide(asked, state);
            after = facts.reduce(rules.evolve, state);
            return facts;
          },
        },
        command: async () => {
          const { state } = await this.reach.actable(dossierId, actor, right);
          return command({ now: this.clock.now(), by: actor.subject }, state);
        },
        commandId,
        sameIf: { ...body },
        actor,
      })
      .catch((error: unknown) => this.explained(error, asking));
    const status = nationalStatus(after ?? (await this.reach.at(dossierId, handled.version)));
    return {
      dossierId,
      version: handled.version,
      status,
      statusName: nameOf(status),
      shown: await this.views.isShown(handled.position),
      ...(id === undefined ? {} : { id }),
    };
  }

  private async explained(error: unknown, { dossierId, actor, expected = 0 }: Asking): Promise<never> {
    if (!(error instanceof MovedOn)) throw error;
    const { history } = await this.reach.seen(dossierId, actor);
    throw dossierChanged(history, expected);
  }
}

/** A dossier and how many facts made it. */
interface Counted {
  readonly version: number;
  readonly state: Dossier;
}

function nameOf(status: number | null): string | null {
  const state = status === null ? undefined : stateOfStatus(status);
  return state === undefined ? null : statusName(state);
}
