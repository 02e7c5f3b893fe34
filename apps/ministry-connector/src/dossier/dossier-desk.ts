import {
  Catalogue,
  type CommandOf,
  type DossierCommand,
  dossierDecider,
  type OfficerTaskKind,
  Rejected,
} from '@motcua/domain';
import { Clock, CommandHandler, Log, uuidv5 } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { connectorActor } from '../connector-actor.js';

/** What an officer must see to, made of one fact of a lane. */
export interface TaskWanted {
  /** Id of the fact that it follows from: one task per kind, system and fact. */
  readonly because: string;
  readonly kind: OfficerTaskKind;
  readonly system: string;
  /** Vietnamese; sealed. */
  readonly text: string;
}

/** What the connector asks of dossiers. Everything has an id made from the fact it follows from, so asking again changes nothing. */
@Injectable()
export class DossierDesk {
  readonly #decider;

  constructor(
    private readonly commands: CommandHandler,
    catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#decider = dossierDecider(catalogue);
  }

  async raise(dossierId: string, { because, kind, system, text }: TaskWanted): Promise<void> {
    const taskId = taskIdOf(dossierId, kind, system, because);
    const data = { taskId, kind, system, ...this.stamp() };
    await this.tell(dossierId, system, { type: 'RaiseOfficerTask', data, personal: { text } }, taskId);
  }

  async report(
    dossierId: string,
    { type, data, personal }: Unstamped<'ReportResult'>,
    commandId: string,
  ): Promise<'done' | 'refused'> {
    return this.tell(dossierId, data.system, { type, data: { ...data, ...this.stamp() }, personal }, commandId);
  }

  async requestSupplement(
    dossierId: string,
    { type, data, personal }: Unstamped<'RequestSupplement'>,
    commandId: string,
  ): Promise<'done' | 'refused'> {
    const system = data.ministry?.system ?? '';
    return this.tell(dossierId, system, { type, data: { ...data, ...this.stamp() }, personal }, commandId);
  }

  private stamp(): { now: string; by: string } {
    return { now: this.clock.now(), by: connectorActor.subject };
  }

  /** What the rules forbid stays in the lane, where it was reported; nothing is forced on the dossier. */
  private async tell(
    dossierId: string,
    system: string,
    command: DossierCommand,
    commandId: string,
  ): Promise<'done' | 'refused'> {
    try {
      await this.commands.handle({
        stream: `dossier-${dossierId}`,
        decider: this.#decider,
        command,
        commandId,
        actor: connectorActor,
        sameIf: commandId,
      });
      return 'done';
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      this.log.warn('connector.dossier-refused', { dossierId, system, code: error.code, step: command.type });
      return 'refused';
    }
  }
}

/** A command without the time and the name that every command of ours carries. */
export interface Unstamped<Type extends 'ReportResult' | 'RequestSupplement'> {
  readonly type: Type;
  readonly data: Omit<CommandOf<Type>['data'], 'now' | 'by'>;
  readonly personal: CommandOf<Type>['personal'];
}

export function taskIdOf(dossierId: string, kind: OfficerTaskKind, system: string, because: string): string {
  return uuidv5(dossierId, `task|${kind}|${system}|${because}`);
}
