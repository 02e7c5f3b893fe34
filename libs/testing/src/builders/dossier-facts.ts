import type { DossierEvent, DossierEventType } from '@motcua/domain';
import { MONDAY, submissionPersonal, submittedComponent } from './dossier-commands.js';
import { due } from './due-date.js';
import { endingFacts } from './ending-facts.js';

export type DossierFactOf<Type extends DossierEventType> = Extract<DossierEvent, { readonly type: Type }>;

const dossierId = '7b0c6f4e-0000-4000-8000-000000000001';
const by = 'officer-1';
const reason = 'Lý do mẫu';
const outage = { from: MONDAY, to: '2026-11-16T04:00:00.000Z' };

/** One fact of every type a dossier's stream can hold; the type makes the list complete. */
export const dossierFacts: { readonly [Type in DossierEventType]: DossierFactOf<Type> } = {
  CodeRequested: {
    type: 'CodeRequested',
    data: {
      dossierId,
      unitCode: 'H99.14',
      channel: 'vneid',
      procedureCode: '2.000488',
      requestedAt: MONDAY,
      expiresAt: '2026-11-23T02:00:00.000Z',
    },
  },
  DossierSubmitted: {
    type: 'DossierSubmitted',
    data: {
      dossierId,
      channel: 'provincialPortal',
      procedureCode: '2.000488',
      procedureVersionId: '2.000488@2020-1',
      procedureCase: 'standard',
      ruleSet: '2020',
      receivingUnit: 'H99.14',
      resolvingUnit: 'H99.14',
      submittedAt: MONDAY,
      receivedAt: MONDAY,
      postmarkedAt: null,
      calendarVersion: '2026-1',
      codeIssuedAt: 'submission',
      returnMethod: 'counter',
      externalCodes: [],
      components: [submittedComponent()],
      intakeAnswer: due,
      feeCollect: 'before',
      feeAmount: 200000,
    },
    personal: submissionPersonal(),
  },
  DossierCodeAssigned: {
    type: 'DossierCodeAssigned',
    data: {
      dossierId,
      dossierCode: '000.00.14.H99-261116-0001',
      origin: 'series',
      system: null,
      unitCode: 'H99.14',
      day: '2026-11-16',
      ordinal: 1,
      assignedAt: MONDAY,
    },
  },
  CodeVoided: {
    type: 'CodeVoided',
    data: { dossierId, dossierCode: '000.00.14.H99-261116-0001', reason: 'reservation-expired', voidedAt: MONDAY },
  },
  AttachmentAdded: {
    type: 'AttachmentAdded',
    data: { dossierId, component: submittedComponent({ attachmentId: 'attachment-2' }), by, addedAt: MONDAY },
    personal: { attachmentId: 'attachment-2', fileName: 'giay-to.pdf', plainDigest: 'f00d' },
  },
  DossierAccepted: {
    type: 'DossierAccepted',
    data: { dossierId, by, acceptedAt: MONDAY, due, dossierCodeNeeded: false },
  },
  RoutingDecided: {
    type: 'RoutingDecided',
    data: {
      dossierId,
      row: {
        kind: 'professional',
        procedure: '2.000488',
        unit: 'H99.*',
        validFrom: '2018-06-21',
        validTo: null,
        system: 'lltp.g1',
        module: null,
        profile: 'lltp.g1@1',
      },
      decidedAt: MONDAY,
    },
  },
  IntakeRefused: {
    type: 'IntakeRefused',
    data: { dossierId, by, refusedAt: MONDAY, reasonCode: 'not-competent' },
    personal: { reason },
  },
  DossierWithdrawn: {
    type: 'DossierWithdrawn',
    data: { dossierId, by, withdrawnAt: MONDAY, refundDue: false },
    personal: { reason },
  },
  SupplementRequested: {
    type: 'SupplementRequested',
    data: { dossierId, stage: 'intake', resumeState: 'submitted', items: ['id-copy'], by, requestedAt: MONDAY, due },
    personal: { reason, itemTexts: ['Bản sao giấy tờ tùy thân'] },
  },
  SupplementSubmitted: {
    type: 'SupplementSubmitted',
    data: {
      dossierId,
      items: ['id-copy'],
      components: [submittedComponent({ attachmentId: 'attachment-3' })],
      submittedAt: MONDAY,
    },
    personal: { declaration: null, note: '', attachments: [] },
  },
  SupplementCompleted: {
    type: 'SupplementCompleted',
    data: { dossierId, by, completedAt: MONDAY, answeredAt: MONDAY, due: null, intakeAnswer: due },
  },
  SupplementLapsed: { type: 'SupplementLapsed', data: { dossierId, lapsedAt: MONDAY, becomes: 'intakeRefused' } },
  StepForwarded: {
    type: 'StepForwarded',
    data: {
      dossierId,
      fromUnit: 'H99.14',
      toUnit: 'H99.14',
      handler: 'handler-1',
      by,
      forwardedAt: MONDAY,
      stepDue: null,
    },
    personal: { note: '' },
  },
  StepReturned: {
    type: 'StepReturned',
    data: { dossierId, toUnit: 'H99.14', handler: by, by: 'handler-1', returnedAt: MONDAY },
    personal: { reason },
  },
  StepRecalled: {
    type: 'StepRecalled',
    data: { dossierId, handler: by, by, recalledAt: MONDAY },
    personal: { reason },
  },
  HandlerAssigned: { type: 'HandlerAssigned', data: { dossierId, handler: 'handler-2', by, assignedAt: MONDAY } },
  OpinionRequested: {
    type: 'OpinionRequested',
    data: { dossierId, opinionId: 'opinion-1', fromUnit: 'H99.14', toUnit: 'H99.31', by, requestedAt: MONDAY, due },
    personal: { question: 'Câu hỏi mẫu' },
  },
  OpinionGiven: {
    type: 'OpinionGiven',
    data: { dossierId, opinionId: 'opinion-1', by: 'handler-9', givenAt: MONDAY },
    personal: { answer: 'Trả lời mẫu' },
  },
  DossierTransferred: {
    type: 'DossierTransferred',
    data: { dossierId, cause: 'wrongCompetence', toUnit: 'H99.31', by, transferredAt: MONDAY, due: null },
    personal: { reason },
  },
  ProcedureCaseChanged: {
    type: 'ProcedureCaseChanged',
    data: { dossierId, procedureCase: 'complex', by, changedAt: MONDAY, due },
  },
  DueDateExtended: {
    type: 'DueDateExtended',
    data: { dossierId, by, extendedAt: MONDAY, due, apologyNumber: '3/PXL' },
    personal: { reason },
  },
  DueDateMoved: {
    type: 'DueDateMoved',
    data: { dossierId, cause: 'outage', ...outage, by, movedAt: outage.to, due },
  },
  DeadlineWarned: {
    type: 'DeadlineWarned',
    data: { dossierId, deadline: 'resolution', dueAt: due.dueAt, warnedAt: MONDAY },
  },
  DeadlineMissed: {
    type: 'DeadlineMissed',
    data: { dossierId, deadline: 'resolution', dueAt: due.dueAt, missedAt: '2026-11-19T10:00:01.000Z' },
  },
  DossierStopped: {
    type: 'DossierStopped',
    data: { dossierId, by, stoppedAt: MONDAY, decisionBlobId: 'blob-stop' },
    personal: { reason },
  },
  DossierReopened: {
    type: 'DossierReopened',
    data: { dossierId, by, reopenedAt: MONDAY, due, decisionBlobId: 'blob-reopen' },
    personal: { reason },
  },
  PaymentRequested: {
    type: 'PaymentRequested',
    data: {
      dossierId,
      paymentId: 'payment-1',
      amount: 200000,
      feeCodes: ['phi-lltp'],
      by,
      requestedAt: MONDAY,
      changesStatus: false,
    },
  },
  PaymentConfirmed: {
    type: 'PaymentConfirmed',
    data: {
      dossierId,
      paymentId: 'payment-1',
      amount: 200000,
      method: 'cash',
      confirmedAt: MONDAY,
      by,
      receiptNumber: 'BL-0001',
      resumes: false,
      due: null,
    },
  },
  PaymentCancelled: {
    type: 'PaymentCancelled',
    data: { dossierId, paymentId: 'payment-1', by, cancelledAt: MONDAY, resumes: false, due: null },
    personal: { reason },
  },
  PaymentRefunded: {
    type: 'PaymentRefunded',
    data: { dossierId, paymentId: 'payment-1', amount: 200000, by, refundedAt: MONDAY, evidenceBlobId: 'blob-refund' },
    personal: { note: '' },
  },
  ExternalCodeNoted: {
    type: 'ExternalCodeNoted',
    data: { dossierId, externalCode: { system: 'lltp.g1', code: 'LLTP-1' }, notedAt: MONDAY },
  },
  ResultReceived: {
    type: 'ResultReceived',
    data: {
      dossierId,
      system: 'lltp.g1',
      externalStatus: '5',
      resultKind: 'positive',
      receivedAt: MONDAY,
      blobId: 'blob-result',
      blobDigest: 'c0ffee',
    },
    personal: { fields: {} },
  },
  OfficerTaskRaised: {
    type: 'OfficerTaskRaised',
    data: { dossierId, taskId: 'task-1', kind: 'ministrySupplement', system: 'lltp.g1', raisedAt: MONDAY },
    personal: { text: 'Nội dung mẫu' },
  },
  OfficerTaskSettled: {
    type: 'OfficerTaskSettled',
    data: { dossierId, taskId: 'task-1', by, settledAt: MONDAY },
    personal: { note: '' },
  },
  MirrorStatusReported: {
    type: 'MirrorStatusReported',
    data: {
      dossierId,
      procedureVersionId: '3.000333@2026-1',
      receivingUnit: 'H99.14',
      channel: 'vneid',
      system: 'lltp.vneid',
      status: 4,
      reportedAt: MONDAY,
      externalTime: MONDAY,
    },
    personal: { note: '' },
  },
  AccountResolved: {
    type: 'AccountResolved',
    data: { dossierId, outcome: 'linked', resolvedAt: MONDAY },
    personal: { techId: 'tech-1' },
  },
  ...endingFacts,
};
