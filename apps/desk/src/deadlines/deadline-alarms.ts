import {
  type Catalogue,
  type Dossier,
  type DossierEvent,
  type DossierFacts,
  type RunningDeadline,
  dossierDecider,
  runningDeadlines,
} from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import { factOf } from '@motcua/service-kit';
import type { TimerKind } from '../desk-timers.js';

/** Something that will have to be said of a deadline, and when. */
export interface Alarm extends RunningDeadline {
  readonly kind: Exclude<TimerKind, 'file-expired'>;
}

export interface AlarmChanges {
  readonly set: readonly (Alarm & { readonly at: string })[];
  readonly cancel: readonly Alarm[];
}

/**
 * What the last fact of a history changes about the dossier's alarms: a pure function of the stream, so a fact that is handled
 * again sets what is set already.
 *
 * @param warnMs at the earliest this long before a deadline it is warned of; see `warnAt`
 */
export function alarmChanges(history: readonly RecordedEvent[], catalogue: Catalogue, warnMs: number): AlarmChanges {
  const { evolve, initialState } = dossierDecider(catalogue);
  const states = history
    .map((event) => factOf<DossierEvent>(event))
    .reduce<Dossier[]>((all, fact) => [...all, evolve(all.at(-1)!, fact)], [initialState()]);
  const [before, after] = states.slice(-2).map((state) => alarmsOf(state, catalogue));
  const now = history.at(-1)?.meta.recordedAt;
  if (before === undefined || after === undefined || now === undefined) return { set: [], cancel: [] };
  const isIn = (list: readonly Alarm[], alarm: Alarm) => list.some((one) => keyOf(one) === keyOf(alarm));
  return {
    set: after.filter((alarm) => !isIn(before, alarm)).map((alarm) => ({ ...alarm, at: momentOf(alarm, now, warnMs) })),
    cancel: before.filter((alarm) => !isIn(after, alarm)),
  };
}

function keyOf({ kind, deadline, dueAt }: Alarm): string {
  return `${kind}|${deadline}|${dueAt}`;
}

/** A lapse stays wanted until the dossier has moved on, a warning or a miss until it was said. */
function alarmsOf(state: Dossier, catalogue: Catalogue): Alarm[] {
  const said: Pick<DossierFacts, 'warned' | 'missed'> = 'warned' in state ? state : { warned: [], missed: [] };
  return runningDeadlines(state, catalogue).flatMap((one) => {
    const name = `${one.deadline}|${one.dueAt}`;
    const warn: Alarm[] = said.warned.includes(name) ? [] : [{ ...one, kind: 'deadline-warn' }];
    if (one.deadline === 'supplement')
      return isAnsweredInTime(state) ? [] : [...warn, { ...one, kind: 'supplement-lapse' }];
    return said.missed.includes(name) ? [] : [...warn, { ...one, kind: 'deadline-miss' }];
  });
}

/** Then the officer has to look at it, not the applicant to hurry. */
function isAnsweredInTime(state: Dossier): boolean {
  if (state.status !== 'supplementRequested') return false;
  const { answers, due } = state.supplement;
  return answers.some(({ submittedAt }) => Date.parse(submittedAt) <= Date.parse(due.dueAt));
}

function momentOf({ kind, dueAt }: Alarm, now: string, warnMs: number): string {
  const due = Date.parse(dueAt);
  return new Date(kind === 'deadline-warn' ? warnAt(Date.parse(now), due, warnMs) : due + 1).toISOString();
}

/** When three quarters of its time are over, and not earlier than `warnMs` before it. Our choice. */
function warnAt(began: number, due: number, warnMs: number): number {
  const quarter = Math.max(0, due - began) / 4;
  return Math.round(due - Math.min(warnMs, quarter));
}
