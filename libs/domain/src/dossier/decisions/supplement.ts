import type { Catalogue } from '../../procedures/catalogue.js';
import type { ProcedureVersion } from '../../procedures/procedure.js';
import { Rejected } from '../../rejected.js';
import type { CommandOf } from '../dossier-command.js';
import type { DossierEvent } from '../dossier-event.js';
import type { Dossier } from '../dossier-state.js';
import { type Decision, type InStatus, filed, inStatus, isLater, refuse, withText } from '../guards.js';
import { afterWaiting } from './clock.js';

/**
 * T05 and T06. What the rule forbids to an officer becomes a task when a ministry's system asked: its request is a fact that
 * somebody must deal with.
 *
 * @law NĐ 61/2018/NĐ-CP art. 11.2.c, 15.3, 17.2.a (intake, once), 19.4 (appraisal, within 3 working days); NĐ 309/2026 art. 8.1
 */
export const requestSupplement: Decision<'RequestSupplement'> = (command, state, catalogue) => {
  const { ministry } = command.data;
  if (ministry === null) return [asked(command, state, catalogue)];
  filed(state);
  try {
    return [asked(command, state, catalogue)];
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return ministryTask(command, ministry, state);
  }
};

function asked({ data, personal }: CommandOf<'RequestSupplement'>, state: Dossier, catalogue: Catalogue): DossierEvent {
  const { items, by, now } = data;
  const dossier = inStatus(state, ['submitted', 'accepted', 'processing'], 'dossier.not-open-for-supplement');
  if (items.length === 0) refuse('dossier.supplement-items-required');
  withText(personal.reason);
  const stage = dossier.status === 'processing' ? 'appraisal' : 'intake';
  const version = catalogue.version(dossier.procedureVersionId);
  named(items, version);
  if (dossier.supplementsAsked[stage] >= version.supplementsAllowed[stage])
    refuse('dossier.supplement-already-asked', { stage });
  if (dossier.status === 'processing') inWindow(dossier, catalogue, now);
  const due = catalogue.due(version.limits.supplement, now, dossier.receivingUnit, dossier.calendarVersion);
  const { dossierId, status: resumeState } = dossier;
  return {
    type: 'SupplementRequested',
    data: { dossierId, stage, resumeState, items, by, requestedAt: now, due },
    personal: { reason: personal.reason, itemTexts: personal.itemTexts },
  };
}

/** Names of fields are those of the wire forms; anything wider would let free text into the public part of the fact. */
const FORM_POINTER = /^(\/[A-Za-z0-9_~.-]*)+$/;

function named(items: readonly string[], { components }: ProcedureVersion): void {
  const unknown = items.filter((item) => !FORM_POINTER.test(item) && !components.some(({ code }) => code === item));
  if (unknown.length > 0) refuse('dossier.supplement-item-unknown', { count: unknown.length });
}

function inWindow(dossier: InStatus<'accepted' | 'processing'>, catalogue: Catalogue, now: string): void {
  const { procedureVersionId, resolvingUnit, calendarVersion, acceptance } = dossier;
  const limit = catalogue.version(procedureVersionId).limits.appraisalSupplementWindow;
  const { dueAt } = catalogue.due(limit, acceptance.windowFrom, resolvingUnit, calendarVersion);
  if (isLater(now, dueAt)) refuse('dossier.supplement-window-closed', { closedAt: dueAt });
}

function ministryTask(
  { data, personal }: CommandOf<'RequestSupplement'>,
  { system, taskId }: { readonly system: string; readonly taskId: string },
  state: Dossier,
): DossierEvent[] {
  const { dossierId, tasks } = filed(state);
  if (tasks.some((task) => task.taskId === taskId)) return [];
  const text = [personal.reason, ...personal.itemTexts].join('\n');
  return [
    {
      type: 'OfficerTaskRaised',
      data: { dossierId, taskId, kind: 'ministrySupplement', system, raisedAt: data.now },
      personal: { text },
    },
  ];
}

/** An answer after the deadline is still taken while the deadline has not been declared passed; it does not hold that up. */
export const submitSupplement: Decision<'SubmitSupplement'> = ({ data, personal }, state) => {
  const { items, components, now } = data;
  const dossier = inStatus(state, ['supplementRequested'], 'dossier.not-waiting-for-supplement');
  const foreign = items.filter((item) => !dossier.supplement.items.includes(item));
  if (foreign.length > 0) refuse('dossier.supplement-item-not-asked', { items: foreign });
  if (items.length === 0) refuse('dossier.supplement-items-required');
  const known = new Set(dossier.components.map(({ attachmentId }) => attachmentId));
  if (components.some(({ attachmentId }) => known.has(attachmentId))) refuse('dossier.attachment-duplicate');
  return [
    {
      type: 'SupplementSubmitted',
      data: { dossierId: dossier.dossierId, items, components, submittedAt: now },
      personal: { declaration: personal.declaration, note: personal.note, attachments: personal.attachments },
    },
  ];
};

/**
 * T07: the limit counts from the moment at which the answer that the officer now finds complete was received.
 *
 * @law NĐ 61/2018/NĐ-CP art. 19.4 ("after receiving the complete dossier")
 */
export const completeSupplement: Decision<'CompleteSupplement'> = ({ data }, state, catalogue) => {
  const { by, now } = data;
  const dossier = inStatus(state, ['supplementRequested'], 'dossier.not-waiting-for-supplement');
  const { items, answers } = dossier.supplement;
  const open = items.filter((item) => !answers.some((answer) => answer.items.includes(item)));
  const last = answers.at(-1);
  if (open.length > 0 || last === undefined) return refuse('dossier.supplement-incomplete', { items: open });
  const answeredAt = last.submittedAt;
  return [
    {
      type: 'SupplementCompleted',
      data: {
        dossierId: dossier.dossierId,
        by,
        completedAt: now,
        answeredAt,
        ...newLimits(dossier, answeredAt, catalogue),
      },
    },
  ];
};

function newLimits(
  dossier: InStatus<'supplementRequested'>,
  answeredAt: string,
  catalogue: Catalogue,
): Pick<Extract<DossierEvent, { type: 'SupplementCompleted' }>['data'], 'due' | 'intakeAnswer'> {
  const { acceptance, supplement, receivingUnit, calendarVersion } = dossier;
  const { limits, supplementClock } = catalogue.version(dossier.procedureVersionId);
  if (acceptance === null) {
    const intakeAnswer = catalogue.due(limits.intakeAnswer.online, answeredAt, receivingUnit, calendarVersion);
    return { due: null, intakeAnswer };
  }
  const due = afterWaiting(supplementClock, { ...dossier, acceptance }, catalogue, supplement.requestedAt, answeredAt);
  return { due, intakeAnswer: null };
}

/**
 * T08: refused before acceptance, stopped after it; linked births of rule set 2026 are always stopped. Never while an answer
 * received in time waits for the officer.
 *
 * @law NĐ 301/2026/NĐ-CP art. 6 (stop); the split by state is our choice
 */
export const lapseSupplement: Decision<'LapseSupplement'> = ({ data }, state, catalogue) => {
  const dossier = inStatus(state, ['supplementRequested'], 'dossier.not-waiting-for-supplement');
  const { due, answers, resumeState } = dossier.supplement;
  if (!isLater(data.now, due.dueAt)) refuse('dossier.supplement-not-overdue', { dueAt: due.dueAt });
  if (answers.some(({ submittedAt }) => !isLater(submittedAt, due.dueAt))) refuse('dossier.supplement-answer-waiting');
  const { ruleSet, route } = catalogue.version(dossier.procedureVersionId);
  const alwaysStops = ruleSet === '2026' && route === 'linked';
  const becomes = resumeState === 'submitted' && !alwaysStops ? 'intakeRefused' : 'stopped';
  return [{ type: 'SupplementLapsed', data: { dossierId: dossier.dossierId, lapsedAt: data.now, becomes } }];
};
