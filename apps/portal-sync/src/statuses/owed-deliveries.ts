import type { Delivery, Lane } from '@motcua/domain';
import type { DossierHistory, PortalFact } from './dossier-history.js';

/** Operations of the wire profile. */
export type PortalOperation = 'dossier' | 'progress' | 'nationalStatus';

export interface OwedDelivery {
  readonly op: PortalOperation;
  readonly fact: PortalFact;
}

/**
 * What the portal must still be told. The same for everybody who asks with the same facts, so that whoever plans it plans it once:
 *
 * 1. the dossier, before anything else;
 * 2. every step of the progress, in order, none left out;
 * 3. once no step waits any more, the dossier anew when facts changed it. That the steps go first lets those that pile up while
 *    the portal is down travel together, and a single snapshot follow them.
 *
 * A dossier that the portal itself took in is told by its status alone: the portal has the rest.
 */
export function owedDeliveries(lane: Lane, history: DossierHistory): readonly OwedDelivery[] {
  if (history.nationalCode !== null) return owedStatuses(lane, history);
  const told = lane.deliveries.filter(({ op }) => op === 'dossier');
  const first: OwedDelivery[] = told.length === 0 ? [{ op: 'dossier', fact: history.first }] : [];
  const steps = stepsOf(history).filter((fact) => !isPlanned(lane, 'progress', fact));
  const owed = [...first, ...steps.map((fact): OwedDelivery => ({ op: 'progress', fact }))];
  return owed.length > 0 || hasOpenStep(lane) ? owed : owedUpdate(told, history);
}

function owedStatuses(lane: Lane, history: DossierHistory): OwedDelivery[] {
  const steps = stepsOf(history).filter((fact) => !isPlanned(lane, 'nationalStatus', fact));
  if (steps.length > 0) return steps.map((fact) => ({ op: 'nationalStatus', fact }));
  return owedUpdate(lane.deliveries, history).map(({ fact }) => ({ op: 'nationalStatus', fact }));
}

function owedUpdate(told: readonly Delivery[], history: DossierHistory): OwedDelivery[] {
  const last = history.facts.at(-1);
  if (last === undefined || last.version <= versionTold(told, history)) return [];
  return [{ op: 'dossier', fact: last }];
}

/** The newest fact that was known when a snapshot was planned; what is sent is never older. */
function versionTold(told: readonly Delivery[], { facts, first }: DossierHistory): number {
  const versions = new Map([first, ...facts].map(({ eventId, version }) => [eventId, version]));
  return Math.max(0, ...told.map(({ sourceEventId }) => versions.get(sourceEventId) ?? 0));
}

function stepsOf({ facts }: DossierHistory): PortalFact[] {
  return facts.filter(({ step }) => step !== null);
}

function isPlanned(lane: Lane, op: PortalOperation, { eventId }: PortalFact): boolean {
  return lane.deliveries.some((one) => one.op === op && one.sourceEventId === eventId);
}

function hasOpenStep(lane: Lane): boolean {
  return lane.deliveries.some(
    ({ op, state }) => op === 'progress' && state.kind !== 'done' && state.kind !== 'settled',
  );
}
