import {
  defaultLanePolicy,
  type Delivery,
  type DeliveryEvent,
  type Finding,
  type HoldReason,
  type Outcome,
} from '@motcua/domain';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { describe, expect, it } from '@jest/globals';
import { HandClock } from '@motcua/testing';
import { Actor } from '../auth/actor.js';
import { CommandHandler, CommandIdReused } from '../commands/command-handler.js';
import { randomId } from '../ids/uuid.js';
import { KeysMissing } from '../sealing/key-vault.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { eventContext } from '../sealing/sealer.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import type { CallContext, Prepared } from '../wire/ports.js';
import type { LaneAct } from './delivery-engine.js';
import { DeliverySystem, type LaneOperation } from './delivery-system.js';
import { LaneEngine } from './lane-engine.js';

const dossierId = '0b0f6f6e-0000-4000-8000-000000000001';
const other = '0b0f6f6e-0000-4000-8000-000000000002';
const x = 'b5a4c9b2-0000-4000-8000-00000000000a';

/** Another system: what it is told, what it answers. */
class Scripted extends DeliverySystem {
  override readonly system = 'lltp.g1';
  override readonly policy = { ...defaultLanePolicy, absentProofGapMs: 1000 };
  override readonly operations: Record<string, LaneOperation> = {
    submit: { operationClass: 'createOnce', canFind: true, resendSafe: false, maxPerCall: 1 },
    dossier: { operationClass: 'upsert', canFind: false, resendSafe: true, maxPerCall: 1 },
    progress: { operationClass: 'append', canFind: false, resendSafe: false, maxPerCall: 3 },
  };
  readonly calls: { seqs: number[]; context: CallContext }[] = [];
  readonly left: string[] = [];
  answers: (Outcome<unknown> | Error)[] = [];
  findings: Finding[] = [];
  reasons: HoldReason[] = [];
  looks = 0;
  whileCalling: () => Promise<void> = () => Promise.resolve();

  keysAreThere = true;

  override prepare(deliveries: readonly Delivery[]): Promise<Prepared<unknown>> {
    if (!this.keysAreThere) return Promise.reject(new KeysMissing(dossierId));
    if (this.reasons.length > 0) return Promise.resolve({ kind: 'held', reasons: this.reasons });
    const send = async (context: CallContext): Promise<Outcome<unknown>> => {
      this.calls.push({ seqs: deliveries.map(({ seq }) => seq), context });
      await this.whileCalling();
      const answer = this.answers.shift() ?? { kind: 'accepted', value: undefined, exchange: x };
      if (answer instanceof Error) throw answer;
      return answer;
    };
    return Promise.resolve({ kind: 'ready', send });
  }

  override find(): Promise<Finding> {
    this.looks += 1;
    return Promise.resolve(this.findings.shift() ?? { kind: 'absent', exchange: x });
  }

  override onLeft(lane: { deliveries: readonly Delivery[] }): Promise<void> {
    this.left.push(lane.deliveries.map(({ state }) => state.kind).join(' '));
    return Promise.resolve();
  }
}

function setUp() {
  const store = new MemoryEventStore();
  const clock = new HandClock('2026-11-24T01:00:00.000Z');
  const sealer = new VaultSealer(new MemoryKeyVault());
  const system = new Scripted();
  const woken: { key: string; dueAt: string }[] = [];
  const engine = new LaneEngine({
    store,
    sealer,
    clock,
    commands: new CommandHandler(store, sealer, clock),
    timers: { set: ({ key, dueAt }) => (woken.push({ key, dueAt }), Promise.resolve()) },
    systems: [system],
    actor: Actor.system('spec'),
    random: () => 0.5,
  });
  const plan = (op: string, sourceEventId: string, id = dossierId): Promise<void> =>
    engine.plan({ dossierId: id, system: 'lltp.g1', op, sourceEventId, occurredAt: clock.now(), actor: 'officer-1' });
  const advance = (id = dossierId): Promise<string | undefined> => engine.advance('lltp.g1', id);
  const later = (ms: number): void => clock.add(ms / 1000);
  const states = async (id = dossierId): Promise<string[]> =>
    (await engine.lane('lltp.g1', id)).deliveries.map(({ state }) => state.kind);
  const types = async (): Promise<string[]> =>
    (await store.read(`delivery-lltp.g1-${dossierId}`)).map(({ type }) => type);
  const order = (act: LaneAct, note = 'đã xem lại', commandId = randomId()) =>
    engine.act({ target: at(1), act, note, actor: officer, commandId });
  return { store, clock, sealer, system, engine, woken, plan, advance, later, states, types, order };
}

const at = (seq: number) => ({ system: 'lltp.g1', dossierId, seq });
const officer = new Actor('officer-2', ['administrator']);

describe('the delivery engine', () => {
  it('stores the attempt before the call, the outcome after it, and wakes the lane when it plans', async () => {
    const { plan, advance, types, woken, system, engine } = setUp();
    system.answers = [{ kind: 'accepted', value: undefined, externalKey: 'kx9enc', exchange: x }];
    let seenDuringCall: string[] = [];
    system.whileCalling = async () => void (seenDuringCall = await types());
    await plan('submit', 'e1');
    expect(woken).toEqual([{ key: `lltp.g1/${dossierId}`, dueAt: '2026-11-24T01:00:00.000Z' }]);
    expect(await advance()).toBeUndefined();
    expect(seenDuringCall).toEqual(['DeliveryPlanned', 'DeliveryAttemptStarted']);
    expect(await types()).toEqual(['DeliveryPlanned', 'DeliveryAttemptStarted', 'DeliveryOutcomeRecorded']);
    expect((await engine.lane('lltp.g1', dossierId)).externalKey).toBe('kx9enc');
    expect(system.left).toEqual(['done']);
  });

  it('sends nothing for facts that are told again', async () => {
    const { plan, advance, system } = setUp();
    await plan('submit', 'e1');
    await advance();
    await plan('submit', 'e1');
    await advance();
    expect(system.calls).toHaveLength(1);
  });

  it('keeps one idempotency key over all attempts of a delivery, and another for each delivery', async () => {
    const { plan, advance, system, later } = setUp();
    system.answers = [{ kind: 'retryable', reason: 'throttled', retryAfterMs: 7000, exchange: x }];
    await plan('submit', 'e1');
    await plan('dossier', 'e1');
    expect(await advance()).toBe('2026-11-24T01:00:07.000Z');
    later(7000);
    await advance();
    const keys = system.calls.map(({ context }) => context.idempotencyKey);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(system.calls.map(({ context }) => context.attempt)).toEqual([1, 2, 1]);
  });

  it('does not let a system that keeps asking for a short pause use up the schedule of days', async () => {
    const { plan, advance, system, clock, states } = setUp();
    system.answers = Array.from({ length: 9 }, () => ({
      kind: 'retryable',
      reason: 'throttled',
      retryAfterMs: 1,
      exchange: x,
    }));
    await plan('submit', 'e1');
    const begun = Date.parse(clock.now());
    for (let next = await advance(); next !== undefined; next = await advance()) clock.set(next);
    expect([system.calls.length, await states()]).toEqual([10, ['done']]);
    expect(Date.parse(clock.now()) - begun).toBeGreaterThan(24 * 60 * 60 * 1000);
  });

  it('sends strictly in order and leaves other lanes alone', async () => {
    const { plan, advance, system, states } = setUp();
    system.answers = [{ kind: 'rejected', message: 'sai', exchange: x }];
    await plan('submit', 'e1');
    await plan('progress', 'e2');
    await plan('submit', 'e1', other);
    await advance();
    await advance(other);
    expect(await states()).toEqual(['parked', 'toSend']);
    expect(await states(other)).toEqual(['done']);
  });

  it('looks before it resends, and resends only after enough proofs behind the visibility lag', async () => {
    const { plan, advance, system, later, states } = setUp();
    system.answers = [{ kind: 'unknown', reason: 'timeoutAfterSend', exchange: x }];
    await plan('submit', 'e1');
    await advance();
    expect([system.calls.length, system.looks]).toEqual([1, 1]);
    later(60_000);
    await advance();
    later(1000);
    expect(system.calls).toHaveLength(1);
    const next = await advance();
    expect(system.looks).toBe(3);
    if (next !== undefined) later(60_000);
    await advance();
    expect(system.calls).toHaveLength(2);
    expect(await states()).toEqual(['done']);
  });

  it('takes what is found there for done', async () => {
    const { plan, advance, system, states, engine } = setUp();
    system.answers = [{ kind: 'unknown', reason: 'connectionLost', exchange: x }];
    system.findings = [{ kind: 'present', externalKey: 'kx9enc', exchange: x }];
    await plan('submit', 'e1');
    await advance();
    expect([await states(), system.calls.length]).toEqual([['done'], 1]);
    expect((await engine.lane('lltp.g1', dossierId)).externalKey).toBe('kx9enc');
  });

  it('never takes a failed look for an absence', async () => {
    const { plan, advance, system, states } = setUp();
    system.answers = [{ kind: 'unknown', reason: 'connectionLost', exchange: x }];
    system.findings = [{ kind: 'failed', retryable: false, exchange: x }];
    await plan('submit', 'e1');
    await advance();
    expect([await states(), system.calls.length]).toEqual([['parked'], 1]);
  });

  it('parks an append whose outcome nobody can look up', async () => {
    const { plan, advance, system, states } = setUp();
    system.answers = [{ kind: 'unknown', reason: 'connectionLost', exchange: x }];
    await plan('progress', 'e1');
    await advance();
    expect([await states(), system.calls.length, system.looks]).toEqual([['parked'], 1, 0]);
  });

  it('takes an exchange that could not be written down for an unknown one', async () => {
    const { plan, advance, system, states } = setUp();
    system.answers = [new Error('journal down')];
    system.findings = [{ kind: 'present', exchange: x }];
    await plan('submit', 'e1');
    await advance();
    expect([await states(), system.calls.length, system.looks]).toEqual([['done'], 1, 1]);
  });

  it('sends appends in chunks, in their order, each step with an outcome of its own', async () => {
    const { plan, advance, system, states } = setUp();
    for (const source of ['e1', 'e2', 'e3', 'e4']) await plan('progress', source);
    await advance();
    expect(system.calls.map(({ seqs }) => seqs)).toEqual([[1, 2, 3], [4]]);
    expect(await states()).toEqual(['done', 'done', 'done', 'done']);
  });

  it('sends the members of a refused chunk one by one, so that only the wrong one stops', async () => {
    const { plan, advance, system, states } = setUp();
    const refused: Outcome = { kind: 'rejected', message: 'sai', exchange: x };
    system.answers = [refused, { kind: 'accepted', value: undefined, exchange: x }, refused];
    for (const source of ['e1', 'e2', 'e3']) await plan('progress', source);
    await advance();
    expect(system.calls.map(({ seqs }) => seqs)).toEqual([[1, 2, 3], [1], [2]]);
    expect(await states()).toEqual(['done', 'parked', 'toSend']);
  });

  it('sends only the newest of unsent snapshots, but always the first', async () => {
    const { plan, advance, system } = setUp();
    await plan('dossier', 'e1');
    await plan('dossier', 'e2');
    await plan('dossier', 'e3');
    await advance();
    expect(system.calls.map(({ seqs }) => seqs)).toEqual([[1], [3]]);
  });

  it('holds before any attempt when something is missing, and goes on after the correction', async () => {
    const { plan, advance, system, states, types, engine } = setUp();
    system.reasons = [{ code: 'missing', subject: 'declaration.nycDienThoai' }];
    await plan('submit', 'e1');
    await advance();
    expect(await types()).toEqual(['DeliveryPlanned', 'DeliveryHeld']);
    system.reasons = [];
    await engine.release(at(1));
    await advance();
    expect([await states(), system.calls.length]).toEqual([['done'], 1]);
  });

  it('holds with its reason what cannot be read, looks for the key every hour, and goes on when it is back', async () => {
    const { plan, advance, states, types, later, engine, system } = setUp();
    system.keysAreThere = false;
    await plan('submit', 'e1');
    expect(await advance()).toBe('2026-11-24T02:00:00.000Z');
    expect((await engine.lane('lltp.g1', dossierId)).deliveries[0]!.state).toMatchObject({
      kind: 'held',
      reasons: [{ code: 'keys-missing', subject: 'personal-data' }],
    });
    later(3_600_000);
    expect(await advance()).toBe('2026-11-24T03:00:00.000Z');
    expect([system.calls, await types()]).toEqual([[], ['DeliveryPlanned', 'DeliveryHeld']]);
    system.keysAreThere = true;
    later(3_600_000);
    expect(await advance()).toBeUndefined();
    expect([system.calls.length, await states()]).toEqual([1, ['done']]);
  });

  it('lets a person settle what is parked with evidence, and resend what is done by a word of his own', async () => {
    const { plan, advance, system, states, order } = setUp();
    system.answers = [{ kind: 'conflict', message: 'đã kết thúc', exchange: x }];
    await plan('submit', 'e1');
    await advance();
    const note = 'đã kiểm tra qua điện thoại';
    await expect(order({ kind: 'settle', fileId: '' }, note)).rejects.toThrow('delivery.evidence-required');
    await expect(order({ kind: 'settle', fileId: 'b1' }, ' ')).rejects.toThrow('delivery.evidence-required');
    await order({ kind: 'settle', fileId: 'b1' }, note);
    expect(await states()).toEqual(['settled']);
    expect(await order({ kind: 'resend' })).toMatchObject({ seq: 2 });
    await advance();
    expect([await states(), system.calls.length]).toEqual([['settled', 'done'], 2]);
  });

  it('takes up again by a look what may have arrived, and by sending what was refused', async () => {
    const refused: Outcome[] = [
      { kind: 'rejected', message: 'sai', exchange: x },
      { kind: 'conflict', message: 'đã kết thúc', exchange: x },
    ];
    for (const [answer, next] of [
      [refused[0]!, 'send'],
      [refused[1]!, 'reconcile'],
    ] as const) {
      const { plan, advance, system, store, order } = setUp();
      system.answers = [answer];
      await plan('submit', 'e1');
      await advance();
      await order({ kind: 'retry' });
      const released = (await store.read(`delivery-lltp.g1-${dossierId}`)).at(-1);
      expect(released).toMatchObject({ type: 'DeliveryReleased', data: { next }, meta: { actor: 'officer-2' } });
    }
  });

  it('answers an order that is told again as the first time, and refuses it with other words', async () => {
    const { plan, advance, system, store, order, types } = setUp();
    system.answers = [{ kind: 'rejected', message: 'sai', exchange: x }];
    await plan('submit', 'e1');
    await advance();
    const commandId = randomId();
    const first = await order({ kind: 'retry' }, 'Kín', commandId);
    await advance(); // the lane has gone on: the act itself would be refused now
    expect(await order({ kind: 'retry' }, 'Kín', commandId)).toEqual(first);
    await expect(order({ kind: 'retry' }, 'khác', commandId)).rejects.toThrow(CommandIdReused);
    expect((await types()).filter((type) => type === 'DeliveryReleased')).toHaveLength(1);
    expect(JSON.stringify(await store.read(`delivery-lltp.g1-${dossierId}`))).not.toContain('Kín');
  });

  it('takes an attempt without outcome for lost after its deadline, as after a crash', async () => {
    const { plan, advance, system, states, later, clock, store, sealer } = setUp();
    await plan('submit', 'e1');
    system.whileCalling = () => new Promise(() => undefined); // the process dies here
    void advance();
    while (system.calls.length === 0) await new Promise(setImmediate);
    const survivor = new Scripted();
    survivor.findings = [{ kind: 'present', exchange: x }];
    const engine = new LaneEngine({
      store,
      sealer,
      clock,
      commands: new CommandHandler(store, sealer, clock),
      timers: { set: () => Promise.resolve() },
      systems: [survivor],
      actor: Actor.system('survivor'),
    });
    expect(await engine.advance('lltp.g1', dossierId)).toBe('2026-11-24T01:00:05.000Z');
    expect([survivor.calls.length, survivor.looks]).toEqual([0, 0]);
    later(defaultLanePolicy.callDeadlineMs);
    await engine.advance('lltp.g1', dossierId);
    expect([survivor.calls.length, survivor.looks, await states()]).toEqual([0, 1, ['done']]);
  });

  it('lets two instances at one lane make one call', async () => {
    const { plan, system, clock, store, sealer } = setUp();
    await plan('submit', 'e1');
    const instance = () =>
      new LaneEngine({
        store,
        sealer,
        clock,
        commands: new CommandHandler(store, sealer, clock),
        timers: { set: () => Promise.resolve() },
        systems: [system],
        actor: Actor.system('spec'),
      });
    await Promise.all(Array.from({ length: 8 }, () => instance().advance('lltp.g1', dossierId)));
    expect(system.calls).toHaveLength(1);
  });

  it('seals what the system says and keeps only codes in the open', async () => {
    const { plan, advance, system, store, sealer } = setUp();
    const fields = [{ field: 'nycHoTen', message: 'NGUYỄN VĂN MẪU không hợp lệ' }];
    system.answers = [{ kind: 'rejected', code: '500', message: 'NGUYỄN VĂN MẪU không hợp lệ', fields, exchange: x }];
    await plan('submit', 'e1');
    await advance();
    const stream = `delivery-lltp.g1-${dossierId}`;
    const events = await store.read(stream);
    expect(JSON.stringify(events)).not.toContain('MẪU');
    const outcome = events.find(({ type }) => type === 'DeliveryOutcomeRecorded')!;
    const sealed = outcome.data['sealed'] as string;
    type Said = Extract<DeliveryEvent, { type: 'DeliveryOutcomeRecorded' }>['personal'];
    const said = await sealer.open<Said>(dossierId, eventContext(stream, outcome.id), sealed);
    expect(said).toEqual({ message: 'NGUYỄN VĂN MẪU không hợp lệ', fields });
  });

  it('stores a report once, whatever else is said', async () => {
    const { engine, types } = setUp();
    const report = {
      dossierId,
      system: 'lltp.g1',
      externalKey: 'kx9enc',
      rawStatus: '4',
      status: 4,
      externalTime: null,
      text: 'Đang xử lý',
    } as const;
    expect(await engine.report(report)).toBe(true);
    expect(await engine.report(report)).toBe(false);
    expect(await engine.report({ ...report, rawStatus: '5', status: 9 })).toBe(true);
    expect(await types()).toEqual(['ExternalStatusReported', 'ExternalStatusReported']);
  });
});
