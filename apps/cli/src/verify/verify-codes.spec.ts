import type { NewEvent } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { describe, expect, it } from '@jest/globals';
import { verifyCodes } from './verify-codes.js';

interface Code {
  readonly dossierId: string;
  readonly sequence: number;
  readonly ordinal?: number;
}

const meta = {
  correlationId: 'c',
  causationId: 'c',
  actor: 'a',
  actorRole: 'system',
  recordedAt: '2026-11-24T01:00:00Z',
};

function event(type: string, { dossierId, sequence, ordinal = sequence }: Code): NewEvent {
  const dossierCode = `H99.14-261124-${String(ordinal).padStart(4, '0')}`;
  const data = { dossierId, dossierCode, sequence, ordinal };
  return { id: crypto.randomUUID(), type, schemaVersion: 1, data, meta };
}

async function storeWith(issued: readonly Code[], assigned: readonly Code[]): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  const series = issued.map((code) => event('CodeIssued', code));
  await store.append([{ stream: 'codes-H99.14-20261124', expected: 0, events: series }]);
  for (const code of assigned) {
    const stream = `dossier-${code.dossierId}`;
    const expected = (await store.read(stream)).length;
    await store.append([{ stream, expected, events: [event('DossierCodeAssigned', code)] }]);
  }
  return store;
}

describe('codes', () => {
  const [a, b] = [crypto.randomUUID(), crypto.randomUUID()];
  const good = [
    { dossierId: a, sequence: 1 },
    { dossierId: b, sequence: 2 },
  ];

  it('are sound when every series is 1..n and every dossier carries its own', async () => {
    await expect(verifyCodes(await storeWith(good, good))).resolves.toEqual({ series: 1, codes: 2, faults: [] });
  });

  it('asks no series for a code that came from outside', async () => {
    const store = await storeWith(good, good);
    const data = { dossierId: crypto.randomUUID(), dossierCode: 'H99.14-261124-090123', origin: 'external' };
    const assigned = { id: crypto.randomUUID(), type: 'DossierCodeAssigned', schemaVersion: 1, data, meta };
    await store.append([{ stream: `dossier-${data.dossierId}`, expected: 0, events: [assigned] }]);
    await expect(verifyCodes(store)).resolves.toEqual({ series: 1, codes: 2, faults: [] });
  });

  it.each([
    ['a number that says another place', [good[0]!, { ...good[1]!, sequence: 3, ordinal: 2 }], good, /is number 3/],
    ['an ordinal that is left out', [good[0]!, { ...good[1]!, ordinal: 3 }], good, /ordinal 3 comes after 1/],
    ['a code that no dossier carries', good, [good[0]!], /0002 was issued but/],
    ['a code that was never issued', [good[0]!], good, /0002 was never issued/],
    ['a code that another dossier carries', good, [good[0]!, { ...good[1]!, dossierId: a }], /0002 was issued but/],
    ['a code that is carried twice', [good[0]!], [good[0]!, good[0]!], /0001 was never issued/],
  ])('show %s', async (_what, issued, assigned, fault) => {
    const { faults } = await verifyCodes(await storeWith(issued, assigned));
    expect(faults).toContainEqual(expect.stringMatching(fault));
  });
});
