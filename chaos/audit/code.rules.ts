import { type Evidence, ofType, type StoredEvent, text } from './evidence.ts';
import type { Rule } from './rule.ts';

/** Codes of each unit and day are exactly 1..n, none twice; each code has one dossier and each dossier one code. */
export const seriesAreGapless: Rule = (evidence) => {
  const faults: string[] = [];
  for (const [stream, issued] of evidence.byStream)
    if (stream.startsWith('codes-')) faults.push(...ofSeries(stream, issued));
  const issued = ofType(evidence, 'CodeIssued');
  const assigned = ofType(evidence, 'DossierCodeAssigned');
  faults.push(
    ...doubled(issued, 'dossierCode', 'was issued'),
    ...doubled(issued, 'dossierId', 'got codes from series'),
  );
  faults.push(...doubled(assigned, 'dossierId', 'was assigned codes'));
  const carried = new Set(assigned.map(pair));
  for (const event of issued)
    if (!carried.has(pair(event))) faults.push(`${pair(event)} was issued, but the dossier does not carry it`);
  const given = new Set(issued.map(pair));
  for (const event of assigned.filter(({ data }) => data['origin'] !== 'external'))
    if (!given.has(pair(event))) faults.push(`${pair(event)} is carried, but no series issued it`);
  return faults;
};

function ofSeries(stream: string, issued: readonly StoredEvent[]): string[] {
  const first = Number(issued[0]?.data['ordinal']);
  return issued.flatMap(({ data }, index) =>
    data['ordinal'] === first + index && data['sequence'] === index + 1
      ? []
      : [`${stream}: place ${index + 1} holds ordinal ${String(data['ordinal'])}`],
  );
}

function doubled(events: readonly StoredEvent[], member: string, what: string): string[] {
  return [...Map.groupBy(events, (event) => text(event, member))]
    .filter(([, some]) => some.length > 1)
    .map(([value, some]) => `${value} ${what} ${some.length} times`);
}

function pair(event: StoredEvent): string {
  return `${text(event, 'dossierCode')} of ${text(event, 'dossierId')}`;
}

/** Every dossier that came online has its code in the end. */
export const everyDossierHasItsCode: Rule = (evidence) => {
  const coded = new Set(ofType(evidence, 'DossierCodeAssigned').map((event) => text(event, 'dossierId')));
  return submittedOnline(evidence)
    .filter((event) => !coded.has(text(event, 'dossierId')))
    .map((event) => `${text(event, 'dossierId')} has no code`);
};

function submittedOnline(evidence: Evidence): StoredEvent[] {
  return ofType(evidence, 'DossierSubmitted').filter(({ data }) => data['codeIssuedAt'] === 'submission');
}

const VIETNAM_MS = 7 * 3600 * 1000;

function vietnameseDay(instant: string): string {
  return new Date(Date.parse(instant) + VIETNAM_MS).toISOString().slice(0, 10);
}

/** The day of a code is the day of its dossier's submission, whenever it was issued. */
export const codesKeepTheirDay: Rule = (evidence) => {
  const days = new Map(
    submittedOnline(evidence).map((event) => [text(event, 'dossierId'), vietnameseDay(text(event, 'submittedAt'))]),
  );
  return ofType(evidence, 'CodeIssued').flatMap((event) => {
    const day = days.get(text(event, 'dossierId'))!;
    const printed = `-${day.slice(2).replaceAll('-', '')}-`;
    const inSeries = event.stream.endsWith(`-${day.replaceAll('-', '')}`);
    return inSeries && text(event, 'dossierCode').includes(printed)
      ? []
      : [`${text(event, 'dossierCode')} in ${event.stream} belongs to a dossier of ${day}`];
  });
};

/** At least so many series have at least so many codes each. */
export const seriesAtLeast: Rule<{ series: number; codes: number }> = ({ byStream }, { series, codes }) => {
  const sizes = [...byStream].filter(([stream]) => stream.startsWith('codes-')).map(([, events]) => events.length);
  const enough = sizes.filter((size) => size >= codes).length;
  return enough >= series ? [] : [`only ${enough} series with ${codes} codes or more, ${series} needed for a finding`];
};
