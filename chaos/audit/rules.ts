import {
  acknowledgedIsStored,
  allAcknowledged,
  atLeast,
  honestBetween,
  nothingAcknowledgedBetween,
  onceEachRequest,
} from './client.rules.ts';
import { codesKeepTheirDay, everyDossierHasItsCode, seriesAreGapless, seriesAtLeast } from './code.rules.ts';
import type { Evidence } from './evidence.ts';
import { onlyPoisonIsParked, othersAreServedWithin, parkedCameBack } from './feed.rules.ts';
import { logIsWhole } from './log.rules.ts';

import {
  callRateIsBounded,
  everyHandOverEnded,
  faultsStruck,
  ministryTookEachOnce,
  portalShowsWhatWeKnow,
  portalWasTroubled,
  resultsCameOnce,
} from './outside.rules.ts';
import {
  erasedStaysErased,
  handledIsStored,
  heldKeysOpen,
  missingKeysAreTold,
  noKeyIsReplaced,
  refusesToStart,
  stopsWithoutItsPast,
} from './restore.rules.ts';
import {
  handledInOrder,
  membersDiedBusy,
  projectionIsTheFold,
  replayTellsThePlan,
  topicRepeats,
  topicTellsTheStore,
} from './topic.rules.ts';

/** Every invariant by name; an experiment asks for them by name, because the auditor is another process. */
export const RULES = {
  logIsWhole,
  acknowledgedIsStored,
  onceEachRequest,
  allAcknowledged,
  atLeast,
  honestBetween,
  nothingAcknowledgedBetween,
  seriesAreGapless,
  everyDossierHasItsCode,
  codesKeepTheirDay,
  seriesAtLeast,
  onlyPoisonIsParked,
  parkedCameBack,
  othersAreServedWithin,
  ministryTookEachOnce,
  everyHandOverEnded,
  faultsStruck,
  resultsCameOnce,
  portalShowsWhatWeKnow,
  portalWasTroubled,
  callRateIsBounded,
  topicTellsTheStore,
  topicRepeats,
  replayTellsThePlan,
  projectionIsTheFold,
  handledInOrder,
  membersDiedBusy,
  stopsWithoutItsPast,
  refusesToStart,
  erasedStaysErased,
  heldKeysOpen,
  missingKeysAreTold,
  noKeyIsReplaced,
  handledIsStored,
};

export type RuleName = keyof typeof RULES;

type OptionsOf<Name extends RuleName> = Parameters<(typeof RULES)[Name]>[1];

/** One invariant to be checked; what an experiment hands to the auditor as JSON. */
export type Invariant = {
  [Name in RuleName]: OptionsOf<Name> extends void
    ? { readonly rule: Name }
    : { readonly rule: Name; readonly options: OptionsOf<Name> };
}[RuleName];

/** Holds whatever is broken; checked after every experiment. */
export const ALWAYS: readonly Invariant[] = [
  { rule: 'logIsWhole' },
  { rule: 'acknowledgedIsStored' },
  { rule: 'onceEachRequest' },
  { rule: 'seriesAreGapless' },
  { rule: 'codesKeepTheirDay' },
];

/** Not invariants of the product: they ask whether the experiment really did what it claims, so no red run breaks them. */
export const PROBES: readonly RuleName[] = [
  'atLeast',
  'seriesAtLeast',
  'faultsStruck',
  'portalWasTroubled',
  'topicRepeats',
  'membersDiedBusy',
];

type Check = (evidence: Evidence, options: unknown) => readonly string[] | Promise<readonly string[]>;

export async function check(evidence: Evidence, invariant: Invariant): Promise<readonly string[]> {
  const options = 'options' in invariant ? invariant.options : undefined;
  return (RULES[invariant.rule] as Check)(evidence, options);
}
