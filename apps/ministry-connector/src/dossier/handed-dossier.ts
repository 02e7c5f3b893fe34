import type { Catalogue, Decider, Dossier, DossierEvent, ExternalRef, FiledDossier, RoutingRow } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { factOf } from '@motcua/service-kit';

/** One system that a dossier goes to, as its route says. */
export interface Leg {
  readonly system: string;
  readonly module: string | null;
  readonly profile: string;
}

/** In the order in which they are served; empty where nothing is handed over. */
export function legsOf({ system, module, profile, legs = [] }: RoutingRow): readonly Leg[] {
  return system === 'none' ? [] : [{ system, module, profile }, ...legs];
}

/**
 * An accepted dossier as the connector sees it, without anything personal. The route is the one that was stored with the
 * acceptance: a later catalogue changes nothing for it.
 */
export class HandedDossier {
  readonly dossierId: string;
  readonly legs: readonly Leg[];

  private constructor(
    readonly state: FiledDossier,
    /** The acceptance's `RoutingDecided`: what every hand-over of this dossier follows from. */
    readonly routed: RecordedEvent,
    private readonly commandIds: ReadonlySet<string>,
    private readonly catalogue: Catalogue,
  ) {
    this.dossierId = state.dossierId;
    this.legs = state.route === null ? [] : legsOf(state.route);
  }

  /** @returns undefined while the dossier has no route, or is none of ours */
  static of(
    events: readonly RecordedEvent[],
    decider: Pick<Decider<Dossier, unknown, DossierEvent>, 'initialState' | 'evolve'>,
    catalogue: Catalogue,
  ): HandedDossier | undefined {
    const routed = events.find(({ type }) => type === 'RoutingDecided');
    const state = events.map((event) => factOf<DossierEvent>(event)).reduce(decider.evolve, decider.initialState());
    if (routed === undefined || !isFiled(state)) return undefined;
    const commandIds = new Set(events.map(({ meta }) => meta.causationId));
    return new HandedDossier(state, routed, commandIds, catalogue);
  }

  get dossierCode(): string | null {
    return this.state.dossierCode;
  }

  leg(system: string): Leg | undefined {
    return this.legs.find((leg) => leg.system === system);
  }

  isFirst({ system }: Leg): boolean {
    return this.legs[0]?.system === system;
  }

  /** The number by which a system knows the unit that decides; null when the unit tree has none. */
  unitAt(system: string): string | null {
    return this.catalogue.unit(this.state.resolvingUnit).externalCodes[system] ?? null;
  }

  refAt({ system, module }: Leg, dossierCode: string, externalKey: string | null): ExternalRef {
    const unit = this.unitAt(system);
    return {
      system,
      dossierCode,
      ...(externalKey === null ? {} : { externalKey }),
      ...(unit === null ? {} : { externalUnit: unit }),
      ...(module === null ? {} : { module }),
    };
  }

  hasResultOf(system: string): boolean {
    return this.state.resultsReceived.some((result) => result.system === system);
  }

  hasPositiveResultOf(system: string): boolean {
    return this.state.resultsReceived.some((one) => one.system === system && one.resultKind === 'positive');
  }

  /** Whether a command was carried out already. */
  knows(commandId: string): boolean {
    return this.commandIds.has(commandId);
  }

  /** Withdrawn, refused or stopped: nothing new goes out. A stopped dossier may be reopened. */
  get isGivenUp(): boolean {
    return ['withdrawn', 'intakeRefused', 'stopped'].includes(this.state.status);
  }

  get isSigned(): boolean {
    return this.state.status === 'resolved' || this.state.status === 'returned';
  }
}

function isFiled(state: Dossier): state is FiledDossier {
  return !['none', 'reserved', 'codeVoided', 'mirror'].includes(state.status);
}
