import { localDay } from '../../calendar/local-time.js';
import type { Catalogue } from '../../procedures/catalogue.js';
import { isBoundaryFree } from '../../procedures/competence.js';
import type { DossierEvent } from '../dossier-event.js';
import type { FiledDossier, Position } from '../dossier-state.js';
import { type Decision, OPEN, inStatus, isLater, refuse, withText, withoutPendingPayment } from '../guards.js';
import { afterWaiting, countedFrom, recounted } from './clock.js';

/** T09, and every later hand-over between handlers and units. @law NĐ 61/2018/NĐ-CP art. 18 */
export const forwardStep: Decision<'ForwardStep'> = ({ data, personal }, state, catalogue) => {
  const { handler, stepDue, by, now } = data;
  const dossier = inStatus(
    state,
    ['accepted', 'processing'],
    state.status === 'paymentRequested' ? 'dossier.payment-pending' : 'dossier.not-open-for-forward',
  );
  withoutPendingPayment(dossier);
  const toUnit = catalogue.unit(data.toUnit, localDay(now)).code;
  const fromUnit = present(dossier).unit;
  return [
    {
      type: 'StepForwarded',
      data: { dossierId: dossier.dossierId, fromUnit, toUnit, handler, by, forwardedAt: now, stepDue },
      personal: { note: personal.note },
    },
  ];
};

export const returnStep: Decision<'ReturnStep'> = ({ data, personal }, state) => {
  const { by, now } = data;
  const dossier = inStatus(state, ['processing'], 'dossier.not-in-processing');
  const { unit: toUnit, handler } = previous(dossier);
  withText(personal.reason);
  return [
    {
      type: 'StepReturned',
      data: { dossierId: dossier.dossierId, toUnit, handler, by, returnedAt: now },
      personal: { reason: personal.reason },
    },
  ];
};

export const recallStep: Decision<'RecallStep'> = ({ data, personal }, state) => {
  const { by, now } = data;
  const dossier = inStatus(state, ['processing'], 'dossier.not-in-processing');
  previous(dossier);
  if (present(dossier).from !== by) refuse('dossier.not-the-sender');
  return [
    {
      type: 'StepRecalled',
      data: { dossierId: dossier.dossierId, handler: by, by, recalledAt: now },
      personal: { reason: personal.reason },
    },
  ];
};

function present({ positions }: FiledDossier): Position {
  return positions.at(-1) ?? refuse('dossier.no-previous-step');
}

function previous({ positions }: FiledDossier): Position & { readonly handler: string } {
  const before = positions.at(-2);
  if (before === undefined || before.handler === null) return refuse('dossier.no-previous-step');
  return { ...before, handler: before.handler };
}

export const assignHandler: Decision<'AssignHandler'> = ({ data }, state) => {
  const { handler, by, now } = data;
  const dossier = inStatus(state, OPEN, 'dossier.not-open');
  if (present(dossier).handler === handler) return [];
  return [{ type: 'HandlerAssigned', data: { dossierId: dossier.dossierId, handler, by, assignedAt: now } }];
};

/** With its own deadline; overdue, it becomes a task for the head of the one-stop desk. @law NĐ 61/2018/NĐ-CP art. 19.5 */
export const requestOpinion: Decision<'RequestOpinion'> = ({ data, personal }, state, catalogue) => {
  const { opinionId, limit, by, now } = data;
  const dossier = inStatus(state, ['processing'], 'dossier.not-in-processing');
  if (dossier.opinions.some((opinion) => opinion.opinionId === opinionId)) refuse('dossier.opinion-already-requested');
  const toUnit = catalogue.unit(data.toUnit, localDay(now)).code;
  const due = catalogue.due(limit, now, toUnit, dossier.calendarVersion);
  const fromUnit = present(dossier).unit;
  return [
    {
      type: 'OpinionRequested',
      data: { dossierId: dossier.dossierId, opinionId, fromUnit, toUnit, by, requestedAt: now, due },
      personal: { question: personal.question },
    },
  ];
};

export const giveOpinion: Decision<'GiveOpinion'> = ({ data, personal }, state) => {
  const { opinionId, by, now } = data;
  const { dossierId, opinions } = inStatus(state, OPEN, 'dossier.not-open');
  const asked = opinions.find((opinion) => opinion.opinionId === opinionId);
  if (asked === undefined) return refuse('dossier.opinion-unknown');
  if (asked.given) refuse('dossier.opinion-already-given');
  return [
    {
      type: 'OpinionGiven',
      data: { dossierId, opinionId, by, givenAt: now },
      personal: { answer: personal.answer },
    },
  ];
};

/** The code keeps the receiving unit. @law NĐ 61/2018/NĐ-CP art. 18.3 */
export const transferDossier: Decision<'TransferDossier'> = ({ data, personal }, state, catalogue) => {
  const { cause, by, now } = data;
  const dossier = inStatus(state, ['submitted', 'accepted', 'processing'], 'dossier.not-open-for-transfer');
  withoutPendingPayment(dossier);
  const toUnit = competentUnit(data.toUnit, cause, dossier, catalogue, now);
  withText(personal.reason);
  const counts = cause === 'boundaryFree' && dossier.status !== 'submitted';
  const due = counts ? countedFrom({ ...dossier, resolvingUnit: toUnit }, catalogue, now) : null;
  return [
    {
      type: 'DossierTransferred',
      data: { dossierId: dossier.dossierId, cause, toUnit, by, transferredAt: now, due },
      personal: { reason: personal.reason },
    },
  ];
};

function competentUnit(
  code: string,
  cause: 'wrongCompetence' | 'boundaryFree' | 'succession',
  dossier: FiledDossier,
  catalogue: Catalogue,
  now: string,
): string {
  const unit = catalogue.unit(code, localDay(now));
  if (!unit.resolves) refuse('dossier.unit-not-resolving', { unit: unit.code });
  if (unit.code === dossier.resolvingUnit) refuse('dossier.already-in-unit', { unit: unit.code });
  const version = catalogue.version(dossier.procedureVersionId);
  if (cause === 'boundaryFree' && !isBoundaryFree(version, dossier.receivingUnit, unit.code))
    refuse('dossier.boundary-free-not-open');
  return unit.code;
}

/** The limit of the other case counts from where the clock started; an extension that reaches further is kept. */
export const changeProcedureCase: Decision<'ChangeProcedureCase'> = ({ data }, state, catalogue) => {
  const { procedureCase, by, now } = data;
  const dossier = inStatus(state, ['accepted', 'processing'], 'dossier.not-open-for-case-change');
  if (procedureCase === dossier.procedureCase) return [];
  const { acceptance } = dossier;
  const counted = recounted({ ...dossier, procedureCase }, acceptance, catalogue);
  const due = acceptance.extended && isLater(acceptance.due.dueAt, counted.dueAt) ? acceptance.due : counted;
  return [
    { type: 'ProcedureCaseChanged', data: { dossierId: dossier.dossierId, procedureCase, by, changedAt: now, due } },
  ];
};

/** T16: with the decision and notice attached; form 05 from rule set 2025 on. */
export const stopDossier: Decision<'StopDossier'> = ({ data, personal }, state) => {
  const { by, now } = data;
  const stoppable = ['processing', 'supplementRequested', 'paymentRequested'] as const;
  const { dossierId } = inStatus(state, stoppable, 'dossier.not-open-for-stop');
  const decisionBlobId = withText(data.decisionBlobId, 'dossier.stop-decision-required');
  withText(personal.reason);
  return [
    {
      type: 'DossierStopped',
      data: { dossierId, by, stoppedAt: now, decisionBlobId },
      personal: { reason: personal.reason },
    },
  ];
};

/** T17: by a recorded decision, only where the version allows it, and only a dossier that was accepted before it was stopped. */
export const reopenDossier: Decision<'ReopenDossier'> = ({ data, personal }, state, catalogue): DossierEvent[] => {
  const { clock, by, now } = data;
  const dossier = inStatus(state, ['stopped'], 'dossier.not-stopped');
  const { acceptance, dossierId, stoppedAt } = dossier;
  const allowed = catalogue.version(dossier.procedureVersionId).switches.reopenStopped;
  if (!allowed || acceptance === null) return refuse('dossier.reopen-not-allowed');
  const decisionBlobId = withText(data.decisionBlobId, 'dossier.reopen-decision-required');
  withText(personal.reason);
  const due = afterWaiting(clock, { ...dossier, acceptance }, catalogue, stoppedAt, now);
  return [
    {
      type: 'DossierReopened',
      data: { dossierId, by, reopenedAt: now, due, decisionBlobId },
      personal: { reason: personal.reason },
    },
  ];
};
