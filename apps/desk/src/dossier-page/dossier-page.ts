import type {
  Acceptance,
  Catalogue,
  Dossier,
  DossierEvent,
  DossierEventType,
  ProcedureVersion,
  SubmissionPersonal,
} from '@motcua/domain';
import { nationalStatus, runningDeadlines, stateOfStatus, statusName } from '@motcua/domain';
import { type OpenedEvent, unreadableIn } from '@motcua/service-kit';
import type { DeliveryRow } from '../views/delivery-list/delivery-list.view.js';

type EventOf<Type extends DossierEventType> = Extract<DossierEvent, { readonly type: Type }>;

/** The page of a dossier: facts, dates with their explanations, money, papers, what is asked, what is under way outside. */
export function dossierPage(
  state: Dossier,
  events: readonly OpenedEvent[],
  deliveries: readonly DeliveryRow[],
  catalogue: Catalogue,
) {
  const status = nationalStatus(state);
  const state10 = status === null ? undefined : stateOfStatus(status);
  const submission = first(events, 'DossierSubmitted')?.personal;
  return {
    ...facts(state, catalogue),
    version: events.length,
    status,
    statusName: state10 === undefined ? null : statusName(state10),
    unreadable: unreadableIn(events),
    ...people(submission),
    ...dates(state, catalogue),
    ...papers(state, events, catalogue),
    supplements: all(events, 'SupplementRequested').map(({ data, personal }) => ({ ...data, ...personal })),
    ...('payments' in state
      ? { feeCollect: state.feeCollect, feeAmount: state.feeAmount, payments: state.payments }
      : {}),
    steps: 'positions' in state ? state.positions : [],
    opinions: opinions(state, events),
    tasks: tasks(state, events),
    deliveries: deliveries.map(delivery),
    resultsReceived: all(events, 'ResultReceived').map(({ data, personal }) => ({ ...data, ...personal })),
    result: 'result' in state ? state.result : null,
  };
}

function facts(state: Dossier, catalogue: Catalogue) {
  if (!('procedureVersionId' in state)) return { state };
  const version = catalogue.version(state.procedureVersionId);
  const { dossierId, receivingUnit, externalCodes } = state;
  const shared = {
    dossierId,
    externalCodes,
    receivingUnit: unit(receivingUnit, catalogue),
    procedure: { code: version.code, versionId: version.id, name: version.name.vi },
  };
  if (state.status === 'mirror') return { ...shared, mirrorOf: state.system, reportedAt: state.externalTime };
  const { dossierCode, channel, procedureCase, ruleSet, resolvingUnit, returnMethod, route, account } = state;
  return {
    ...shared,
    dossierCode,
    channel,
    procedureCase: { code: procedureCase, name: caseName(version, procedureCase) },
    ruleSet,
    resolvingUnit: unit(resolvingUnit, catalogue),
    returnMethod,
    route,
    account,
    erased: state.erased,
  };
}

function unit(code: string, catalogue: Catalogue) {
  return { code, name: catalogue.unit(code).name };
}

function caseName({ cases }: ProcedureVersion, code: string): string | null {
  return cases.find((one) => one.code === code)?.name.vi ?? null;
}

function people(submission: SubmissionPersonal | undefined) {
  if (submission === undefined) return { applicant: null, submitter: null, declaration: null, matter: null };
  const { applicant, submitter, declaration, matter } = submission;
  return { applicant, submitter, declaration, matter };
}

/** Every due date with the rule and the days that made it. */
function dates(state: Dossier, catalogue: Catalogue) {
  if (!('receivedAt' in state)) return { deadlines: [] };
  const { submittedAt, receivedAt, postmarkedAt, acceptance, intakeAnswer } = state;
  return {
    submittedAt,
    receivedAt,
    postmarkedAt,
    ...acceptedDates(acceptance),
    intakeAnswer,
    supplement: state.status === 'supplementRequested' ? state.supplement : null,
    deadlines: runningDeadlines(state, catalogue),
  };
}

function acceptedDates(acceptance: Acceptance | null) {
  if (acceptance === null) return { acceptedAt: null, originalDueAt: null, extended: false, due: null };
  const { acceptedAt, originalDueAt, extended, due } = acceptance;
  return { acceptedAt, originalDueAt, extended, due };
}

/** The table of components: what the procedure knows, and what lies in each slot. */
function papers(state: Dossier, events: readonly OpenedEvent[], catalogue: Catalogue) {
  if (!('components' in state)) return { components: [] };
  const names = fileNames(events);
  const version = catalogue.version(state.procedureVersionId);
  const slots = new Set([
    ...version.components.map(({ code }) => code),
    ...state.components.map((one) => one.componentCode),
  ]);
  const components = [...slots].map((code) => ({
    code,
    name: version.components.find((one) => one.code === code)?.name.vi ?? code,
    files: state.components
      .filter(({ componentCode }) => componentCode === code)
      .map(({ attachmentId, source, mime, size }) => ({
        attachmentId,
        source,
        mime,
        size,
        fileName: names.get(attachmentId) ?? null,
      })),
  }));
  return { components };
}

/** Names of the files by attachment; those that were erased have none. */
export function fileNames(events: readonly OpenedEvent[]): Map<string, string> {
  const attachments = [
    ...all(events, 'DossierSubmitted').flatMap(({ personal }) => personal?.attachments ?? []),
    ...all(events, 'SupplementSubmitted').flatMap(({ personal }) => personal?.attachments ?? []),
    ...all(events, 'AttachmentAdded').flatMap(({ personal }) => personal ?? []),
  ];
  return new Map(attachments.map(({ attachmentId, fileName }) => [attachmentId, fileName]));
}

function opinions(state: Dossier, events: readonly OpenedEvent[]) {
  if (!('opinions' in state)) return [];
  return state.opinions.map((one) => ({
    ...one,
    question: all(events, 'OpinionRequested').find(({ data }) => data.opinionId === one.opinionId)?.personal?.question,
    answer: all(events, 'OpinionGiven').find(({ data }) => data.opinionId === one.opinionId)?.personal?.answer ?? null,
  }));
}

function tasks(state: Dossier, events: readonly OpenedEvent[]) {
  if (!('tasks' in state)) return [];
  return state.tasks.map((task) => {
    const raised = all(events, 'OfficerTaskRaised').find(({ data }) => data.taskId === task.taskId);
    return {
      ...task,
      system: raised?.data.system,
      raisedAt: raised?.data.raisedAt,
      text: raised?.personal?.text ?? null,
    };
  });
}

export function delivery(row: DeliveryRow) {
  const { dossier_id: dossierId, system, seq, op, state, reason, suggestion, attempts, since } = row;
  return { dossierId, system, seq, op, state, reason, suggestion, nextAt: row.next_at, attempts, since };
}

function all<Type extends DossierEventType>(events: readonly OpenedEvent[], type: Type): EventOf<Type>[] {
  return events.filter((event) => event.type === type) as unknown as EventOf<Type>[];
}

function first<Type extends DossierEventType>(events: readonly OpenedEvent[], type: Type): EventOf<Type> | undefined {
  return all(events, type)[0];
}
