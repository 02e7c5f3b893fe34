import { type StoredEvent, text } from './evidence.ts';

/** A fact that sets the status, or may set it back; `undefined` = it leaves it alone. */
type Turn = (fact: StoredEvent, before: readonly string[]) => string | undefined;

/**
 * What each fact makes of the national status, written down anew and not taken from the product, whose table is under trial.
 *
 * @law TT 22/2019/TT-BTTTT art. 4
 */
const TURNS: Readonly<Record<string, Turn>> = {
  DossierSubmitted: () => '1',
  DossierAccepted: () => '2',
  IntakeRefused: () => '3',
  StepForwarded: () => '4',
  DossierReopened: () => '4',
  SupplementRequested: () => '5',
  SupplementCompleted: (_, before) => before.at(-2),
  SupplementLapsed: (fact) => (text(fact, 'becomes') === 'intakeRefused' ? '3' : '8'),
  PaymentRequested: ({ data }) => (data['changesStatus'] === true ? '6' : undefined),
  PaymentConfirmed: ({ data }) => (data['resumes'] === true ? '4' : undefined),
  PaymentCancelled: ({ data }) => (data['resumes'] === true ? '4' : undefined),
  DossierWithdrawn: () => '7',
  DossierStopped: () => '8',
  ResultSigned: () => '9',
  ResultReturned: () => '10',
};

/** Told in any case, because somebody else has the dossier now. */
const STEPS: readonly string[] = ['StepForwarded', 'StepReturned', 'StepRecalled', 'DossierTransferred'];

/** @returns every status that the portal must have heard of a dossier that was filed online, in order */
export function nationalStatuses(facts: readonly StoredEvent[]): readonly string[] {
  const told: string[] = [];
  const changes: string[] = [];
  for (const fact of facts) {
    const turned = TURNS[fact.type]?.(fact, changes) ?? changes.at(-1);
    if (turned === undefined) continue;
    const isNew = turned !== changes.at(-1);
    if (isNew) changes.push(turned);
    if (isNew || STEPS.includes(fact.type)) told.push(turned);
  }
  return told;
}
