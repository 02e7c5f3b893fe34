import type { CommandOf, DossierCommandType, SubmissionPersonal, SubmittedComponent } from '@motcua/domain';

/** Monday 2026-11-16 09:00 in Vietnam: a working moment, whatever the spec does not say otherwise. */
export const MONDAY = '2026-11-16T02:00:00.000Z';

type Data<Type extends DossierCommandType> = CommandOf<Type>['data'];

/** An online submission of 2.000488 at H99.14 without fee; each builder takes what the spec wants different. */
export function submitDossier(changes: Partial<Data<'SubmitDossier'>> = {}): CommandOf<'SubmitDossier'> {
  return {
    type: 'SubmitDossier',
    data: { ...submissionData, channel: 'provincialPortal', ...changes },
    personal: submissionPersonal(),
  };
}

export function receiveAtCounter(changes: Partial<Data<'ReceiveAtCounter'>> = {}): CommandOf<'ReceiveAtCounter'> {
  return {
    type: 'ReceiveAtCounter',
    data: { ...submissionData, by: 'officer-1', channel: 'counter', postmarkedAt: null, payment: null, ...changes },
    personal: submissionPersonal(),
  };
}

export function acceptDossier(changes: Partial<Data<'AcceptDossier'>> = {}): CommandOf<'AcceptDossier'> {
  return { type: 'AcceptDossier', data: { checksDone: true, now: MONDAY, by: 'officer-1', ...changes } };
}

export function forwardStep(changes: Partial<Data<'ForwardStep'>> = {}): CommandOf<'ForwardStep'> {
  const data = { toUnit: 'H99.14', handler: 'handler-1', stepDue: null, now: MONDAY, by: 'officer-1', ...changes };
  return { type: 'ForwardStep', data, personal: { note: '' } };
}

export function signResult(
  changes: Partial<Data<'SignResult'>> = {},
  reason: string | null = null,
): CommandOf<'SignResult'> {
  const document = { blobId: 'blob-result', cipherDigest: 'c0ffee', number: '12/KQ', signed: true };
  const data = { resultKind: 'positive' as const, document, now: MONDAY, by: 'leader-1', ...changes };
  return { type: 'SignResult', data, personal: { reason, fields: {} } };
}

export function returnResult(changes: Partial<Data<'ReturnResult'>> = {}): CommandOf<'ReturnResult'> {
  const data = { method: 'counter' as const, originalsReturned: true, now: MONDAY, by: 'officer-1', ...changes };
  return { type: 'ReturnResult', data, personal: { receiver: 'Người Nhận Mẫu', note: '' } };
}

export function submittedComponent(changes: Partial<SubmittedComponent> = {}): SubmittedComponent {
  return {
    componentCode: 'id-copy',
    attachmentId: 'attachment-1',
    blobId: 'blob-1',
    source: 'upload',
    mime: 'application/pdf',
    size: 1024,
    cipherDigest: 'c0ffee',
    copies: null,
    ...changes,
  };
}

/** Made-up people only. */
export function submissionPersonal(changes: Partial<SubmissionPersonal> = {}): SubmissionPersonal {
  const person = {
    fullName: 'Nguyễn Văn Mẫu',
    personalId: '099000000001',
    birthDate: '1990-01-01',
    address: 'Xã Một, tỉnh Mẫu',
    phone: '0990000001',
    email: 'mau@example.test',
  };
  return {
    applicant: person,
    submitter: person,
    declaration: {},
    attachments: [],
    matter: 'Yêu cầu mẫu',
    techId: null,
    ...changes,
  };
}

const submissionData = {
  dossierId: '7b0c6f4e-0000-4000-8000-000000000001',
  procedureCode: '2.000488',
  procedureCase: 'standard',
  receivingUnit: 'H99.14',
  competentUnit: null,
  returnMethod: 'counter' as const,
  externalCodes: [],
  components: [],
  feeCollect: 'exempt' as const,
  feeAmount: 0,
  now: MONDAY,
  by: 'citizen-1',
};
