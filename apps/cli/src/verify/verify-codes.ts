import type { EventStore, RecordedEvent } from '@motcua/event-store';
import { eventsOf } from '../events.js';

export interface CodesReport {
  readonly series: number;
  readonly codes: number;
  /** Each names the stream or the code, and what is wrong. */
  readonly faults: readonly string[];
}

/**
 * Every series of codes is 1..n without a gap or a double, and every code is carried by exactly the dossier it was issued to.
 * An issue and its assignment are one append, so the two meet within a few events and little is held in memory.
 */
export async function verifyCodes(store: EventStore): Promise<CodesReport> {
  const series = new Map<string, { sequence: number; ordinal: number }>();
  const unmet = new Map<string, 'issued' | 'assigned'>();
  const faults: string[] = [];
  let codes = 0;
  for await (const event of eventsOf(store, { types: ['CodeIssued', 'DossierCodeAssigned'] })) {
    if (event.type === 'CodeIssued') {
      codes += 1;
      faults.push(...seriesFaults(event, series));
    }
    // A code from outside stands in no series of ours.
    if (event.data['origin'] !== 'external') meet(event, unmet);
  }
  for (const [key, side] of unmet) {
    const [code, dossierId] = key.split('|');
    const is = side === 'issued' ? 'was issued but is not carried by' : 'was never issued but is carried by';
    faults.push(`${code} ${is} dossier ${dossierId}`);
  }
  return { series: series.size, codes, faults };
}

function seriesFaults(event: RecordedEvent, series: Map<string, { sequence: number; ordinal: number }>): string[] {
  const { stream, version } = event;
  const [sequence, ordinal] = [Number(event.data['sequence']), Number(event.data['ordinal'])];
  const last = series.get(stream) ?? { sequence: 0, ordinal: ordinal - 1 };
  series.set(stream, { sequence: version, ordinal });
  const wrong: [boolean, string][] = [
    [version !== last.sequence + 1, `event ${version} comes after ${last.sequence}`],
    [sequence !== version, `event ${version} says it is number ${sequence}`],
    [ordinal !== last.ordinal + 1, `ordinal ${ordinal} comes after ${last.ordinal}`],
  ];
  return wrong.filter(([isWrong]) => isWrong).map(([, fault]) => `${stream}: ${fault}`);
}

function meet(event: RecordedEvent, unmet: Map<string, 'issued' | 'assigned'>): void {
  const key = `${String(event.data['dossierCode'])}|${String(event.data['dossierId'])}`;
  const side = event.type === 'CodeIssued' ? 'issued' : 'assigned';
  const other = unmet.get(key);
  if (other !== undefined && other !== side) unmet.delete(key);
  else unmet.set(other === undefined ? key : `${key}|again`, side);
}
