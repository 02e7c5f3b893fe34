import {
  Catalogue,
  type Dossier,
  type DossierCommand,
  type DossierEvent,
  type FiledDossier,
  Rejected,
  dossierDecider,
} from '@motcua/domain';
import { type Actor, Clock, problemOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { mayAct } from '../officer-command/dossier-reach.js';
import { type CommandProbe, type Subject, commandProbes } from './command-probes.js';
import { type OfficerCommandName, officerCommands } from './officer-command-names.js';

export interface PossibleCommand {
  readonly command: OfficerCommandName;
  /** Of the payment, opinion or task that it is about. */
  readonly id: string | null;
}

/** A command that fits the state of the dossier, and what it still waits for. */
export interface HinderedCommand extends PossibleCommand {
  readonly code: string;
  readonly detail: string;
}

export interface CommandOutlook {
  readonly possible: readonly PossibleCommand[];
  readonly hindered: readonly HinderedCommand[];
}

/** What an officer would like to hear of: the dossier is where it should be, and something is missing, or it is too late. */
const HINDRANCES: ReadonlySet<string> = new Set([
  'dossier.fee-unsettled',
  'dossier.payment-pending',
  'dossier.supplement-already-asked',
  'dossier.supplement-window-closed',
  'dossier.supplement-incomplete',
  'dossier.already-extended',
  'dossier.extension-too-late',
  'dossier.reopen-not-allowed',
  'dossier.mirror-is-read-only',
  'calendar.year-not-loaded',
  'routing.undefined',
]);

const HELD = ['none', 'reserved', 'codeVoided', 'mirror'] as const;

/** Tells what somebody can do with a dossier now, by deciding every command without keeping what follows. */
@Injectable()
export class PossibleCommands {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  of(state: Dossier, actor: Actor): CommandOutlook {
    if (isHeld(state)) return { possible: [], hindered: [] };
    const stamp = { now: this.clock.now(), by: actor.subject };
    const asked = officerCommands.flatMap((command) => this.asked(command, state, actor));
    const outcomes = asked.map((one) => ({ one, refusal: this.refusal(one, { dossier: state, stamp }) }));
    return {
      possible: outcomes.filter(({ refusal }) => refusal === undefined).map(({ one }) => one),
      hindered: outcomes.flatMap(({ one, refusal }) =>
        refusal !== undefined && HINDRANCES.has(refusal.code)
          ? [{ ...one, code: refusal.code, detail: problemOf(refusal).detail }]
          : [],
      ),
    };
  }

  /** The facts that a command would bring now. @throws {Rejected} by the rules */
  facts(state: Dossier, command: DossierCommand): DossierEvent[] {
    return dossierDecider(this.catalogue).decide(command, state);
  }

  private asked(command: OfficerCommandName, dossier: FiledDossier, actor: Actor): PossibleCommand[] {
    const probe: CommandProbe = commandProbes[command];
    if (!actor.has(...probe.roles)) return [];
    const ids = probe.ids?.(dossier) ?? [''];
    return ids
      .filter((id) => mayAct(dossier, actor, typeof probe.right === 'function' ? probe.right(id) : probe.right))
      .map((id) => ({ command, id: id || null }));
  }

  private refusal({ command, id }: PossibleCommand, subject: Pick<Subject, 'dossier' | 'stamp'>): Rejected | undefined {
    const asked = commandProbes[command].make({ ...subject, catalogue: this.catalogue, id: id ?? '' });
    try {
      return this.facts(subject.dossier, asked).length === 0 ? new Rejected('dossier.unchanged') : undefined;
    } catch (error) {
      if (error instanceof Rejected) return error;
      throw error;
    }
  }
}

function isHeld(state: Dossier): state is Extract<Dossier, { readonly status: (typeof HELD)[number] }> {
  return (HELD as readonly string[]).includes(state.status);
}
