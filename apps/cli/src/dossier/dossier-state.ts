import { type Dossier, type FiledDossier, localDay, localTime, nationalStatus } from '@motcua/domain';

/** What a dossier is like at one moment, public parts only; instants ISO 8601 in UTC. */
export interface ShownState {
  readonly status: Dossier['status'];
  /** 1..10, `null` where the state has none. */
  readonly nationalStatus: number | null;
  readonly dossierCode: string | null;
  readonly procedure: { readonly versionId: string; readonly case: string | null } | null;
  readonly receivingUnit: string | null;
  readonly resolvingUnit: string | null;
  /** Who has it; a handler is an account id. */
  readonly unit: string | null;
  readonly handler: string | null;
  /** When the result is due, and when it was due on the first slip; `null` before acceptance. */
  readonly due: { readonly dueAt: string; readonly originalDueAt: string } | null;
  /** Until when intake owes its answer to a submission; `null` in every other state. */
  readonly answerDueAt: string | null;
  readonly supplement: {
    readonly items: readonly string[];
    readonly requestedAt: string;
    readonly dueAt: string;
  } | null;
  readonly pendingPayments: readonly { readonly paymentId: string; readonly amount: number }[];
  readonly openTasks: readonly string[];
  readonly erased: 'shred' | 'restrict' | null;
}

const nothing = {
  dossierCode: null,
  procedure: null,
  receivingUnit: null,
  resolvingUnit: null,
  unit: null,
  handler: null,
  due: null,
  answerDueAt: null,
  supplement: null,
  pendingPayments: [],
  openTasks: [],
  erased: null,
} satisfies Partial<ShownState>;

export function shownState(dossier: Dossier): ShownState {
  const known = { ...nothing, status: dossier.status, nationalStatus: nationalStatus(dossier) };
  switch (dossier.status) {
    case 'none':
      return known;
    case 'reserved':
      return { ...known, dossierCode: dossier.dossierCode, receivingUnit: dossier.unitCode };
    case 'codeVoided':
      return { ...known, dossierCode: dossier.dossierCode };
    case 'mirror':
      return {
        ...known,
        dossierCode: dossier.dossierCode,
        procedure: { versionId: dossier.procedureVersionId, case: null },
        receivingUnit: dossier.receivingUnit,
        openTasks: openTasks(dossier),
        erased: dossier.erased,
      };
    case 'submitted':
    case 'accepted':
    case 'intakeRefused':
    case 'processing':
    case 'supplementRequested':
    case 'paymentRequested':
    case 'withdrawn':
    case 'stopped':
    case 'resolved':
    case 'returned':
      return { ...known, ...filed(dossier) };
  }
}

function filed(dossier: FiledDossier): Omit<ShownState, 'status' | 'nationalStatus'> {
  const { acceptance, procedureVersionId, procedureCase, payments } = dossier;
  const position = dossier.positions.at(-1);
  return {
    dossierCode: dossier.dossierCode,
    procedure: { versionId: procedureVersionId, case: procedureCase },
    receivingUnit: dossier.receivingUnit,
    resolvingUnit: dossier.resolvingUnit,
    unit: position?.unit ?? null,
    handler: position?.handler ?? null,
    due: acceptance && { dueAt: acceptance.due.dueAt, originalDueAt: acceptance.originalDueAt },
    answerDueAt: answerDueAt(dossier),
    supplement: supplementOf(dossier),
    pendingPayments: payments
      .filter(({ state }) => state === 'pending')
      .map(({ paymentId, amount }) => ({ paymentId, amount })),
    openTasks: openTasks(dossier),
    erased: dossier.erased,
  };
}

function answerDueAt(dossier: FiledDossier): string | null {
  return dossier.status === 'submitted' && dossier.intakeAnswer !== null ? dossier.intakeAnswer.dueAt : null;
}

function supplementOf(dossier: FiledDossier): ShownState['supplement'] {
  if (dossier.status !== 'supplementRequested') return null;
  const { items, requestedAt, due } = dossier.supplement;
  return { items, requestedAt, dueAt: due.dueAt };
}

function openTasks({ tasks }: Pick<FiledDossier, 'tasks'>): string[] {
  return tasks.filter(({ settled }) => !settled).map(({ kind }) => kind);
}

/** The state for a person, one line for each thing there is to say. */
export function linesOfState(state: ShownState): string[] {
  const { nationalStatus: national, procedure, due, answerDueAt, supplement } = state;
  const rows: readonly (readonly [string, string | null])[] = [
    ['status', national === null ? state.status : `${state.status} (${national})`],
    ['code', state.dossierCode],
    ['procedure', procedure && [procedure.versionId, procedure.case].filter((part) => part !== null).join(', ')],
    ['units', unitsOf(state)],
    ['is with', state.unit && `${state.unit}, ${state.handler ?? 'nobody yet'}`],
    ['result due', due && dueText(due)],
    ['answer due', answerDueAt && inVietnam(answerDueAt)],
    ['supplement', supplement && supplementText(supplement)],
    ...state.pendingPayments.map(({ amount }) => ['payment', `${amount} VND asked for`] as const),
    ['open tasks', state.openTasks.join(', ')],
    ['erased', state.erased],
  ];
  return rows.flatMap(([name, text]) => (text ? [`${name.padEnd(11)} ${text}`] : []));
}

function unitsOf({ receivingUnit, resolvingUnit }: ShownState): string | null {
  if (receivingUnit === null) return null;
  return resolvingUnit === null ? receivingUnit : `received by ${receivingUnit}, resolved by ${resolvingUnit}`;
}

function dueText({ dueAt, originalDueAt }: NonNullable<ShownState['due']>): string {
  return dueAt === originalDueAt ? inVietnam(dueAt) : `${inVietnam(dueAt)}, at first ${inVietnam(originalDueAt)}`;
}

function supplementText({ items, requestedAt, dueAt }: NonNullable<ShownState['supplement']>): string {
  return `${items.join(', ')}; asked for ${inVietnam(requestedAt)}, due ${inVietnam(dueAt)}`;
}

/** `2026-11-24 16:30` on a Vietnamese clock. */
export function inVietnam(iso: string): string {
  return `${localDay(iso)} ${localTime(iso)}`;
}
