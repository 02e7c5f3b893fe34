import type { CommandOf, DossierCommandType } from '@motcua/domain';
import {
  MONDAY,
  acceptDossier,
  forwardStep,
  receiveAtCounter,
  returnResult,
  signResult,
  submitDossier,
  submittedComponent,
} from './dossier-commands.js';

const stamp = { now: MONDAY, by: 'officer-1' };
const reason = { reason: 'Lý do mẫu' };
const { dossierId } = submitDossier().data;
const document = { blobId: 'blob-2', cipherDigest: 'beef', number: '13/KQ', signed: true };

/** One command of every type, such that the rules allow it somewhere; the type makes the list complete. */
export const dossierCommands: { readonly [Type in DossierCommandType]: CommandOf<Type> } = {
  RequestCode: {
    type: 'RequestCode',
    data: {
      dossierId,
      unitCode: 'H99.14',
      channel: 'vneid',
      procedureCode: null,
      expiresAt: '2027-01-04T02:00:00.000Z',
      ...stamp,
    },
  },
  VoidCode: { type: 'VoidCode', data: { reason: 'submission-rejected', ...stamp } },
  SubmitDossier: submitDossier(),
  ReceiveAtCounter: receiveAtCounter(),
  AddAttachment: {
    type: 'AddAttachment',
    data: { component: submittedComponent({ attachmentId: 'attachment-2' }), ...stamp },
    personal: { attachmentId: 'attachment-2', fileName: 'giay-to.pdf', plainDigest: 'f00d' },
  },
  AcceptDossier: acceptDossier(),
  RefuseIntake: { type: 'RefuseIntake', data: { reasonCode: 'not-competent', ...stamp }, personal: reason },
  WithdrawDossier: { type: 'WithdrawDossier', data: stamp, personal: reason },
  EraseSubject: { type: 'EraseSubject', data: { policy: 'restrict', ...stamp } },
  RequestSupplement: {
    type: 'RequestSupplement',
    data: { items: ['id-copy'], ministry: null, ...stamp },
    personal: { ...reason, itemTexts: ['Bản sao giấy tờ tùy thân'] },
  },
  SubmitSupplement: {
    type: 'SubmitSupplement',
    data: { items: ['id-copy'], components: [], ...stamp },
    personal: { declaration: null, note: '', attachments: [] },
  },
  CompleteSupplement: { type: 'CompleteSupplement', data: stamp },
  LapseSupplement: { type: 'LapseSupplement', data: stamp },
  ForwardStep: forwardStep(),
  ReturnStep: { type: 'ReturnStep', data: stamp, personal: reason },
  RecallStep: { type: 'RecallStep', data: stamp, personal: reason },
  AssignHandler: { type: 'AssignHandler', data: { handler: 'handler-2', ...stamp } },
  RequestOpinion: {
    type: 'RequestOpinion',
    data: { opinionId: 'opinion-1', toUnit: 'H99.31', limit: { unit: 'workingDay', amount: 2 }, ...stamp },
    personal: { question: 'Câu hỏi mẫu' },
  },
  GiveOpinion: { type: 'GiveOpinion', data: { opinionId: 'opinion-1', ...stamp }, personal: { answer: 'Trả lời mẫu' } },
  TransferDossier: {
    type: 'TransferDossier',
    data: { cause: 'wrongCompetence', toUnit: 'H99.31', ...stamp },
    personal: reason,
  },
  ChangeProcedureCase: { type: 'ChangeProcedureCase', data: { procedureCase: 'complex', ...stamp } },
  StopDossier: { type: 'StopDossier', data: { decisionBlobId: 'blob-stop', ...stamp }, personal: reason },
  ReopenDossier: {
    type: 'ReopenDossier',
    data: { clock: 'pause', decisionBlobId: 'blob-reopen', ...stamp },
    personal: reason,
  },
  ExtendDueDate: {
    type: 'ExtendDueDate',
    data: { workingDays: 2, apologyNumber: '3/PXL', ...stamp },
    personal: reason,
  },
  ApplyOutage: {
    type: 'ApplyOutage',
    data: { from: MONDAY, to: '2026-11-16T04:00:00.000Z', ...stamp, now: '2026-11-16T04:00:00.000Z' },
  },
  WarnDeadline: { type: 'WarnDeadline', data: { deadline: 'resolution', dueAt: '2026-11-19T10:00:00.000Z', ...stamp } },
  MissDeadline: { type: 'MissDeadline', data: { deadline: 'resolution', dueAt: '2026-11-19T10:00:00.000Z', ...stamp } },
  RequestPayment: {
    type: 'RequestPayment',
    data: { paymentId: 'payment-1', amount: 200_000, feeCodes: ['phi-lltp'], ...stamp },
  },
  ConfirmPayment: {
    type: 'ConfirmPayment',
    data: { paymentId: 'payment-1', amount: 200_000, method: 'cash', receiptNumber: 'BL-0001', ...stamp },
  },
  CancelPayment: { type: 'CancelPayment', data: { paymentId: 'payment-1', ...stamp }, personal: reason },
  RefundPayment: {
    type: 'RefundPayment',
    data: { paymentId: 'payment-1', amount: 200_000, evidenceBlobId: 'blob-refund', ...stamp },
    personal: { note: '' },
  },
  NoteExternalCode: {
    type: 'NoteExternalCode',
    data: { externalCode: { system: 'lltp.g1', code: 'LLTP-1' }, ...stamp },
  },
  ReportResult: {
    type: 'ReportResult',
    data: { system: 'lltp.g1', externalStatus: '5', resultKind: 'positive', blobId: null, blobDigest: null, ...stamp },
    personal: { fields: {} },
  },
  RaiseOfficerTask: {
    type: 'RaiseOfficerTask',
    data: { taskId: 'task-1', kind: 'deliveryParked', system: 'lltp.g1', ...stamp },
    personal: { text: 'Nội dung mẫu' },
  },
  SettleOfficerTask: { type: 'SettleOfficerTask', data: { taskId: 'task-1', ...stamp }, personal: { note: '' } },
  ReportMirrorStatus: {
    type: 'ReportMirrorStatus',
    data: {
      dossierId,
      procedureCode: '3.000333',
      receivingUnit: 'H99.14',
      channel: 'vneid',
      system: 'lltp.vneid',
      status: 4,
      externalTime: MONDAY,
      externalCode: null,
      ...stamp,
    },
    personal: { note: '' },
  },
  ResolveAccount: { type: 'ResolveAccount', data: { outcome: 'new', ...stamp }, personal: { techId: null } },
  SignResult: signResult(),
  RegisterPostalReturn: {
    type: 'RegisterPostalReturn',
    data: stamp,
    personal: { address: 'Xã Một, tỉnh Mẫu', phone: '0990000001', receiver: 'Nguyễn Văn Mẫu' },
  },
  ReturnResult: returnResult(),
  CorrectResult: { type: 'CorrectResult', data: { document, ...stamp }, personal: reason },
  RateDossier: {
    type: 'RateDossier',
    data: { level: 'satisfied', aspects: { attitude: 'good', timeliness: null, guidance: null }, ...stamp },
    personal: { comment: 'Cảm ơn' },
  },
  RevokeResult: { type: 'RevokeResult', data: { decisionBlobId: 'blob-revocation', ...stamp }, personal: reason },
};
