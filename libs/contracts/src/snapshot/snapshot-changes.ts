import type { LifecycleData, LifecycleEventType } from '../lifecycle/lifecycle-events.js';
import type { DossierSnapshot } from './dossier-snapshot.js';

type Changes = {
  readonly [Type in LifecycleEventType]?: (
    data: LifecycleData<Type>,
    before: DossierSnapshot,
  ) => Partial<DossierSnapshot>;
};

const STATUS = { submitted: 1, accepted: 2, processing: 4 } as const;

/** What each event changes; the others change nothing that a snapshot holds. */
export const changes: Changes = {
  CodeRequested: ({ unitCode, channel, procedureCode }) => ({ receivingUnit: unitCode, channel, procedureCode }),
  DossierSubmitted: (data) => ({
    status: 1,
    channel: data.channel,
    procedureCode: data.procedureCode,
    procedureVersionId: data.procedureVersionId,
    procedureCase: data.procedureCase,
    receivingUnit: data.receivingUnit,
    resolvingUnit: data.resolvingUnit,
    returnMethod: data.returnMethod,
    submittedAt: data.submittedAt,
    receivedAt: data.receivedAt,
    externalCodes: data.externalCodes,
    intakeAnswerDueAt: data.intakeAnswer?.dueAt ?? null,
  }),
  DossierCodeAssigned: ({ dossierCode }, before) => ({ dossierCode: before.dossierCode ?? dossierCode }),
  CodeVoided: () => ({ codeVoided: true }),
  DossierAccepted: ({ acceptedAt, due }) => ({
    status: 2,
    acceptedAt,
    originalDueAt: due.dueAt,
    dueAt: due.dueAt,
  }),
  IntakeRefused: () => ({ status: 3 }),
  DossierWithdrawn: () => ({ status: 7, resumeStatus: null }),
  SupplementRequested: ({ resumeState }) => ({ status: 5, resumeStatus: STATUS[resumeState] }),
  SupplementCompleted: ({ due, intakeAnswer }, before) => ({
    status: before.resumeStatus,
    resumeStatus: null,
    dueAt: due?.dueAt ?? before.dueAt,
    intakeAnswerDueAt: intakeAnswer?.dueAt ?? before.intakeAnswerDueAt,
  }),
  SupplementLapsed: ({ becomes }) => ({ status: becomes === 'stopped' ? 8 : 3, resumeStatus: null }),
  StepForwarded: () => ({ status: 4 }),
  DossierTransferred: ({ toUnit, due }, before) => ({ resolvingUnit: toUnit, dueAt: due?.dueAt ?? before.dueAt }),
  ProcedureCaseChanged: ({ procedureCase, due }) => ({ procedureCase, dueAt: due.dueAt }),
  DueDateExtended: ({ due }) => ({ dueAt: due.dueAt }),
  DueDateMoved: ({ due }) => ({ dueAt: due.dueAt }),
  DossierStopped: () => ({ status: 8, resumeStatus: null }),
  DossierReopened: ({ due }) => ({ status: 4, dueAt: due.dueAt }),
  PaymentRequested: ({ changesStatus }) => (changesStatus ? { status: 6 } : {}),
  PaymentConfirmed: afterPayment,
  PaymentCancelled: afterPayment,
  ExternalCodeNoted: ({ externalCode }, { externalCodes }) => ({ externalCodes: [...externalCodes, externalCode] }),
  MirrorStatusReported: ({ status, system, procedureVersionId, receivingUnit, channel }) => ({
    status,
    mirrorOf: system,
    resumeStatus: null,
    procedureVersionId,
    receivingUnit,
    channel,
  }),
  ResultSigned: ({ resultKind, signedAt }) => ({ status: 9, resultKind, signedAt }),
  PostalReturnRegistered: () => ({ returnMethod: 'post' }),
  ResultReturned: ({ returnedAt }) => ({ status: 10, returnedAt }),
  ResultRevoked: () => ({ revoked: true }),
  SubjectErased: ({ policy }) => ({ erased: policy }),
};

/** A payment that comes after the end of a dossier is recorded without changing its status. */
function afterPayment(
  { resumes, due }: { readonly resumes: boolean; readonly due: { readonly dueAt: string } | null },
  before: DossierSnapshot,
): Partial<DossierSnapshot> {
  return resumes ? { status: 4, dueAt: due?.dueAt ?? before.dueAt } : {};
}
