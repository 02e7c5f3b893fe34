import type { MarkedForm } from '@motcua/contracts/papers';
import { type Catalogue, type Dossier, type DossierEvent, type FiledDossier, dossierDecider } from '@motcua/domain';

/** A paper that a fact of the dossier brought into being. Printing it again gives the same paper. */
export interface IssuedPaper {
  readonly form: MarkedForm;
  /** The fact: 1-based place in the dossier's stream, counted over `facts`. */
  readonly version: number;
  readonly fact: DossierEvent;
  /** When what the paper states happened. */
  readonly issuedAt: string;
  /** Who issued it. */
  readonly unitCode: string;
  /** The dossier as that fact left it. */
  readonly dossier: FiledDossier;
  /** When the result was due until this fact; null where it was not yet. */
  readonly dueBefore: string | null;
  /** What is printed and is public, in a fixed order; goes into the mark as a digest (`markDigest`). */
  readonly keyFields: readonly string[];
}

interface Moment {
  readonly before: Dossier;
  readonly after: FiledDossier;
  readonly fact: DossierEvent;
  readonly dueBefore: string | null;
}

type Issue = Pick<IssuedPaper, 'form' | 'issuedAt' | 'unitCode'> & { readonly fields: readonly (string | null)[] };

/**
 * Every paper of forms 01 to 05 that these facts brought into being, in order. Needs no personal part of any fact.
 *
 * @law TT 01/2018/TT-VPCP art. 9; NĐ 61/2018/NĐ-CP art. 17, 19
 */
export function issuedPapers(facts: readonly DossierEvent[], catalogue: Catalogue): IssuedPaper[] {
  const { evolve, initialState } = dossierDecider(catalogue);
  let state = initialState();
  return facts.flatMap((fact, index) => {
    const before = state;
    state = evolve(before, fact);
    const after = state;
    if (!('procedureVersionId' in after) || after.status === 'mirror') return [];
    const dueBefore = 'acceptance' in before ? (before.acceptance?.due.dueAt ?? null) : null;
    return issuedBy({ before, after, fact, dueBefore }).map(({ fields, ...issue }) => ({
      ...issue,
      version: index + 1,
      fact,
      dossier: after,
      dueBefore,
      keyFields: [
        issue.form,
        after.procedureVersionId,
        issue.unitCode,
        issue.issuedAt,
        ...fields.map((field) => field ?? ''),
      ],
    }));
  });
}

function issuedBy(moment: Moment): Issue[] {
  return [slip(moment), supplement(moment), refusal(moment), apology(moment), control(moment)].filter(
    (issue) => issue !== undefined,
  );
}

/**
 * Form 01: at acceptance, and anew whenever the result gets another date; an extension says so by form 04 instead.
 *
 * @law NĐ 61/2018/NĐ-CP art. 17.3, 19.4
 */
function slip({ after, fact, dueBefore }: Moment): Issue | undefined {
  const { acceptance } = after;
  if (acceptance === null || fact.type === 'DueDateExtended') return undefined;
  const issuedAt = timeOf(fact);
  if (issuedAt === undefined || acceptance.due.dueAt === dueBefore) return undefined;
  const fields = [acceptance.acceptedAt, acceptance.due.dueAt, after.procedureCase, after.returnMethod];
  return { form: '01', issuedAt, unitCode: after.receivingUnit, fields };
}

/** Form 02. @law NĐ 61/2018/NĐ-CP art. 17.2.a, 19.4 */
function supplement({ before, after, fact }: Moment): Issue | undefined {
  if (fact.type !== 'SupplementRequested') return undefined;
  const { requestedAt, due, items } = fact.data;
  return { form: '02', issuedAt: requestedAt, unitCode: answering(before, after), fields: [due.dueAt, ...items] };
}

/** Form 03: refused at intake, by an officer or because nothing was supplemented in time, or a negative result. @law NĐ 61/2018/NĐ-CP art. 17.2.a, 19.8 */
function refusal({ before, after, fact }: Moment): Issue | undefined {
  const unitCode = answering(before, after);
  if (fact.type === 'IntakeRefused') {
    return { form: '03', issuedAt: fact.data.refusedAt, unitCode, fields: ['refused', fact.data.reasonCode] };
  }
  if (fact.type === 'SupplementLapsed' && fact.data.becomes === 'intakeRefused') {
    return { form: '03', issuedAt: fact.data.lapsedAt, unitCode, fields: ['lapsed'] };
  }
  if (fact.type === 'ResultSigned' && fact.data.resultKind === 'negative') {
    const { signedAt, document } = fact.data;
    return { form: '03', issuedAt: signedAt, unitCode: after.resolvingUnit, fields: ['negative', document.number] };
  }
  return undefined;
}

/** Form 04, of the agency that is late. @law NĐ 61/2018/NĐ-CP art. 19.9 */
function apology({ after, fact, dueBefore }: Moment): Issue | undefined {
  if (fact.type !== 'DueDateExtended') return undefined;
  const { extendedAt, due, apologyNumber } = fact.data;
  const fields = [apologyNumber, dueBefore, due.dueAt];
  return { form: '04', issuedAt: extendedAt, unitCode: after.resolvingUnit, fields };
}

/** Form 05 goes with the dossier: each hand-over writes a line more. */
function control({ after, fact }: Moment): Issue | undefined {
  const issuedAt = isHandOver(fact) ? timeOf(fact) : undefined;
  if (issuedAt === undefined || after.acceptance === null) return undefined;
  const { acceptance, positions } = after;
  const steps = positions.map(({ unit, since }) => `${unit} ${since}`);
  const fields = [acceptance.acceptedAt, acceptance.due.dueAt, fact.type, ...steps];
  return { form: '05', issuedAt, unitCode: after.receivingUnit, fields };
}

const HAND_OVERS = [
  'DossierAccepted',
  'StepForwarded',
  'StepReturned',
  'StepRecalled',
  'DossierTransferred',
  'ResultSigned',
] as const satisfies readonly DossierEvent['type'][];

export type HandOver = Extract<DossierEvent, { readonly type: (typeof HAND_OVERS)[number] }>;

/** Whether the dossier, or its result, went from one pair of hands to another. */
export function isHandOver(fact: DossierEvent): fact is HandOver {
  return HAND_OVERS.some((type) => type === fact.type);
}

/** Members that say when a fact happened. */
const TIMES = [
  'acceptedAt',
  'completedAt',
  'forwardedAt',
  'returnedAt',
  'recalledAt',
  'transferredAt',
  'changedAt',
  'movedAt',
  'reopenedAt',
  'confirmedAt',
  'cancelledAt',
  'signedAt',
] as const;

/** When a fact happened, of those that issue papers 01 and 05. */
export function timeOf({ data }: DossierEvent): string | undefined {
  const times = data as object as Readonly<Partial<Record<(typeof TIMES)[number], unknown>>>;
  const found = TIMES.map((name) => times[name]).find((time) => typeof time === 'string');
  return found as string | undefined;
}

/** The desk that answers the applicant: before acceptance it moves with a transfer for wrong competence. */
function answering(before: Dossier, after: FiledDossier): string {
  const moved = before.status === 'submitted' ? before.positions.at(-1) : undefined;
  return moved?.unit ?? after.receivingUnit;
}
