import type { Dossier } from '../dossier-state.js';
import { OPEN } from '../guards.js';
import { type DataOf, ifFiled, ifIn, withFacts, withoutSupplement } from './fold.js';

export function reserved(state: Dossier, data: DataOf<'CodeRequested'>): Dossier {
  if (state.status !== 'none') return state;
  const { dossierId, unitCode, channel, expiresAt } = data;
  return { status: 'reserved', dossierId, unitCode, channel, expiresAt, dossierCode: null };
}

export function afterSubmission(state: Dossier, data: DataOf<'DossierSubmitted'>): Dossier {
  if (state.status !== 'none' && state.status !== 'reserved') return state;
  return {
    status: 'submitted',
    acceptance: null,
    dossierId: data.dossierId,
    dossierCode: state.status === 'reserved' ? state.dossierCode : null,
    codeIssuedAt: data.codeIssuedAt,
    externalCodes: data.externalCodes,
    channel: data.channel,
    procedureCode: data.procedureCode,
    procedureVersionId: data.procedureVersionId,
    procedureCase: data.procedureCase,
    ruleSet: data.ruleSet,
    receivingUnit: data.receivingUnit,
    resolvingUnit: data.resolvingUnit,
    submittedAt: data.submittedAt,
    receivedAt: data.receivedAt,
    postmarkedAt: data.postmarkedAt,
    calendarVersion: data.calendarVersion,
    returnMethod: data.returnMethod,
    components: data.components,
    intakeAnswer: data.intakeAnswer,
    feeCollect: data.feeCollect,
    feeAmount: data.feeAmount,
    payments: [],
    supplementsAsked: { intake: 0, appraisal: 0 },
    positions: [{ unit: data.receivingUnit, handler: null, from: null, since: data.submittedAt, stepDue: null }],
    opinions: [],
    tasks: [],
    route: null,
    resultsReceived: [],
    account: null,
    warned: [],
    missed: [],
    erased: null,
  };
}

/** The first code stays for ever. */
export function afterCode(state: Dossier, { dossierCode }: DataOf<'DossierCodeAssigned'>): Dossier {
  if (state.status === 'reserved' || state.status === 'mirror')
    return { ...state, dossierCode: state.dossierCode ?? dossierCode };
  return ifFiled(state, (dossier) => withFacts(dossier, { dossierCode: dossier.dossierCode ?? dossierCode }));
}

export function afterVoid(state: Dossier, { dossierId, dossierCode }: DataOf<'CodeVoided'>): Dossier {
  return state.status === 'reserved' ? { status: 'codeVoided', dossierId, dossierCode } : state;
}

export function afterAttachment(state: Dossier, { component }: DataOf<'AttachmentAdded'>): Dossier {
  return ifFiled(state, (dossier) => withFacts(dossier, { components: [...dossier.components, component] }));
}

export function afterAcceptance(state: Dossier, data: DataOf<'DossierAccepted'>): Dossier {
  const { by, acceptedAt, due } = data;
  return ifIn(state, ['submitted'], (dossier) => ({
    ...dossier,
    status: 'accepted',
    positions: [{ unit: dossier.receivingUnit, handler: by, from: null, since: acceptedAt, stepDue: null }],
    acceptance: {
      acceptedAt,
      by,
      originalDueAt: due.dueAt,
      due,
      clockFrom: acceptedAt,
      windowFrom: acceptedAt,
      pauses: [],
      outages: [],
      extended: false,
    },
  }));
}

export function afterRouting(state: Dossier, { row }: DataOf<'RoutingDecided'>): Dossier {
  return ifFiled(state, (dossier) => withFacts(dossier, { route: dossier.route ?? row }));
}

export function afterRefusal(state: Dossier): Dossier {
  return ifIn(state, ['submitted'], (dossier) => ({ ...dossier, status: 'intakeRefused' }));
}

/** Also from `resolved`, where a procedure version allows withdrawal after signing. */
export function afterWithdrawal(state: Dossier): Dossier {
  return ifIn(state, [...OPEN, 'resolved'], (dossier) => ({ ...withoutSupplement(dossier), status: 'withdrawn' }));
}

export function afterErasure(state: Dossier, policy: 'shred' | 'restrict'): Dossier {
  if (state.status === 'mirror') return { ...state, erased: policy };
  return ifFiled(state, (dossier) => withFacts(dossier, { erased: policy }));
}
