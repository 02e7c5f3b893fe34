import type { Catalogue, DossierCommand, FiledDossier } from '@motcua/domain';
import type { Role } from '@motcua/service-kit';
import type { Right } from '../officer-command/dossier-reach.js';
import type { OfficerCommandName } from './officer-command-names.js';

/** What a probe is made of: the dossier and who would act when. */
export interface Subject {
  readonly dossier: FiledDossier;
  readonly catalogue: Catalogue;
  readonly stamp: { readonly now: string; readonly by: string };
  /** The payment, opinion or task, where the command has one. */
  readonly id: string;
}

/**
 * A command with content to which nobody can object, so that what the rules say of it is about the dossier and the hour alone.
 * Its facts are thrown away.
 */
export interface CommandProbe {
  readonly roles: readonly Role[];
  readonly right: Exclude<Right, object> | ((id: string) => Right);
  /** The things it could be about; without it the command is about the dossier. */
  readonly ids?: (dossier: FiledDossier) => readonly string[];
  readonly make: (subject: Subject) => DossierCommand;
}

const DESK = ['deskOfficer', 'unitLeader'] as const;
const ALL = ['deskOfficer', 'resolvingOfficer', 'unitLeader'] as const;
const LEADER = ['unitLeader'] as const;

const reason = 'x';
const personal = { reason };
const document = { blobId: 'x', cipherDigest: 'x', number: 'x', signed: true };

export const commandProbes: Readonly<Record<OfficerCommandName, CommandProbe>> = {
  acceptance: {
    roles: DESK,
    right: 'receiving',
    make: ({ stamp }) => ({ type: 'AcceptDossier', data: { checksDone: true, ...stamp } }),
  },
  'intake-refusal': {
    roles: DESK,
    right: 'receiving',
    make: ({ stamp }) => ({ type: 'RefuseIntake', data: { reasonCode: 'x', ...stamp }, personal }),
  },
  withdrawal: {
    roles: DESK,
    right: 'receiving',
    make: ({ stamp }) => ({ type: 'WithdrawDossier', data: stamp, personal }),
  },
  'supplement-requests': {
    roles: ALL,
    right: 'either',
    make: ({ stamp }) => ({
      type: 'RequestSupplement',
      data: { items: ['/x'], ministry: null, ...stamp },
      personal: { reason, itemTexts: [] },
    }),
  },
  supplements: {
    roles: ['deskOfficer'],
    right: 'either',
    make: ({ dossier, stamp }) => ({
      type: 'SubmitSupplement',
      data: { items: 'supplement' in dossier ? dossier.supplement.items : ['/x'], components: [], ...stamp },
      personal: { declaration: null, note: '', attachments: [] },
    }),
  },
  'supplement-completion': {
    roles: ALL,
    right: 'either',
    make: ({ stamp }) => ({ type: 'CompleteSupplement', data: stamp }),
  },
  steps: {
    roles: ALL,
    right: 'either',
    make: ({ dossier, stamp }) => ({
      type: 'ForwardStep',
      data: { toUnit: dossier.resolvingUnit, handler: 'x', stepDue: null, ...stamp },
      personal: { note: '' },
    }),
  },
  'step-returns': {
    roles: ALL,
    right: 'resolving',
    make: ({ stamp }) => ({ type: 'ReturnStep', data: stamp, personal }),
  },
  'step-recalls': {
    roles: ALL,
    right: 'either',
    make: ({ stamp }) => ({ type: 'RecallStep', data: stamp, personal }),
  },
  handler: {
    roles: ALL,
    right: 'either',
    make: ({ stamp }) => ({ type: 'AssignHandler', data: { handler: 'x', ...stamp } }),
  },
  opinions: {
    roles: ALL,
    right: 'resolving',
    make: ({ dossier, stamp }) => ({
      type: 'RequestOpinion',
      data: { opinionId: 'x', toUnit: dossier.resolvingUnit, limit: { unit: 'workingHour', amount: 1 }, ...stamp },
      personal: { question: reason },
    }),
  },
  'opinions/:opinionId/answer': {
    roles: ALL,
    right: (opinionId) => ({ opinionId }),
    ids: ({ opinions }) => opinions.map(({ opinionId }) => opinionId),
    make: ({ id, stamp }) => ({
      type: 'GiveOpinion',
      data: { opinionId: id, ...stamp },
      personal: { answer: reason },
    }),
  },
  transfers: {
    roles: ALL,
    right: 'either',
    make: (subject) => ({
      type: 'TransferDossier',
      data: { cause: 'wrongCompetence', toUnit: otherUnit(subject), ...subject.stamp },
      personal,
    }),
  },
  'procedure-case': {
    roles: ALL,
    right: 'either',
    make: ({ dossier, catalogue, stamp }) => ({
      type: 'ChangeProcedureCase',
      data: { procedureCase: otherCase(dossier, catalogue), ...stamp },
    }),
  },
  extensions: {
    roles: LEADER,
    right: 'resolving',
    make: ({ stamp }) => ({
      type: 'ExtendDueDate',
      data: { workingDays: 1, apologyNumber: 'x', ...stamp },
      personal,
    }),
  },
  payments: {
    roles: ALL,
    right: 'either',
    make: ({ stamp }) => ({ type: 'RequestPayment', data: { paymentId: 'x', amount: 1, feeCodes: [], ...stamp } }),
  },
  'payments/:paymentId/receipt': {
    roles: ALL,
    right: 'either',
    ids: paymentsOf,
    make: ({ dossier, id, stamp }) => ({
      type: 'ConfirmPayment',
      data: { paymentId: id, amount: amountOf(dossier, id), method: 'cash', receiptNumber: 'x', ...stamp },
    }),
  },
  'payments/:paymentId/cancellation': {
    roles: ALL,
    right: 'either',
    ids: paymentsOf,
    make: ({ id, stamp }) => ({ type: 'CancelPayment', data: { paymentId: id, ...stamp }, personal }),
  },
  'payments/:paymentId/refund': {
    roles: DESK,
    right: 'either',
    ids: paymentsOf,
    make: ({ id, stamp }) => ({
      type: 'RefundPayment',
      data: { paymentId: id, amount: 1, evidenceBlobId: 'x', ...stamp },
      personal: { note: '' },
    }),
  },
  stop: {
    roles: LEADER,
    right: 'resolving',
    make: ({ stamp }) => ({ type: 'StopDossier', data: { decisionBlobId: 'x', ...stamp }, personal }),
  },
  reopening: {
    roles: LEADER,
    right: 'resolving',
    make: ({ stamp }) => ({ type: 'ReopenDossier', data: { clock: 'none', decisionBlobId: 'x', ...stamp }, personal }),
  },
  result: {
    roles: LEADER,
    right: 'resolving',
    make: ({ stamp }) => ({
      type: 'SignResult',
      data: { resultKind: 'positive', document, ...stamp },
      personal: { reason: null, fields: {} },
    }),
  },
  'postal-return': {
    roles: DESK,
    right: 'receiving',
    make: ({ stamp }) => ({
      type: 'RegisterPostalReturn',
      data: stamp,
      personal: { address: 'x', phone: 'x', receiver: 'x' },
    }),
  },
  'result-return': {
    roles: DESK,
    right: 'receiving',
    make: ({ stamp }) => ({
      type: 'ReturnResult',
      data: { method: 'counter', originalsReturned: true, ...stamp },
      personal: { receiver: 'x', note: '' },
    }),
  },
  'result-corrections': {
    roles: LEADER,
    right: 'resolving',
    make: ({ stamp }) => ({ type: 'CorrectResult', data: { document, ...stamp }, personal }),
  },
  'result-revocation': {
    roles: LEADER,
    right: 'resolving',
    make: ({ stamp }) => ({ type: 'RevokeResult', data: { decisionBlobId: 'x', ...stamp }, personal }),
  },
  'tasks/:taskId/settlement': {
    roles: ALL,
    right: 'either',
    ids: ({ tasks }) => tasks.map(({ taskId }) => taskId),
    make: ({ id, stamp }) => ({
      type: 'SettleOfficerTask',
      data: { taskId: id, ...stamp },
      personal: { note: reason },
    }),
  },
  attachments: {
    roles: ALL,
    right: 'either',
    make: ({ stamp }) => ({
      type: 'AddAttachment',
      data: {
        component: {
          componentCode: 'x',
          attachmentId: 'x',
          blobId: 'x',
          source: 'upload',
          mime: null,
          size: null,
          cipherDigest: null,
          copies: null,
        },
        ...stamp,
      },
      personal: { attachmentId: 'x', fileName: 'x', plainDigest: 'x' },
    }),
  },
};

function paymentsOf({ payments }: FiledDossier): readonly string[] {
  return payments.map(({ paymentId }) => paymentId);
}

function amountOf({ payments }: FiledDossier, id: string): number {
  return payments.find(({ paymentId }) => paymentId === id)?.amount ?? 0;
}

/** Any unit it could go to; where there is none, the rules refuse its own. */
function otherUnit({ dossier, catalogue, stamp }: Subject): string {
  const units = catalogue.unitsOn(stamp.now.slice(0, 10));
  return units.find(({ code, resolves }) => resolves && code !== dossier.resolvingUnit)?.code ?? dossier.resolvingUnit;
}

/** Changing to the case that it has is no change. */
function otherCase({ procedureVersionId, procedureCase }: FiledDossier, catalogue: Catalogue): string {
  const { cases } = catalogue.version(procedureVersionId);
  return cases.find(({ code }) => code !== procedureCase)?.code ?? procedureCase;
}
