import type { Catalogue } from '../../procedures/catalogue.js';
import type { DeadlineKind, DossierEvent } from '../dossier-event.js';
import type { Dossier, FiledDossier, RunningDeadline } from '../dossier-state.js';
import { type Decision, filed, inStatus, isIn, isLater, refuse, withText } from '../guards.js';
import { movedByOutage, resolutionLimit } from './clock.js';

/**
 * Every deadline that runs for a dossier now: what timers are set by, and what `WarnDeadline` and `MissDeadline` are compared
 * with. The resolution does not run while the applicant completes the dossier, unless the version's clock goes on.
 */
export function runningDeadlines(state: Dossier, catalogue: Catalogue): readonly RunningDeadline[] {
  switch (state.status) {
    case 'submitted':
      return state.intakeAnswer === null ? [] : [{ deadline: 'intakeAnswer', dueAt: state.intakeAnswer.dueAt }];
    case 'supplementRequested':
      return [{ deadline: 'supplement', dueAt: state.supplement.due.dueAt }, ...resolution(state, catalogue)];
    case 'accepted':
    case 'processing':
    case 'paymentRequested':
      return [...resolution(state, catalogue), ...steps(state), ...opinions(state)];
    case 'none':
    case 'reserved':
    case 'codeVoided':
    case 'mirror':
    case 'intakeRefused':
    case 'withdrawn':
    case 'stopped':
    case 'resolved':
    case 'returned':
      return [];
  }
}

function resolution(dossier: FiledDossier, catalogue: Catalogue): readonly RunningDeadline[] {
  const { acceptance, status, resolvingUnit } = dossier;
  const { switches, supplementClock } = catalogue.version(dossier.procedureVersionId);
  const waits =
    (status === 'supplementRequested' && supplementClock !== 'none') ||
    (status === 'paymentRequested' && switches.paymentStopsClock);
  if (acceptance === null || waits) return [];
  const { due, extended } = acceptance;
  const running: RunningDeadline = { deadline: 'resolution', dueAt: due.dueAt };
  if (extended) return [running];
  const apology = catalogue.latestExtension(due, resolutionLimit(dossier, catalogue), resolvingUnit);
  return [running, { deadline: 'apology', dueAt: apology }];
}

function steps({ positions }: FiledDossier): readonly RunningDeadline[] {
  const stepDue = positions.at(-1)?.stepDue ?? null;
  return stepDue === null ? [] : [{ deadline: 'step', dueAt: stepDue }];
}

function opinions(dossier: FiledDossier): readonly RunningDeadline[] {
  return dossier.opinions.filter(({ given }) => !given).map(({ dueAt }) => ({ deadline: 'opinion', dueAt }));
}

/**
 * Late: the desk gets a new date and an apology, at most once and at the latest one working day before the due day (R10). The
 * original date is kept.
 *
 * @law NĐ 61/2018/NĐ-CP art. 19.9
 */
export const extendDueDate: Decision<'ExtendDueDate'> = ({ data, personal }, state, catalogue) => {
  const { workingDays, apologyNumber, by, now } = data;
  const dossier = inStatus(state, ['accepted', 'processing', 'paymentRequested'], 'dossier.not-open-for-extension');
  const { due, extended } = dossier.acceptance;
  if (extended) refuse('dossier.already-extended');
  const latest = catalogue.latestExtension(due, resolutionLimit(dossier, catalogue), dossier.resolvingUnit);
  if (isLater(now, latest)) refuse('dossier.extension-too-late', { latest });
  if (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > 365) refuse('dossier.extension-invalid');
  withText(apologyNumber, 'dossier.extension-invalid');
  withText(personal.reason);
  const moved = daysAfter(due.dueAt, workingDays, dossier, catalogue);
  return [
    {
      type: 'DueDateExtended',
      data: { dossierId: dossier.dossierId, by, extendedAt: now, due: moved, apologyNumber },
      personal: { reason: personal.reason },
    },
  ];
};

/** Counted from the last moment before the old due time, so that the old due day itself is day 0. */
function daysAfter(dueAt: string, workingDays: number, dossier: FiledDossier, catalogue: Catalogue): ExtendedDue {
  const lastMoment = new Date(Date.parse(dueAt) - 1).toISOString();
  const { resolvingUnit, calendarVersion } = dossier;
  const due = catalogue.due({ unit: 'workingDay', amount: workingDays }, lastMoment, resolvingUnit, calendarVersion);
  return { ...due, rule: 'extension' };
}

type ExtendedDue = Extract<DossierEvent, { type: 'DueDateExtended' }>['data']['due'];

/**
 * R11: an announced outage that is over moves the due date by its working time. The original date is kept.
 *
 * @law NĐ 301/2026/NĐ-CP art. 3.4; NĐ 224/2026/NĐ-CP art. 13 (the announcement)
 */
export const applyOutage: Decision<'ApplyOutage'> = ({ data }, state, catalogue) => {
  const { from, to, by, now } = data;
  const dossier = inStatus(state, ['accepted', 'processing', 'paymentRequested'], 'dossier.not-open-for-outage');
  if (!isLater(to, from) || isLater(to, now)) refuse('dossier.outage-invalid');
  const due = movedByOutage(dossier, { from, to }, catalogue);
  if (due.dueAt === dossier.acceptance.due.dueAt) return [];
  return [
    { type: 'DueDateMoved', data: { dossierId: dossier.dossierId, cause: 'outage', from, to, by, movedAt: now, due } },
  ];
};

/** From a timer: stale or repeated ones change nothing. */
export const warnDeadline: Decision<'WarnDeadline'> = ({ data }, state, catalogue) => {
  const { deadline, dueAt, now } = data;
  const { dossierId, warned } = filed(state);
  if (!runs(state, catalogue, deadline, dueAt) || warned.includes(`${deadline}|${dueAt}`)) return [];
  if (isLater(now, dueAt)) refuse('dossier.deadline-passed', { dueAt });
  return [{ type: 'DeadlineWarned', data: { dossierId, deadline, dueAt, warnedAt: now } }];
};

/** A missed opinion also becomes a task for the head of the one-stop desk. @law NĐ 61/2018/NĐ-CP art. 19.5 */
export const missDeadline: Decision<'MissDeadline'> = ({ data }, state, catalogue) => {
  const { deadline, dueAt, now } = data;
  const dossier = filed(state);
  if (!runs(state, catalogue, deadline, dueAt) || dossier.missed.includes(`${deadline}|${dueAt}`)) return [];
  if (!isLater(now, dueAt)) refuse('dossier.deadline-not-reached', { dueAt });
  const missed: DossierEvent = {
    type: 'DeadlineMissed',
    data: { dossierId: dossier.dossierId, deadline, dueAt, missedAt: now },
  };
  return deadline === 'opinion' ? [missed, ...overdueOpinionTasks(dossier, dueAt, now)] : [missed];
};

function runs(state: Dossier, catalogue: Catalogue, deadline: DeadlineKind, dueAt: string): boolean {
  return runningDeadlines(state, catalogue).some((one) => one.deadline === deadline && one.dueAt === dueAt);
}

function overdueOpinionTasks(dossier: FiledDossier, dueAt: string, now: string): DossierEvent[] {
  if (!isIn(dossier, ['accepted', 'processing', 'paymentRequested'])) return [];
  return dossier.opinions
    .filter((opinion) => !opinion.given && opinion.dueAt === dueAt)
    .map(({ opinionId, toUnit }) => ({
      type: 'OfficerTaskRaised',
      data: {
        dossierId: dossier.dossierId,
        taskId: `opinion-overdue-${opinionId}`,
        kind: 'opinionOverdue',
        system: 'none',
        raisedAt: now,
      },
      personal: { text: `Cơ quan ${toUnit} chưa cho ý kiến đúng hạn.` },
    }));
}
