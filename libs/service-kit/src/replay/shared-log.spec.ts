import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { sharedLog } from './shared-log.js';

const at = (minute: number) => `2026-11-24T01:${String(minute).padStart(2, '0')}:00.000Z`;

describe('what a lost consumer and its log both know', () => {
  const [one, two] = [randomUUID(), randomUUID()];
  let store: MemoryEventStore;
  let versions: Map<string, number>;

  beforeEach(() => {
    store = new MemoryEventStore();
    versions = new Map();
  });

  async function tell(dossierId: string, minute: number): Promise<void> {
    const expected = versions.get(dossierId) ?? 0;
    versions.set(dossierId, expected + 1);
    const meta = { correlationId: 'c', causationId: 'k', actor: 'a', actorRole: 'citizen', recordedAt: at(minute) };
    const event = { id: randomUUID(), type: 'DossierSubmitted', schemaVersion: 1, data: { dossierId }, meta };
    await store.append([{ stream: `dossier-${dossierId}`, expected, events: [event] }]);
  }

  const shared = async (until: number, checkpoint = '99') =>
    sharedLog(store, { to: await store.head(), until: at(until), checkpoint });

  it('ends where the log goes on with later facts', async () => {
    await tell(one, 1);
    await tell(two, 2);
    await tell(one, 9);
    const found = await shared(5);
    expect(found).toMatchObject({ end: '2', place: '2', anchor: { stream: `dossier-${two}`, version: 1 } });
    expect(found.versions).toEqual(new Map([one, two].map((id) => [id, 1])));
  });

  it('holds facts that stand before the last one of that time, whatever the clock of their process said', async () => {
    await tell(one, 1);
    await tell(two, 6);
    await tell(one, 5);
    await tell(two, 9);
    const found = await shared(5);
    expect(found.end).toBe('3');
    expect(found.versions).toEqual(new Map([one, two].map((id) => [id, id === one ? 2 : 1])));
  });

  it('lets the consumer go on where it stood, when it had not come to the end', async () => {
    for (const minute of [1, 2, 3]) await tell(one, minute);
    await expect(shared(3, '2')).resolves.toMatchObject({ end: '3', place: '2' });
  });

  it('may be nothing', async () => {
    await tell(one, 9);
    const found = await shared(5);
    expect(found).toEqual({ end: store.start, place: store.start, anchor: undefined, versions: new Map() });
  });

  it('is not looked for behind the end of the plan', async () => {
    await tell(one, 1);
    const to = await store.head();
    await tell(one, 1);
    await expect(sharedLog(store, { to, until: at(5), checkpoint: '99' })).resolves.toMatchObject({ end: to });
  });
});
