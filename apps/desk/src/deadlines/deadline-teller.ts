import {
  Catalogue,
  type DeadlineKind,
  type Dossier,
  type DossierCommand,
  type DossierEvent,
  Rejected,
  dossierDecider,
} from '@motcua/domain';
import { Actor, Clock, CommandHandler, type DueTimer, uuidv5 } from '@motcua/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeskTimers } from '../desk-timers.js';

interface Told {
  readonly dossierId: string;
  readonly deadline: DeadlineKind;
  readonly dueAt: string;
}

/** The dossier is not where the timer thought: the clock went back, or the warning comes when it is too late to warn. */
const TOO_EARLY = ['dossier.deadline-not-reached', 'dossier.supplement-not-overdue'];

/** Turns due timers into commands of the dossier. What no longer fits the dossier is settled by its rules: nothing happens. */
@Injectable()
export class DeadlineTeller implements OnModuleInit {
  private readonly actor = Actor.system('desk');

  constructor(
    private readonly commands: CommandHandler,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly timers: DeskTimers,
  ) {}

  onModuleInit(): void {
    this.timers.handle('deadline-warn', (timer) => this.tell(toldBy(timer), 'WarnDeadline'));
    this.timers.handle('deadline-miss', (timer) => this.tell(toldBy(timer), 'MissDeadline'));
    this.timers.handle('supplement-lapse', async (timer) => {
      await this.tell(toldBy(timer), 'MissDeadline');
      await this.tell(toldBy(timer), 'LapseSupplement');
    });
  }

  private async tell(told: Told, type: 'WarnDeadline' | 'MissDeadline' | 'LapseSupplement'): Promise<void> {
    const { dossierId, deadline, dueAt } = told;
    try {
      await this.commands.handle<Dossier, DossierCommand, DossierEvent>({
        stream: `dossier-${dossierId}`,
        decider: dossierDecider(this.catalogue),
        command: this.command(told, type),
        commandId: uuidv5(dossierId, `${type}|${deadline}|${dueAt}`),
        sameIf: { type, deadline, dueAt },
        actor: this.actor,
      });
    } catch (error) {
      // too early is tried again later by the timer itself
      if (!(error instanceof Rejected) || TOO_EARLY.includes(error.code)) throw error;
    }
  }

  private command(
    { deadline, dueAt }: Told,
    type: 'WarnDeadline' | 'MissDeadline' | 'LapseSupplement',
  ): DossierCommand {
    const stamp = { now: this.clock.now(), by: this.actor.subject };
    return type === 'LapseSupplement' ? { type, data: stamp } : { type, data: { deadline, dueAt, ...stamp } };
  }
}

function toldBy({ payload }: DueTimer): Told {
  return payload as unknown as Told;
}
