import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { assertPublishable, dossierFacts } from '@motcua/testing';
import { again, encoded, recordedEvents } from './consumer-guides.fixture.js';
import { encodeSnapshot } from './cloud-events/snapshot-codec.js';
import type { EncodedRecord } from './cloud-events/wire-record.js';
import type { LifecycleEvent } from './lifecycle-event.js';
import { toLifecycleEvent } from './lifecycle/to-lifecycle-event.js';
import type { DossierSnapshot } from './snapshot/dossier-snapshot.js';
import { foldSnapshot } from './snapshot/fold-snapshot.js';

const NAME = 'TRẦN THỊ DẤU RIÊNG';
const NUMBER = '099199000777';
const MARK = `${NAME} ${NUMBER}`;

const facts = Object.values(dossierFacts);
const dossierId = '7b0c6f4e-0000-4000-8000-000000000001';

/** A recorded fact, as a citizen's command left it in the store: everything that is personal carries the mark. */
function marked(fact: (typeof facts)[number], version: number): LifecycleEvent {
  const personal = 'personal' in fact ? withMark(fact.personal) : { reason: MARK };
  const stray = addedEverywhere(fact.data);
  return toLifecycleEvent({
    id: `00000000-0000-4000-8000-${String(version).padStart(12, '0')}`,
    type: fact.type,
    version,
    data: {
      ...stray,
      ...personal,
      ...fact.data,
      ...byMarked(fact.data),
      ...strayObjects(fact.data),
      personal,
      sealed: MARK,
    },
    meta: {
      correlationId: 'request-1',
      causationId: 'command-1',
      actor: MARK,
      actorRole: 'citizen',
      owners: MARK,
      recordedAt: '2026-11-16T02:00:00.001Z',
    },
  });
}

function byMarked(data: object): object {
  return 'by' in data ? { by: MARK } : {};
}

/** Every text of the personal part is the mark. */
function withMark(value: unknown): Record<string, unknown> {
  const mark = (one: unknown): unknown => {
    if (typeof one === 'string' || one === null) return MARK;
    if (Array.isArray(one)) return one.map(mark);
    return typeof one === 'object'
      ? Object.fromEntries(Object.entries(one!).map(([name, inner]) => [name, mark(inner)]))
      : one;
  };
  return mark(value) as Record<string, unknown>;
}

/** Every object inside the data carries the mark in a field that is not listed. */
function addedEverywhere(value: unknown): Record<string, unknown> {
  const add = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(add);
    if (typeof one !== 'object' || one === null) return one;
    return { ...Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, add(inner)])), fullName: MARK };
  };
  return add(value) as Record<string, unknown>;
}

function strayObjects(data: object): object {
  const all = Object.entries(addedEverywhere(data));
  return Object.fromEntries(all.filter(([, value]) => typeof value === 'object' && value !== null));
}

function whole({ key, value, headers }: EncodedRecord): string {
  return JSON.stringify([key, value, headers]);
}

function snapshotsOf(events: readonly LifecycleEvent[]): DossierSnapshot[] {
  const latest = new Map<string, DossierSnapshot>();
  return events.map((event) => {
    const snapshot = foldSnapshot(latest.get(event.dossierId), event);
    latest.set(event.dossierId, snapshot);
    return snapshot;
  });
}

describe('every message', () => {
  const recorded = recordedEvents(1);

  it('of the recorded histories passes the schemas and AsyncAPI, sent again or not', () => {
    expect(recorded.length).toBeGreaterThan(500);
    for (const event of recorded) {
      assertPublishable(encoded(event));
      assertPublishable(again(encoded(event)));
    }
  });

  it('of the snapshot topic passes them, too', () => {
    for (const snapshot of snapshotsOf(recorded)) assertPublishable(encodeSnapshot(snapshot, '/motcua/H99/dossiers'));
  });

  it('that the guide shows as an example passes them', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/guides/consuming-topics.md'), 'utf8');
    const [, key, headers, value] = /^key +(\S+)\nheaders +([^]+?)\nvalue +(\{[^]+?\})\n/m.exec(guide)!;
    const pairs = headers!.split('\n').map((line) => line.trim().split(/ +/) as [string, string]);
    assertPublishable({ key: key!, value: value!.replaceAll(/\n */g, ''), headers: Object.fromEntries(pairs) });
  });

  it.each(facts)('of a $type passes, and carries nothing of a marked person', (fact) => {
    const event = marked(fact, 1);
    const records = [encoded(event), encodeSnapshot(foldSnapshot(undefined, event), '/motcua/H99/dossiers')];
    for (const record of records) {
      assertPublishable(record);
      expect(whole(record)).not.toMatch(new RegExp(`${NAME}|${NUMBER}`));
    }
  });
});

describe('a record that must not go out', () => {
  const good = encoded(marked(dossierFacts.DossierAccepted, 1));
  const withData = (change: (data: Record<string, unknown>) => void): EncodedRecord => {
    const data = JSON.parse(good.value) as Record<string, unknown>;
    change(data);
    return { ...good, value: JSON.stringify(data) };
  };
  const withHeader = (name: string, text: string) => ({ ...good, headers: { ...good.headers, [name]: text } });

  it.each<[string, EncodedRecord | { key: string; value: null; headers: Record<string, string> }, RegExp]>([
    ['lacks a field', withData((data) => delete data['by']), /required property 'by'/],
    ['has a field too many', withData((data) => (data['fullName'] = NAME)), /value: a field that no schema lists/],
    [
      'has a field too many inside',
      withData((data) => ((data['due'] as Record<string, unknown>)['fullName'] = NAME)),
      /value: a field that no schema lists/,
    ],
    ['has a wrong type', withData((data) => (data['dossierCodeNeeded'] = 'yes')), /dossierCodeNeeded must be boolean/],
    ['has a header too many', withHeader('ce_actor', NAME), /headers: a field that no schema lists/],
    ['has a header of another form', withHeader('ce_source', 'motcua'), /ce_source must match/],
    ['says another time', withHeader('ce_time', '2026-11-16T02:00:09.000Z'), /ce_time is not the time of the fact/],
    ['has a name that nobody listed', withHeader('ce_type', 'vn.motcua.dossier.x.v1'), /no event that is listed/],
    ['has no value', { ...good, value: null }, /without a value/],
    ['is too big', withData((data) => (data['by'] = 'x'.repeat(65_536))), /64 KiB or more/],
  ])('is found out when it %s', (_what, record, fault) => {
    expect(() => assertPublishable(record)).toThrow(fault);
    expect(() => assertPublishable(record)).not.toThrow(NAME);
  });

  it('of a snapshot is found out as well', () => {
    const snapshot = foldSnapshot(undefined, marked(dossierFacts.DossierSubmitted, 1));
    const stray = { ...snapshot, fullName: NAME };
    expect(() => assertPublishable(encodeSnapshot(stray, '/motcua/H99/dossiers'))).toThrow(/no schema lists/);
    expect(snapshot.dossierId).toBe(dossierId);
  });
});
