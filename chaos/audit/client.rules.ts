import { type Evidence, ofType, text } from './evidence.ts';
import type { Rule } from './rule.ts';

interface Acknowledged {
  readonly key: string;
  readonly dossierId: string;
  readonly dossierCode: string | null;
  readonly at: number;
}

export function acknowledged({ journal }: Evidence): Acknowledged[] {
  return journal.flatMap((entry) => {
    if (entry.kind !== 'answer' || entry.status >= 300) return [];
    const { dossierId = '', dossierCode = null } = entry.answer;
    return [{ key: entry.key, dossierId, dossierCode, at: entry.at }];
  });
}

/** What a client was told is in the store: the dossier, and the code with it. */
export const acknowledgedIsStored: Rule = (evidence) => {
  const stored = new Set(ofType(evidence, 'DossierSubmitted').map((event) => text(event, 'dossierId')));
  const codes = new Map(
    ofType(evidence, 'DossierCodeAssigned').map((event) => [text(event, 'dossierId'), text(event, 'dossierCode')]),
  );
  return acknowledged(evidence).flatMap(({ key, dossierId, dossierCode }) => {
    if (!stored.has(dossierId)) return [`${key}: acknowledged dossier ${dossierId} is not in the store`];
    if (dossierCode === null || codes.get(dossierId) === dossierCode) return [];
    return [`${key}: told ${dossierCode}, stored ${codes.get(dossierId) ?? 'no code'}`];
  });
};

/** However often a request was repeated: one dossier, one code, one answer. */
export const onceEachRequest: Rule = (evidence) => {
  const stored = Map.groupBy(ofType(evidence, 'DossierSubmitted'), ({ meta }) => meta['actor'] ?? '');
  const answers = Map.groupBy(acknowledged(evidence), ({ key }) => key);
  return evidence.journal.flatMap((entry) => {
    if (entry.kind !== 'request') return [];
    const { key, subject } = entry;
    const told = answers.get(key) ?? [];
    return [...doubleStored(key, told.length, stored.get(subject)?.length ?? 0), ...doubleTold(key, told)];
  });
};

function doubleStored(key: string, told: number, stored: number): string[] {
  if (stored > 1) return [`${key}: ${stored} dossiers of one request`];
  return told > 0 && stored === 0 ? [`${key}: acknowledged, but no dossier of it is stored`] : [];
}

function doubleTold(key: string, told: readonly Acknowledged[]): string[] {
  const dossiers = new Set(told.map(({ dossierId }) => dossierId));
  const codes = new Set(told.flatMap(({ dossierCode }) => dossierCode ?? []));
  return [
    ...(dossiers.size > 1 ? [`${key}: answered with two dossiers`] : []),
    ...(codes.size > 1 ? [`${key}: answered with the codes ${[...codes].join(', ')}`] : []),
  ];
}

/** In the end every request got through. */
export const allAcknowledged: Rule = (evidence) => {
  const done = new Set(acknowledged(evidence).map(({ key }) => key));
  return evidence.journal.flatMap((entry) =>
    entry.kind === 'request' && !done.has(entry.key) ? [`${entry.key} was never acknowledged`] : [],
  );
};

/** The experiment really did what it claims; without this a run in which nothing happened would pass. */
export const atLeast: Rule<Readonly<Record<string, number>>> = (evidence, wanted) => {
  const counts = new Map<string, number>([['acknowledged', acknowledged(evidence).length]]);
  for (const entry of evidence.journal) {
    const name = entry.kind === 'fault' ? entry.what : entry.kind;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.entries(wanted).flatMap(([name, least]) => {
    const found = counts.get(name) ?? 0;
    return found < least ? [`only ${found} x ${name}, ${least} needed for a finding`] : [];
  });
};

interface Window {
  readonly from: string;
  readonly to: string;
}

function between({ journal }: Evidence, { from, to }: Window) {
  const mark = (what: string) =>
    journal.find((entry) => entry.kind === 'fault' && entry.what === what)?.at ?? Number.NaN;
  const [start, end] = [mark(from), mark(to)];
  const answers = journal.filter((entry) => entry.kind === 'answer');
  return {
    start,
    before: answers.filter(({ at }) => at < start),
    within: answers.filter(({ at }) => at > start && at < end),
    after: answers.filter(({ at }) => at > end),
  };
}

/**
 * While the store cannot write, whoever asks is told 503 and nothing else; what is acknowledged all the same (what was already
 * under way, or still found room) is stored, which another rule checks. Before and after, submissions go through.
 */
export const honestBetween: Rule<Window> = (evidence, window) => {
  const { before, within, after } = between(evidence, window);
  const taken = (answers: typeof within) => answers.some(({ status }) => status < 300);
  const faults = within
    .filter(({ status }) => status >= 300 && status !== 503)
    .map(({ key, status }) => `${key}: answered ${status} between ${window.from} and ${window.to}`);
  if (!within.some(({ status }) => status === 503)) faults.push(`nobody was told 503 after: ${window.from}`);
  if (!taken(before)) faults.push(`nothing was acknowledged before: ${window.from}`);
  if (!taken(after)) faults.push(`nothing was acknowledged after: ${window.to}`);
  return faults;
};

/** The same, where nothing at all can be written: an acknowledgement belongs to a dossier that was stored before. */
export const nothingAcknowledgedBetween: Rule<Window> = async (evidence, window) => {
  const { within, start } = between(evidence, window);
  const stored = new Map(
    ofType(evidence, 'DossierSubmitted').map((event) => [text(event, 'dossierId'), event.recordedAt]),
  );
  const invented = within.filter(
    ({ status, answer }) => status < 300 && !((stored.get(answer.dossierId ?? '') ?? Number.NaN) <= start),
  );
  return [
    ...(await honestBetween(evidence, window)),
    ...invented.map(({ key }) => `${key}: acknowledged although nothing could be written`),
  ];
};
