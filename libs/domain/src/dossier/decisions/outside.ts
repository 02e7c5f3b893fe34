import { epoch, instant, localDay } from '../../calendar/local-time.js';
import type { Catalogue } from '../../procedures/catalogue.js';
import type { ProcedureVersion } from '../../procedures/procedure.js';
import type { CommandOf } from '../dossier-command.js';
import type { DossierEvent, ExternalCode } from '../dossier-event.js';
import type { Dossier } from '../dossier-state.js';
import { type Decision, filed, filedOrMirror, inStatus, isIn, isLater, refuse } from '../guards.js';

export const noteExternalCode: Decision<'NoteExternalCode'> = ({ data }, state) => {
  const { externalCode, now } = data;
  const { dossierId, externalCodes } = filedOrMirror(state);
  const known = externalCodes.some(({ system, code }) => system === externalCode.system && code === externalCode.code);
  return known ? [] : [{ type: 'ExternalCodeNoted', data: { dossierId, externalCode, notedAt: now } }];
};

/**
 * A ministry's answer stands beside our lifecycle and moves nothing: its "refused" after our acceptance is a negative result,
 * which an officer signs, never status 3. The same answer twice is one.
 */
export const reportResult: Decision<'ReportResult'> = ({ data, personal }, state) => {
  const { system, externalStatus, resultKind, blobId, blobDigest, now } = data;
  const dossier = filed(state);
  const known = dossier.resultsReceived.some(
    (one) =>
      one.system === system &&
      one.externalStatus === externalStatus &&
      one.resultKind === resultKind &&
      one.blobDigest === blobDigest,
  );
  if (known) return [];
  if (isIn(dossier, ['resolved', 'returned'])) refuse('dossier.result-already-signed');
  const open = ['accepted', 'processing', 'supplementRequested', 'paymentRequested'] as const;
  const { acceptance, dossierId } = inStatus(state, open, 'dossier.not-open-for-result');
  if (acceptance === null) refuse('dossier.not-open-for-result');
  return [
    {
      type: 'ResultReceived',
      data: { dossierId, system, externalStatus, resultKind, receivedAt: now, blobId, blobDigest },
      personal: { fields: personal.fields },
    },
  ];
};

export const raiseOfficerTask: Decision<'RaiseOfficerTask'> = ({ data, personal }, state) => {
  const { taskId, kind, system, now } = data;
  const { dossierId, tasks } = filedOrMirror(state);
  if (tasks.some((task) => task.taskId === taskId)) return [];
  return [
    {
      type: 'OfficerTaskRaised',
      data: { dossierId, taskId, kind, system, raisedAt: now },
      personal: { text: personal.text },
    },
  ];
};

export const settleOfficerTask: Decision<'SettleOfficerTask'> = ({ data, personal }, state) => {
  const { taskId, by, now } = data;
  const { dossierId, tasks } = filedOrMirror(state);
  const task = tasks.find((one) => one.taskId === taskId);
  if (task === undefined) return refuse('dossier.task-unknown');
  if (task.settled) refuse('dossier.task-already-settled');
  return [
    {
      type: 'OfficerTaskSettled',
      data: { dossierId, taskId, by, settledAt: now },
      personal: { note: personal.note },
    },
  ];
};

export const resolveAccount: Decision<'ResolveAccount'> = ({ data, personal }, state) => {
  const { outcome, now } = data;
  const { dossierId, account } = filed(state);
  if (account === outcome) return [];
  return [
    {
      type: 'AccountResolved',
      data: { dossierId, outcome, resolvedAt: now },
      personal: { techId: personal.techId },
    },
  ];
};

/**
 * T19: the state is copied as reported, and only forward in the other system's time.
 *
 * @law NĐ 224/2026/NĐ-CP art. 15.1.h
 */
export const reportMirrorStatus: Decision<'ReportMirrorStatus'> = ({ data, personal }, state, catalogue) => {
  const { system, status, now } = data;
  if (!Number.isInteger(status) || status < 1 || status > 10) refuse('dossier.mirror-status-unknown', { status });
  const externalTime = instant(epoch(data.externalTime));
  if (isRepeated(state, system, status, externalTime)) return [];
  const { dossierId, procedureVersionId, receivingUnit, channel } = mirrored(data, state, catalogue);
  const reported: DossierEvent = {
    type: 'MirrorStatusReported',
    data: {
      dossierId,
      procedureVersionId,
      receivingUnit,
      channel,
      system,
      status,
      reportedAt: now,
      externalTime,
    },
    personal: { note: personal.note },
  };
  return [reported, ...newCode(data, state)];
};

function isRepeated(state: Dossier, system: string, status: number, externalTime: string): boolean {
  if (state.status !== 'mirror') return false;
  if (isLater(state.externalTime, externalTime))
    refuse('dossier.mirror-report-older', { recorded: state.externalTime, reported: externalTime });
  return state.externalTime === externalTime && state.reportedStatus === status && state.system === system;
}

type ReportData = CommandOf<'ReportMirrorStatus'>['data'];

function mirrored(
  data: ReportData,
  state: Dossier,
  catalogue: Catalogue,
): Pick<ReportData, 'dossierId' | 'receivingUnit' | 'channel'> & { readonly procedureVersionId: string } {
  const { dossierId, channel, procedureCode, externalTime } = data;
  if (state.status === 'none') {
    const { id } = resolvedElsewhere(catalogue.resolve(procedureCode, localDay(externalTime)));
    const receivingUnit = catalogue.unit(data.receivingUnit).code;
    return { dossierId, channel, receivingUnit, procedureVersionId: id };
  }
  const here = filedOrMirror(state);
  resolvedElsewhere(catalogue.version(here.procedureVersionId));
  if (here.status !== 'mirror' && isIn(here, ['intakeRefused', 'withdrawn', 'returned'])) refuse('dossier.not-open');
  const { receivingUnit, procedureVersionId } = here;
  return { dossierId: here.dossierId, channel, receivingUnit, procedureVersionId };
}

function resolvedElsewhere(version: ProcedureVersion): ProcedureVersion {
  return version.route === 'provincial' ? refuse('dossier.not-a-mirror', { procedure: version.code }) : version;
}

/** The central code is the dossier's code; one that comes beside a code it has already is an alias. */
function newCode({ externalCode, dossierId, now }: ReportData, state: Dossier): DossierEvent[] {
  if (externalCode === null) return [];
  const dossierCode = 'dossierCode' in state ? state.dossierCode : null;
  if (dossierCode === externalCode.code) return [];
  if (dossierCode === null) return [centralCode(dossierId, externalCode, now)];
  const codes = 'externalCodes' in state ? state.externalCodes : [];
  if (codes.some(({ system, code }) => system === externalCode.system && code === externalCode.code)) return [];
  return [{ type: 'ExternalCodeNoted', data: { dossierId, externalCode, notedAt: now } }];
}

function centralCode(dossierId: string, { system, code }: ExternalCode, assignedAt: string): DossierEvent {
  const outside = { origin: 'external', system, unitCode: null, day: null, ordinal: null } as const;
  return { type: 'DossierCodeAssigned', data: { dossierId, dossierCode: code, ...outside, assignedAt } };
}
