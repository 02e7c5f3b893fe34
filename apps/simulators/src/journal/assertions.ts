import { isMonotonic } from '../dvcqg/progress-order.js';
import { type PortalBooks } from '../dvcqg/portal-books.js';
import { type System } from '../engine/mount.js';
import { bookedAnew, type Journal, type JournalEntry } from './journal.js';

export const EXPECTATIONS = [
  'exactlyOneCommitted',
  'atMostOneCommitted',
  'noneCommitted',
  'eachKeyAtMostOneCommitted',
  'progressMonotonic',
  'progressEquals',
  'statusEquals',
  'allFilesFetched',
  'callRateAtMost',
  'noPersonalDataInHeadersOrUrls',
] as const;
export type ExpectationName = (typeof EXPECTATIONS)[number];

export interface Expectation {
  expect: ExpectationName;
  mount?: string | undefined;
  operation?: string | undefined;
  key?: string | undefined;
  /** wanted status for `statusEquals`, in the system's own words */
  status?: string | undefined;
  /** wanted statuses in order for `progressEquals` */
  statuses?: readonly string[] | undefined;
  /** calls in any second of the virtual clock for `callRateAtMost` */
  perSecond?: number | undefined;
}

/** What was wanted and not so; `found` says what was there instead. */
export interface AssertionFailure extends Expectation {
  found: unknown;
}

export interface Evidence {
  journal: Journal;
  portal: PortalBooks;
  systems: readonly System[];
}

/** Answers undefined when the expectation holds, else what was found. */
type Check = (wanted: Expectation, evidence: Evidence) => unknown;

const CHECKS: Readonly<Record<ExpectationName, Check>> = {
  exactlyOneCommitted: (wanted, evidence) => unless(booked(wanted, evidence), (count) => count === 1),
  atMostOneCommitted: (wanted, evidence) => unless(booked(wanted, evidence), (count) => count <= 1),
  noneCommitted: (wanted, evidence) => unless(booked(wanted, evidence), (count) => count === 0),
  eachKeyAtMostOneCommitted: (wanted, evidence) => listed(doubled(evidence.journal.find(wanted).filter(bookedAnew))),
  progressMonotonic: (wanted, { portal }) => {
    const dossiers = portal.all().filter(({ key }) => wanted.key === undefined || wanted.key === key);
    return listed(dossiers.filter(({ progress }) => !isMonotonic(progress)).map(({ key }) => key));
  },
  progressEquals: (wanted, { portal }) => {
    const found = portal.get(wanted.key ?? '')?.progress.map(({ status }) => status) ?? [];
    return found.join() === (wanted.statuses ?? []).join() ? undefined : found;
  },
  statusEquals: (wanted, { systems }) => {
    const system = systems.find(({ mount }) => mount === wanted.mount);
    const found = system?.overview().find(({ key }) => key === wanted.key)?.status ?? null;
    return found === wanted.status ? undefined : found;
  },
  allFilesFetched: (wanted, { portal }) => {
    const dossiers = portal.all().filter(({ key }) => wanted.key === undefined || wanted.key === key);
    const missing = dossiers.flatMap(({ key, files }) =>
      files.filter(({ fetched }) => !fetched).map((file) => ({ key, file })),
    );
    return listed(missing.map(({ key, file }) => `${key} ${file.kind} ${file.id}: ${file.trouble ?? 'not yet'}`));
  },
  callRateAtMost: (wanted, { journal }) => {
    const busiest = busiestSecond(journal.find(wanted));
    return busiest <= (wanted.perSecond ?? 0) ? undefined : busiest;
  },
  noPersonalDataInHeadersOrUrls: (wanted, { journal }) => {
    const leaks = journal.find(wanted).filter(({ personalDataIn }) => personalDataIn.length > 0);
    return listed(leaks.map(({ id, operation, personalDataIn }) => `${id} ${operation}: ${personalDataIn.join(', ')}`));
  },
};

export function assertAll(wanted: readonly Expectation[], evidence: Evidence): AssertionFailure[] {
  return wanted.flatMap((expectation) => {
    const found = CHECKS[expectation.expect](expectation, evidence);
    return found === undefined ? [] : [{ ...expectation, found }];
  });
}

function booked(wanted: Expectation, { journal }: Evidence): number {
  return journal.find(wanted).filter(bookedAnew).length;
}

function unless(count: number, holds: (count: number) => boolean): number | undefined {
  return holds(count) ? undefined : count;
}

function listed(offenders: readonly string[]): readonly string[] | undefined {
  return offenders.length === 0 ? undefined : offenders;
}

function doubled(entries: readonly JournalEntry[]): string[] {
  const names = entries.map(({ mount, operation, key }) => `${mount} ${operation} ${key ?? ''}`);
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** Most calls within any second that starts with a call. */
function busiestSecond(entries: readonly JournalEntry[]): number {
  const times = entries.map(({ atMs }) => atMs).sort((one, other) => one - other);
  let [first, most] = [0, 0];
  for (const [at, time] of times.entries()) {
    while ((times[first] ?? time) <= time - 1000) first += 1;
    most = Math.max(most, at - first + 1);
  }
  return most;
}
