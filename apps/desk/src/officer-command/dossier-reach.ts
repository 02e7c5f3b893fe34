import { Catalogue, type Dossier, type DossierEvent, Rejected, dossierDecider } from '@motcua/domain';
import { EventStore, type RecordedEvent } from '@motcua/event-store';
import { type Actor, Problem, factOf, isUuid } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';

/** On whose behalf something is done: the unit that receives, the one that resolves (or has it now), or either. */
export type Right = 'receiving' | 'resolving' | 'either' | { readonly opinionId: string };

export interface ReadDossier {
  readonly state: Dossier;
  readonly history: readonly RecordedEvent[];
}

/** Reads a dossier for somebody. A dossier of another unit is not there; what a colleague of the file may see but not do is 403. */
@Injectable()
export class DossierReach {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: Catalogue,
  ) {}

  /** @throws {Rejected} `dossier.unknown` when there is none that the actor may see */
  async seen(dossierId: string, actor: Actor): Promise<ReadDossier> {
    const read = await this.read(dossierId);
    if (!unitsOf(read.state).some((unit) => actor.mayActFor(unit))) throw new Rejected('dossier.unknown');
    return read;
  }

  /** @throws {Rejected} `dossier.unknown` @throws {Problem} 403 `dossier.other-unit-decides` */
  async actable(dossierId: string, actor: Actor, right: Right): Promise<ReadDossier> {
    const read = await this.seen(dossierId, actor);
    if (mayAct(read.state, actor, right)) return read;
    throw new Problem(403, 'dossier.other-unit-decides', 'Việc này thuộc thẩm quyền của đơn vị khác.');
  }

  /** The dossier as it stood after its first `version` facts. */
  async at(dossierId: string, version: number): Promise<Dossier> {
    return this.fold((await this.store.read(`dossier-${dossierId}`)).slice(0, version));
  }

  private async read(dossierId: string): Promise<ReadDossier> {
    if (!isUuid(dossierId)) throw new Rejected('dossier.unknown');
    const history = await this.store.read(`dossier-${dossierId}`);
    return { state: this.fold(history), history };
  }

  private fold(history: readonly RecordedEvent[]): Dossier {
    const decider = dossierDecider(this.catalogue);
    return history.map((event) => factOf<DossierEvent>(event)).reduce(decider.evolve, decider.initialState());
  }
}

/** Every unit that has, had, or is asked about a dossier: its officers may see it. */
export function unitsOf(state: Dossier): string[] {
  switch (state.status) {
    case 'none':
      return [];
    case 'reserved':
      return [state.unitCode];
    case 'codeVoided':
      return [];
    case 'mirror':
      return [state.receivingUnit];
    case 'submitted':
    case 'accepted':
    case 'intakeRefused':
    case 'processing':
    case 'supplementRequested':
    case 'paymentRequested':
    case 'withdrawn':
    case 'stopped':
    case 'resolved':
    case 'returned': {
      const { receivingUnit, resolvingUnit, positions, opinions } = state;
      const others = [...positions.map(({ unit }) => unit), ...opinions.map(({ toUnit }) => toUnit)];
      return [...new Set([receivingUnit, resolvingUnit, ...others])];
    }
  }
}

/** Whether somebody who sees a dossier may act on it on such a behalf. */
export function mayAct(state: Dossier, actor: Actor, right: Right): boolean {
  return unitsFor(state, right).some((unit) => actor.mayActFor(unit));
}

/** What is not filed here is nobody's to decide: whoever sees it is told so by the rules themselves. */
function unitsFor(state: Dossier, right: Right): readonly string[] {
  if (!('resolvingUnit' in state)) return unitsOf(state);
  const { receivingUnit, resolvingUnit, positions, opinions } = state;
  if (typeof right === 'object') {
    const asked = opinions.filter(({ opinionId }) => opinionId === right.opinionId).map(({ toUnit }) => toUnit);
    return asked.length === 0 ? unitsOf(state) : asked;
  }
  const resolving = [resolvingUnit, positions.at(-1)?.unit ?? resolvingUnit];
  switch (right) {
    case 'receiving':
      return [intakeUnit(state)];
    case 'resolving':
      return resolving;
    case 'either':
      return [receivingUnit, ...resolving];
  }
}

/**
 * The desk that answers the applicant. Before acceptance it moves with a transfer for wrong competence (NĐ 61/2018/NĐ-CP art. 18.3);
 * the code keeps the unit that received, and that one gives the result back.
 */
function intakeUnit(
  state: Extract<Dossier, { readonly receivingUnit: string; readonly resolvingUnit: string }>,
): string {
  const moved = state.status === 'submitted' ? state.positions.at(-1) : undefined;
  return moved?.unit ?? state.receivingUnit;
}
