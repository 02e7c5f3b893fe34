import { Catalogue, dossierDecider, Rejected, type DossierCommand } from '@motcua/domain';
import { Clock, CommandHandler, uuidv5 } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { syncActor } from './sync-actor.js';

/** The little that the portal sync does to a dossier: it says what it found, and calls an officer. */
@Injectable()
export class DossierCommands {
  constructor(
    private readonly commands: CommandHandler,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /**
   * @param name names this command for ever within the dossier: told again, it changes nothing
   * @param command gets `now` and `by`
   */
  async tell(
    dossierId: string,
    name: string,
    command: (about: { readonly now: string; readonly by: string }) => DossierCommand,
  ): Promise<void> {
    try {
      await this.commands.handle({
        stream: `dossier-${dossierId}`,
        decider: dossierDecider(this.catalogue),
        command: command({ now: this.clock.now(), by: syncActor.subject }),
        commandId: uuidv5(dossierId, `portal-sync|${name}`),
        actor: syncActor,
      });
    } catch (error) {
      // a person was faster, or the dossier was erased: nothing is left to say
      if (!(error instanceof Rejected)) throw error;
    }
  }
}
