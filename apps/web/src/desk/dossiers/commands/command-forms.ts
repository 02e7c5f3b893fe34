import type { CommandName, Dossier, Possible } from '../dossier.ts';

export type FieldKind =
  | 'words'
  | 'line'
  | 'number'
  | 'amount'
  | 'check'
  | 'unit'
  | 'account'
  | 'reason'
  | 'moment'
  | 'case'
  | 'component'
  | 'pdf'
  | 'scan'
  | 'items'
  | 'answers'
  | readonly string[];

/** One question of a command's dialog; its name is the member of the request, its label stands in the texts. */
export interface CommandField {
  readonly name: FieldName;
  readonly kind: FieldKind;
  readonly optional?: true;
  /** What stands there at first. */
  readonly first?: (dossier: Dossier, command: Possible) => FieldValue;
}

export type FieldName =
  | 'checksDone'
  | 'reasonCode'
  | 'reason'
  | 'items'
  | 'note'
  | 'toUnit'
  | 'handler'
  | 'stepDue'
  | 'limit'
  | 'question'
  | 'answer'
  | 'cause'
  | 'procedureCase'
  | 'workingDays'
  | 'apologyNumber'
  | 'amount'
  | 'method'
  | 'receiptNumber'
  | 'evidenceFileId'
  | 'decisionFileId'
  | 'clock'
  | 'resultKind'
  | 'fileId'
  | 'number'
  | 'signed'
  | 'address'
  | 'phone'
  | 'receiver'
  | 'returnMethod'
  | 'originalsReturned'
  | 'componentCode'
  | 'scan';

export interface SupplementItem {
  readonly item: string;
  readonly text: string;
}

export interface ScanAnswer {
  readonly item: string;
  readonly file: File;
}

export type FieldValue =
  string | number | boolean | File | readonly SupplementItem[] | readonly ScanAnswer[] | undefined;

const reason: CommandField = { name: 'reason', kind: 'words' };
const decision: CommandField = { name: 'decisionFileId', kind: 'pdf' };
const paper: readonly CommandField[] = [
  { name: 'fileId', kind: 'pdf' },
  { name: 'number', kind: 'line' },
  { name: 'signed', kind: 'check', optional: true },
];

const paymentAmount = ({ payments = [] }: Dossier, { id }: Possible): number | undefined =>
  payments.find(({ paymentId }) => paymentId === id)?.amount;

export const commandForms: Readonly<Record<CommandName, readonly CommandField[]>> = {
  acceptance: [{ name: 'checksDone', kind: 'check' }],
  'intake-refusal': [{ name: 'reasonCode', kind: 'reason' }, reason],
  withdrawal: [reason],
  'supplement-requests': [{ name: 'items', kind: 'items' }, reason],
  supplements: [
    { name: 'items', kind: 'answers' },
    { name: 'note', kind: 'words', optional: true },
  ],
  'supplement-completion': [],
  steps: [
    { name: 'toUnit', kind: 'unit', first: ({ resolvingUnit }) => resolvingUnit?.code },
    { name: 'handler', kind: 'account' },
    { name: 'stepDue', kind: 'moment', optional: true },
    { name: 'note', kind: 'words', optional: true },
  ],
  'step-returns': [reason],
  'step-recalls': [reason],
  handler: [{ name: 'handler', kind: 'account' }],
  opinions: [
    { name: 'toUnit', kind: 'unit' },
    { name: 'limit', kind: 'number', first: () => 3 },
    { name: 'question', kind: 'words' },
  ],
  'opinions/:opinionId/answer': [{ name: 'answer', kind: 'words' }],
  transfers: [
    { name: 'cause', kind: ['wrongCompetence', 'boundaryFree', 'succession'], first: () => 'wrongCompetence' },
    { name: 'toUnit', kind: 'unit' },
    reason,
  ],
  'procedure-case': [{ name: 'procedureCase', kind: 'case' }],
  extensions: [
    { name: 'workingDays', kind: 'number', first: () => 1 },
    { name: 'apologyNumber', kind: 'line' },
    reason,
  ],
  payments: [{ name: 'amount', kind: 'amount', first: ({ feeAmount = 0 }) => feeAmount || undefined }],
  'payments/:paymentId/receipt': [
    { name: 'amount', kind: 'amount', first: paymentAmount },
    { name: 'method', kind: ['cash', 'transfer'], first: () => 'cash' },
    { name: 'receiptNumber', kind: 'line' },
  ],
  'payments/:paymentId/cancellation': [reason],
  'payments/:paymentId/refund': [
    { name: 'amount', kind: 'amount', first: paymentAmount },
    { name: 'evidenceFileId', kind: 'scan' },
    { name: 'note', kind: 'words', optional: true },
  ],
  stop: [decision, reason],
  reopening: [{ name: 'clock', kind: ['restart', 'pause', 'none'], first: () => 'restart' }, decision, reason],
  result: [
    { name: 'resultKind', kind: ['positive', 'negative'], first: () => 'positive' },
    ...paper,
    { ...reason, optional: true },
  ],
  'postal-return': [
    { name: 'address', kind: 'words', first: ({ applicant }) => applicant?.address ?? undefined },
    { name: 'phone', kind: 'line', first: ({ applicant }) => applicant?.phone ?? undefined },
    { name: 'receiver', kind: 'line', first: ({ applicant }) => applicant?.fullName },
  ],
  'result-return': [
    { name: 'returnMethod', kind: ['counter', 'post', 'online'], first: ({ returnMethod }) => returnMethod },
    { name: 'receiver', kind: 'line', first: ({ applicant }) => applicant?.fullName },
    { name: 'originalsReturned', kind: 'check' },
    { name: 'note', kind: 'words', optional: true },
  ],
  'result-corrections': [...paper, reason],
  'result-revocation': [decision, reason],
  'tasks/:taskId/settlement': [{ name: 'note', kind: 'words' }],
  attachments: [
    { name: 'componentCode', kind: 'component' },
    { name: 'scan', kind: 'scan' },
  ],
};

/** Commands whose due date can be told before they are given. */
export const previewed = ['acceptance', 'supplement-requests', 'supplement-completion', 'extensions'] as const;
export type Previewed = (typeof previewed)[number];

export function isPreviewed(command: CommandName): command is Previewed {
  return (previewed as readonly string[]).includes(command);
}

/** Whether a command may be given with what was answered so far; the server judges for itself. */
export function isAnswered(field: CommandField, value: FieldValue): boolean {
  if (field.optional === true) return true;
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== '' && value !== false;
}
