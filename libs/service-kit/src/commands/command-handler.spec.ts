import { type Decider, Rejected } from '@motcua/domain';
import {
  type AppendResult,
  DefiniteFailure,
  type RecordedEvent,
  UnknownOutcome,
  VersionConflict,
  type Write,
} from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { describe, expect, it } from '@jest/globals';

import { Actor } from '../auth/actor.js';
import { SteppedClock } from '../clock/stepped-clock.js';
import { withContext } from '../context/request-context.js';
import { KeysMissing } from '../sealing/key-vault.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { eventContext } from '../sealing/sealer.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { CommandHandler, CommandIdReused } from './command-handler.js';

const dossierId = '5d1d5a1e-0f0e-4d55-9b5a-0b7f6a2f9b10';
const stream = `dossier-${dossierId}`;

type Event = { type: 'Opened' | 'Accepted'; data: { dossierId: string; by: string }; personal?: { name: string } };
type Command = { type: 'Open' | 'Accept'; data: { by: string; now: string }; personal?: { name: string } };
type State = 'none' | 'open' | 'accepted';

/** Open, then accept once; opening twice changes nothing. */
const decider: Decider<State, Command, Event> = {
  initialState: () => 'none',
  evolve: (_state, event) => (event.type === 'Opened' ? 'open' : 'accepted'),
  decide: ({ type, data: { by }, personal }, state) => {
    if (type === 'Open')
      return state === 'none' ? [{ type: 'Opened', data: { dossierId, by }, ...(personal ? { personal } : {}) }] : [];
    if (state !== 'open') throw new Rejected('dossier.not-open', { state });
    return [{ type: 'Accepted', data: { dossierId, by }, ...(personal ? { personal } : {}) }];
  },
};

const commandIds = {
  open: '00000000-0000-5000-8000-000000000001',
  acceptA: '00000000-0000-5000-8000-00000000000a',
  acceptB: '00000000-0000-5000-8000-00000000000b',
};

/** Fails as told before or after the real append. */
class FaultyStore extends MemoryEventStore {
  readonly sent: (readonly Write[])[] = [];
  readonly asked: string[] = [];
  faults: ('lost-answer' | 'lost-request' | 'not-sent' | 'conflict' | 'none')[] = [];

  override async read(name: string, from?: number): Promise<RecordedEvent[]> {
    this.asked.push(name);
    return super.read(name, from);
  }

  override async append(writes: readonly Write[]): Promise<AppendResult> {
    this.sent.push(writes);
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'lost-request') throw new UnknownOutcome('no answer');
    if (fault === 'not-sent') throw new DefiniteFailure('down');
    if (fault === 'conflict') throw new VersionConflict(stream, 0, 1);
    const result = await super.append(writes);
    if (fault === 'lost-answer') throw new UnknownOutcome('no answer');
    return result;
  }
}

function setUp() {
  const store = new FaultyStore();
  const sealer = new VaultSealer(new MemoryKeyVault());
  const handler = new CommandHandler(store, sealer, new SteppedClock('2026-03-02T01:00:00.000Z'));
  const send = (type: Command['type'], commandId: string, by: string, more: Partial<Command> = {}) =>
    handler.handle({
      stream,
      decider,
      command: { type, data: { by, now: new Date().toISOString() }, ...more },
      commandId,
      actor: new Actor(by, ['deskOfficer'], ['H99.14']),
    });
  return { store, sealer, send };
}

describe('the command handler', () => {
  it('stores what follows, with who, when and why, and the personal part sealed', async () => {
    const { store, sealer, send } = setUp();
    const personal = { name: 'Trần Văn Kín' };
    const handled = await withContext({ correlationId: 'call-1' }, () =>
      send('Open', commandIds.open, 'officer-a', { personal }),
    );
    expect(handled).toMatchObject({
      version: 1,
      repeated: false,
      events: [{ type: 'Opened', data: { dossierId, by: 'officer-a' } }],
    });
    const [event] = await store.read(stream);
    expect(event!.meta).toMatchObject({
      causationId: commandIds.open,
      correlationId: 'call-1',
      actor: 'officer-a',
      actorRole: 'deskOfficer',
      recordedAt: '2026-03-02T01:00:00.000Z',
    });
    expect(JSON.stringify([event, handled])).not.toContain('Kín');
    await expect(
      sealer.open(dossierId, eventContext(stream, event!.id), event!.data['sealed'] as string),
    ).resolves.toEqual(personal);
  });

  it('gives a repeated request its first answer and no second event', async () => {
    const { store, send } = setUp();
    const first = await send('Open', commandIds.open, 'officer-a');
    const second = await send('Open', commandIds.open, 'officer-a');
    expect(second).toEqual({ ...first, repeated: true });
    await expect(store.read(stream)).resolves.toHaveLength(1);
  });

  it('refuses a known command id with other content, which is stored as an HMAC only', async () => {
    const { store, send } = setUp();
    await send('Open', commandIds.open, 'officer-a', { personal: { name: 'Một' } });
    for (const name of ['Hai', 'một', 'Một '])
      await expect(send('Open', commandIds.open, 'officer-a', { personal: { name } })).rejects.toThrow(CommandIdReused);
    expect((await store.read(stream))[0]!.meta['commandDigest']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('lets one of two officers win; the other one hears why not', async () => {
    const { store, send } = setUp();
    await send('Open', commandIds.open, 'citizen');
    const both = await Promise.allSettled([
      send('Accept', commandIds.acceptA, 'officer-a'),
      send('Accept', commandIds.acceptB, 'officer-b'),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = both.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'dossier.not-open', details: { state: 'accepted' } });
    await expect(store.read(stream)).resolves.toHaveLength(2);
  });

  it('lets one of two requests win that race under one id with other content; the other one hears why not', async () => {
    const { store, send } = setUp();
    const names = ['Một', 'Hai', 'Một', 'Hai'];
    const all = await Promise.allSettled(
      names.map((name) => send('Open', commandIds.open, 'officer-a', { personal: { name } })),
    );
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    for (const outcome of all)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(CommandIdReused);
    await expect(store.read(stream)).resolves.toHaveLength(1);
  });

  it('stores two equal requests that race as one', async () => {
    const { store, send } = setUp();
    const all = await Promise.all(Array.from({ length: 8 }, () => send('Open', commandIds.open, 'officer-a')));
    expect(new Set(all.map(({ position }) => position)).size).toBe(1);
    await expect(store.read(stream)).resolves.toHaveLength(1);
  });

  it('sends the identical append again when no answer came', async () => {
    for (const fault of ['lost-answer', 'lost-request'] as const) {
      const { store, send } = setUp();
      store.faults = [fault];
      await expect(send('Open', commandIds.open, 'officer-a')).resolves.toMatchObject({ version: 1 });
      expect(store.sent[1]).toBe(store.sent[0]);
      await expect(store.read(stream)).resolves.toHaveLength(1);
    }
  });

  it('says so when the outcome stays unknown; the same request later finds its answer', async () => {
    const { store, send } = setUp();
    store.faults = ['lost-answer', 'lost-request'];
    await expect(send('Open', commandIds.open, 'officer-a')).rejects.toThrow(UnknownOutcome);
    await expect(send('Open', commandIds.open, 'officer-a')).resolves.toMatchObject({ version: 1, repeated: true });
  });

  it('does not call an append failed that may have been written before the store went away', async () => {
    const { store, send } = setUp();
    store.faults = ['lost-answer', 'not-sent'];
    await expect(send('Open', commandIds.open, 'officer-a')).rejects.toThrow(UnknownOutcome);
  });

  describe('and the key of a dossier', () => {
    const personal = { name: 'Trần Văn Kín' };
    const actor = new Actor('officer-a', ['deskOfficer'], ['H99.14']);

    /** The store as it is, with keys that came back from before its facts. */
    function restored(store: FaultyStore) {
      const vault = new MemoryKeyVault();
      const handler = new CommandHandler(store, new VaultSealer(vault), new SteppedClock('2026-03-02T01:00:00.000Z'));
      const command = { type: 'Accept' as const, data: { by: 'officer-a', now: '2026-03-02T01:00:00.000Z' } };
      const ask = { stream, decider, commandId: commandIds.acceptA, actor };
      return { vault, handler, ask, command };
    }

    it('makes none for a dossier that has sealed facts, refuses, and writes nothing', async () => {
      const { store, send } = setUp();
      await send('Open', commandIds.open, 'officer-a', { personal });
      const { vault, handler, ask, command } = restored(store);
      await expect(handler.handle({ ...ask, command: { ...command, personal } })).rejects.toThrow(KeysMissing);
      await expect(vault.keyOf(dossierId, 'known')).rejects.toThrow(KeysMissing);
      await expect(store.read(stream)).resolves.toHaveLength(1);
      await expect(handler.handle({ ...ask, command })).resolves.toMatchObject({ version: 2 });
    });

    it('makes it with the first sealed fact, even when others came before', async () => {
      const { store, send } = setUp();
      await send('Open', commandIds.open, 'officer-a');
      const { handler, ask, command } = restored(store);
      await expect(handler.handle({ ...ask, command: { ...command, personal } })).resolves.toMatchObject({
        version: 2,
      });
    });

    it('finds it for facts in another stream about the dossier, and makes one only where the dossier has none', async () => {
      const { store, send } = setUp();
      const opening = { type: 'Open' as const, data: { by: 'officer-a', now: '2026-03-02T01:00:00.000Z' }, personal };
      const aside = { stream: `delivery-lltp-${dossierId}`, decider, command: opening, actor };
      const { handler } = restored(store);
      await send('Open', commandIds.open, 'officer-a', { personal });
      await expect(handler.handle({ ...aside, commandId: commandIds.acceptA })).rejects.toThrow(KeysMissing);
      const { store: empty } = setUp();
      const { handler: unspoken } = restored(empty);
      await expect(unspoken.handle({ ...aside, commandId: commandIds.acceptB })).resolves.toMatchObject({ version: 1 });
    });

    it('reads no stream more than it did for a dossier that comes in', async () => {
      const { store, send } = setUp();
      await send('Open', commandIds.open, 'officer-a', { personal });
      expect(store.asked).toEqual([stream]);
    });
  });

  it('decides anew up to five times', async () => {
    const { store, send } = setUp();
    store.faults = ['conflict', 'conflict', 'conflict', 'conflict'];
    await expect(send('Open', commandIds.open, 'officer-a')).resolves.toMatchObject({ version: 1 });
    const other = setUp();
    other.store.faults = Array.from({ length: 5 }, () => 'conflict' as const);
    await expect(other.send('Open', commandIds.open, 'officer-a')).rejects.toThrow(VersionConflict);
  });

  it('writes nothing for a command that changes nothing', async () => {
    const { store, send } = setUp();
    await send('Open', commandIds.open, 'officer-a');
    await expect(send('Open', commandIds.acceptA, 'officer-b')).resolves.toEqual({
      events: [],
      version: 1,
      position: undefined,
      repeated: false,
    });
    expect(store.sent).toHaveLength(1);
  });

  it('makes a command only for a request that was not answered before', async () => {
    const { store, sealer } = setUp();
    const handler = new CommandHandler(store, sealer, new SteppedClock('2026-03-02T01:00:00.000Z'));
    let made = 0;
    const request = {
      stream,
      decider,
      command: async (): Promise<Command> => {
        made += 1;
        return { type: 'Open', data: { by: 'citizen', now: '' } };
      },
      sameIf: { body: 1 },
      commandId: commandIds.open,
      actor: new Actor('citizen', ['citizen']),
      subjects: ['aa', 'bb'],
      owners: ['aa'],
    };
    await handler.handle(request);
    await expect(handler.handle(request)).resolves.toMatchObject({ repeated: true, version: 1 });
    await expect(handler.handle({ ...request, sameIf: { body: 2 } })).rejects.toThrow(CommandIdReused);
    expect(made).toBe(1);
    expect((await store.read(stream))[0]!.meta).toMatchObject({ subjects: 'aa,bb', owners: 'aa' });
  });

  it('answers a repeat whose command cannot be made any more because its twin was faster', async () => {
    const { store, sealer, send } = setUp();
    const handler = new CommandHandler(store, sealer, new SteppedClock('2026-03-02T01:00:00.000Z'));
    const opened: Command = { type: 'Open', data: { by: 'citizen', now: '' } };
    const request = {
      stream,
      decider,
      commandId: commandIds.open,
      actor: new Actor('citizen', ['citizen']),
      sameIf: 1,
    };
    const slow = handler.handle({
      ...request,
      command: async (): Promise<Command> => {
        await handler.handle({ ...request, command: async () => opened });
        throw new Rejected('dossier.already-submitted');
      },
    });
    await expect(slow).resolves.toMatchObject({ repeated: true, version: 1 });
    await expect(send('Accept', commandIds.acceptA, 'officer-a')).resolves.toMatchObject({ version: 2 });
  });
});
