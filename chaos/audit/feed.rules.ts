import { type Evidence, ofType, type StoredEvent, text } from './evidence.ts';
import type { Rule } from './rule.ts';

/** The dossiers that were made to fail, as the journal names them. */
function poisoned({ journal }: Evidence): Set<string> {
  return new Set(journal.flatMap((entry) => (entry.kind === 'fault' && entry.what === 'poison' ? [entry.about!] : [])));
}

function parkings({ byStream }: Evidence, consumer: string): StoredEvent[] {
  const prefix = `parked-${consumer}-`;
  return [...byStream].flatMap(([stream, events]) => (stream.startsWith(prefix) ? events : []));
}

/** Only the poisoned dossiers' facts were set aside, and all of them, in their order. */
export const onlyPoisonIsParked: Rule<{ consumer: string }> = (evidence, { consumer }) => {
  const bad = poisoned(evidence);
  const parked = Map.groupBy(
    parkings(evidence, consumer).filter(({ type }) => type === 'FactParked'),
    (event) => text(event, 'dossierId'),
  );
  const faults = [...parked.keys()].filter((id) => !bad.has(id)).map((id) => `${id} was parked and is not poisoned`);
  for (const id of bad) {
    const versions = (parked.get(id) ?? []).map(({ data }) => Number(data['dossierVersion']));
    if (versions.length === 0) faults.push(`${id} is poisoned and was never parked`);
    if (versions.some((version, index) => index > 0 && version <= versions[index - 1]!)) {
      faults.push(`${id} was parked in the order ${versions.join()}`);
    }
  }
  return faults;
};

/** What was parked came back later, in the same order, and nothing stayed behind. */
export const parkedCameBack: Rule<{ consumer: string; facts: number }> = (evidence, { consumer, facts }) => {
  const faults: string[] = [];
  for (const id of poisoned(evidence)) {
    const events = parkings(evidence, consumer).filter((event) => text(event, 'dossierId') === id);
    const versionsOf = (type: string) =>
      events.filter((event) => event.type === type).map(({ data }) => data['dossierVersion']);
    const [parked, redriven] = [versionsOf('FactParked'), versionsOf('FactRedriven')];
    if (parked.length < facts) faults.push(`${id}: ${parked.length} facts waited, ${facts} wanted`);
    if (parked.join() !== redriven.join()) faults.push(`${id}: parked ${parked.join()}, came back ${redriven.join()}`);
  }
  return faults;
};

/** From a dossier's submission to its code, by the database's clock, for all that were not made to fail. */
export const othersAreServedWithin: Rule<{ ms: number }> = (evidence, { ms }) => {
  const bad = poisoned(evidence);
  const coded = new Map(ofType(evidence, 'DossierCodeAssigned').map((event) => [text(event, 'dossierId'), event]));
  return ofType(evidence, 'DossierSubmitted').flatMap((event) => {
    const id = text(event, 'dossierId');
    if (bad.has(id)) return [];
    const code = coded.get(id);
    if (code === undefined) return [`${id} has no code`];
    const late = code.recordedAt - event.recordedAt;
    return late < ms ? [] : [`${id} waited ${late} ms for its code`];
  });
};
