import type { Dossier, Position } from '../dossier-state.js';
import { type DataOf, ifFiled, ifIn, withDue, withFacts, withoutSupplement } from './fold.js';

export function afterForward(state: Dossier, data: DataOf<'StepForwarded'>): Dossier {
  const { toUnit, handler, by, forwardedAt, stepDue } = data;
  const position = { unit: toUnit, handler, from: by, since: forwardedAt, stepDue };
  return ifIn(state, ['accepted', 'processing'], (dossier) => ({
    ...dossier,
    status: 'processing',
    positions: [...dossier.positions, position],
  }));
}

/** The last hand-over is undone; the very first position stays. */
export function withHandlerBack(state: Dossier, handler: string, since: string): Dossier {
  return ifFiled(state, (dossier) => {
    const before = dossier.positions.length > 1 ? dossier.positions.slice(0, -1) : dossier.positions;
    return withFacts(dossier, { positions: changeLast(before, { handler, since, stepDue: null }) });
  });
}

export function withHandler(state: Dossier, handler: string): Dossier {
  return ifFiled(state, (dossier) => withFacts(dossier, { positions: changeLast(dossier.positions, { handler }) }));
}

export function withOpinion(state: Dossier, { opinionId, toUnit, due }: DataOf<'OpinionRequested'>): Dossier {
  const opinion = { opinionId, toUnit, dueAt: due.dueAt, given: false };
  return ifFiled(state, (dossier) => withFacts(dossier, { opinions: [...dossier.opinions, opinion] }));
}

export function withAnsweredOpinion(state: Dossier, opinionId: string): Dossier {
  return ifFiled(state, (dossier) => {
    const opinions = dossier.opinions.map((one) => (one.opinionId === opinionId ? { ...one, given: true } : one));
    return withFacts(dossier, { opinions });
  });
}

/** A boundary-free dossier's clock, and its window for a supplement, start when the competent unit has it. */
export function afterTransfer(state: Dossier, data: DataOf<'DossierTransferred'>): Dossier {
  const { toUnit, by, transferredAt, due } = data;
  return ifFiled(state, (dossier) => {
    const position = { unit: toUnit, handler: null, from: by, since: transferredAt, stepDue: null };
    const moved = withFacts(dossier, { resolvingUnit: toUnit, positions: [...dossier.positions, position] });
    return ifIn(moved, ['accepted', 'processing'], (accepted) => {
      if (due === null) return accepted;
      const clock = withDue(accepted.acceptance, due, transferredAt, transferredAt);
      return { ...accepted, acceptance: { ...clock, windowFrom: transferredAt } };
    });
  });
}

export function afterCaseChange(state: Dossier, { procedureCase, due }: DataOf<'ProcedureCaseChanged'>): Dossier {
  return ifIn(state, ['accepted', 'processing'], (dossier) => ({
    ...dossier,
    procedureCase,
    acceptance: { ...dossier.acceptance, due },
  }));
}

export function afterExtension(state: Dossier, { due }: DataOf<'DueDateExtended'>): Dossier {
  return ifIn(state, ['accepted', 'processing', 'paymentRequested'], (dossier) => ({
    ...dossier,
    acceptance: { ...dossier.acceptance, due, extended: true },
  }));
}

export function afterMove(state: Dossier, { from, to, due }: DataOf<'DueDateMoved'>): Dossier {
  return ifIn(state, ['accepted', 'processing', 'paymentRequested'], (dossier) => {
    const { acceptance } = dossier;
    return { ...dossier, acceptance: { ...acceptance, due, outages: [...acceptance.outages, { from, to }] } };
  });
}

export function withDeadline(
  state: Dossier,
  list: 'warned' | 'missed',
  { deadline, dueAt }: { readonly deadline: string; readonly dueAt: string },
): Dossier {
  return ifFiled(state, (dossier) => withFacts(dossier, { [list]: [...dossier[list], `${deadline}|${dueAt}`] }));
}

export function afterStop(state: Dossier, stoppedAt: string): Dossier {
  return ifIn(state, ['processing', 'supplementRequested', 'paymentRequested'], (dossier) => ({
    ...withoutSupplement(dossier),
    status: 'stopped',
    stoppedAt,
  }));
}

export function afterReopening(state: Dossier, { due, reopenedAt }: DataOf<'DossierReopened'>): Dossier {
  return ifIn(state, ['stopped'], (dossier) => {
    const { stoppedAt, acceptance, ...facts } = dossier;
    if (acceptance === null) return dossier;
    return { ...facts, status: 'processing', acceptance: withDue(acceptance, due, stoppedAt, reopenedAt) };
  });
}

function changeLast(positions: readonly Position[], change: Partial<Position>): readonly Position[] {
  return positions.map((position, index) => (index === positions.length - 1 ? { ...position, ...change } : position));
}
