import type { DossierEvent } from '../dossier/dossier-event.js';
import type { DataOf } from '../dossier/folds/fold.js';
import type { Closing, ServiceMeasure } from './service-measure.js';
import { timelinessOf } from './timeliness.js';

type Change<Type extends DossierEvent['type']> = (
  measure: ServiceMeasure,
  data: DataOf<Type>,
  by: Performer,
) => Partial<ServiceMeasure>;

/** On whose hand a fact was recorded: the applicant's own (online), or somebody's at the office. */
export type Performer = 'applicant' | 'office';

/** What each fact changes; the others say nothing that is measured. */
const CHANGES: { readonly [Type in DossierEvent['type']]?: Change<Type> } = {
  DossierAccepted: (_measure, { acceptedAt, due }) => ({
    acceptedAt,
    originalDueAt: due.dueAt,
    dueAt: due.dueAt,
    clock: 'running',
  }),
  IntakeRefused: (_measure, { refusedAt }) => closed('refused', refusedAt),
  DossierWithdrawn: (_measure, { withdrawnAt }) => closed('withdrawn', withdrawnAt),
  DossierStopped: (_measure, { stoppedAt }) => closed('stopped', stoppedAt),
  DossierReopened: (_measure, { due }) => ({ closed: null, dueAt: due.dueAt, clock: 'running' }),
  MirrorStatusReported: (_measure, { reportedAt }) => closed('elsewhere', reportedAt),
  SupplementRequested: ({ contacts }, { resumeState }) => ({
    clock: 'standing',
    step: null,
    contacts: resumeState === 'submitted' ? contacts : contacts + 1,
  }),
  SupplementSubmitted: ({ cameToDesk }, _data, by) => ({ cameToDesk: cameToDesk || by === 'office' }),
  SupplementCompleted: ({ acceptedAt, dueAt }, { due }) => ({
    clock: acceptedAt === null ? 'standing' : 'running',
    dueAt: due?.dueAt ?? dueAt,
  }),
  SupplementLapsed: (_measure, { lapsedAt, becomes }) =>
    closed(becomes === 'stopped' ? 'stopped' : 'refused', lapsedAt),
  StepForwarded: (measure, { forwardedAt, toUnit, stepDue }) => ({
    ...stepDone(measure, forwardedAt),
    step: stepDue === null ? null : { unit: toUnit, dueAt: stepDue },
    handedOver: true,
  }),
  StepReturned: () => ({ step: null }),
  StepRecalled: () => ({ step: null }),
  DossierTransferred: ({ dueAt }, { toUnit, due }) => ({
    step: null,
    resolvingUnit: toUnit,
    dueAt: due?.dueAt ?? dueAt,
  }),
  ProcedureCaseChanged: (_measure, { due }) => ({ dueAt: due.dueAt }),
  DueDateExtended: (_measure, { due }) => ({ dueAt: due.dueAt }),
  DueDateMoved: (_measure, { due }) => ({ dueAt: due.dueAt }),
  PaymentRequested: ({ step }, { changesStatus }) => ({ step: changesStatus ? null : step }),
  PaymentConfirmed: ({ dueAt }, { due }) => ({ dueAt: due?.dueAt ?? dueAt }),
  PaymentCancelled: ({ dueAt }, { due }) => ({ dueAt: due?.dueAt ?? dueAt }),
  ResultSigned: (measure, { signedAt }) => ({
    ...stepDone(measure, signedAt),
    resolvedAt: signedAt,
    clock: 'standing',
  }),
  PostalReturnRegistered: () => ({ returnMethod: 'post' }),
  ResultReturned: (_measure, { method, returnedAt }) => ({ returnMethod: method, returnedAt }),
  DossierRated: ({ rating }, { level, aspects, ratedAt }) => ({ rating: rating ?? { level, ...aspects, ratedAt } }),
};

/** The facts that a measure follows; the others change nothing. */
export const measuredTypes: readonly string[] = ['DossierSubmitted', ...Object.keys(CHANGES)];

/**
 * The measure of a dossier after one more fact; undefined until it is submitted (a reserved code is no service, and a mirror is
 * another system's).
 *
 * A step's own limit is not judged once the applicant was waited for in it, or it was given back: nobody counts it anew.
 */
export function measureAfter(
  measure: ServiceMeasure | undefined,
  fact: DossierEvent,
  by: Performer,
): ServiceMeasure | undefined {
  if (measure === undefined) return fact.type === 'DossierSubmitted' ? submitted(fact.data) : undefined;
  const change = CHANGES[fact.type] as Change<never> | undefined;
  return change === undefined ? measure : { ...measure, ...change(measure, fact.data as never, by) };
}

function submitted(data: DataOf<'DossierSubmitted'>): ServiceMeasure {
  const { dossierId, receivingUnit, resolvingUnit, procedureCode, channel, submittedAt, returnMethod } = data;
  return {
    dossierId,
    receivingUnit,
    resolvingUnit,
    procedureCode,
    channel,
    submittedAt,
    returnMethod,
    acceptedAt: null,
    originalDueAt: null,
    dueAt: null,
    clock: 'standing',
    steps: [],
    step: null,
    contacts: 0,
    cameToDesk: channel === 'counter',
    handedOver: false,
    resolvedAt: null,
    returnedAt: null,
    closed: null,
    rating: null,
  };
}

function closed(how: Closing, at: string): Partial<ServiceMeasure> {
  return { closed: { how, at }, clock: 'standing', step: null };
}

function stepDone({ steps, step }: ServiceMeasure, at: string): Pick<ServiceMeasure, 'steps' | 'step'> {
  if (step === null) return { steps, step };
  return { steps: [...steps, { unit: step.unit, kept: timelinessOf(at, step.dueAt) }], step: null };
}
