import {
  Rejected,
  batchFrom,
  deliveryDecider,
  nextAction,
  retryDelay,
  type Delivery,
  type DeliveryCommand,
  type DeliveryEvent,
  type Lane,
  type NextAction,
  type Outcome,
} from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import type { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import type { CommandHandler } from '../commands/command-handler.js';
import { factOf } from '../commands/fact-stamp.js';
import { currentContext } from '../context/request-context.js';
import { randomId, uuidv5 } from '../ids/uuid.js';
import { KeysMissing } from '../sealing/key-vault.js';
import type { CallContext, Prepared } from '../wire/ports.js';
import type { DeliverySystem } from './delivery-system.js';
import { heldForKeys, KEYS_LOOK_MS, waitsForKeys } from './held-for-keys.js';
import { releaseOf } from './lane-acts.js';
import { inTurn } from './lane-commands.js';

/** While another instance has a call in flight, the lane is looked at this often. */
const lookAgainMs = 5_000;

export interface LaneWorkerParts {
  readonly store: EventStore;
  readonly commands: CommandHandler;
  readonly clock: Clock;
  /** The acting service, e.g. `Actor.system('ministry-connector')`. */
  readonly actor: Actor;
  /** Random numbers in [0, 1). */
  readonly random?: () => number;
}

/** Does what the lanes of one system are waiting for: sends, looks for what may have arrived, holds what is incomplete, and stores what came of it. */
export class LaneWorker {
  constructor(
    private readonly parts: LaneWorkerParts,
    readonly system: DeliverySystem,
  ) {}

  async lane(dossierId: string): Promise<Lane> {
    const decider = deliveryDecider(this.system.policy);
    const history = await this.parts.store.read(laneStream(this.system.system, dossierId));
    return history.map((event) => factOf<DeliveryEvent>(event)).reduce(decider.evolve, decider.initialState());
  }

  /** Until the lane waits, stops or is done. Facts that others wrote meanwhile are read anew in every round. */
  async work(dossierId: string): Promise<string | undefined> {
    for (;;) {
      const lane = await this.lane(dossierId);
      const now = this.parts.clock.now();
      const action = nextAction(lane, now);
      if (action.kind === 'send') await this.send(lane, action);
      else if (action.kind === 'reconcile') await this.reconcile(lane, action);
      else if (waitsForKeys(action) && (await this.keysAreBack(lane, action))) await this.letGo(lane, action);
      else {
        await this.system.onLeft?.(lane);
        return wakeOf(lane, action, now);
      }
    }
  }

  private async keysAreBack(lane: Lane, { seq }: { readonly seq: number }): Promise<boolean> {
    const { prepared } = await this.prepared(lane, seq);
    return prepared.kind === 'ready' || !prepared.reasons.includes(heldForKeys);
  }

  private async letGo(lane: Lane, { seq }: { readonly seq: number }): Promise<void> {
    const { actor, clock } = this.parts;
    await this.unlessOutrun(lane, releaseOf({ ...addressOf(lane), seq }, 'send', actor, clock.now()));
  }

  private async send(lane: Lane, { seq, attempt }: Extract<NextAction, { kind: 'send' }>): Promise<void> {
    const { batch, prepared } = await this.prepared(lane, seq);
    if (prepared.kind === 'held') return this.hold(lane, seq, prepared.reasons);
    const now = this.parts.clock.now();
    const data = { seq, attempt, now, ...(batch.length > 1 ? { through: batch.at(-1)?.seq ?? seq } : {}) };
    const started = await this.unlessOutrun(lane, { type: 'StartAttempt', data });
    const first = started?.[0];
    if (first?.type !== 'DeliveryAttemptStarted') return; // another instance was faster: look again
    const context = this.contextOf(lane, batch[0]!, attempt, first.data.deadline);
    const outcome = this.patient(shared(await answered(prepared.send(context)), batch.length), batch[0]!);
    const recordedAt = this.parts.clock.now();
    await this.tell(
      lane,
      batch.map((one) => ({
        type: 'RecordOutcome',
        data: { seq: one.seq, attempt: one.attempts + 1, outcome, jitter: this.random(), now: recordedAt },
      })),
    );
  }

  /** A batch in which something is missing goes one by one, so that only what is incomplete stops. */
  private async prepared(
    lane: Lane,
    seq: number,
  ): Promise<{ batch: readonly Delivery[]; prepared: Prepared<unknown> }> {
    const head = lane.deliveries[seq - 1]!;
    const batch = batchFrom(lane, seq, this.system.operations[head.op]?.maxPerCall ?? 1);
    const prepared = await this.readable(batch, lane);
    if (prepared.kind === 'ready' || batch.length === 1) return { batch, prepared };
    return { batch: [head], prepared: await this.readable([head], lane) };
  }

  /** What cannot be read is held, never sent without it. */
  private async readable(batch: readonly Delivery[], lane: Lane): Promise<Prepared<unknown>> {
    try {
      return await this.system.prepare(batch, lane);
    } catch (error) {
      if (error instanceof KeysMissing) return { kind: 'held', reasons: [heldForKeys] };
      throw error;
    }
  }

  private async hold(lane: Lane, seq: number, reasons: Extract<Prepared, { kind: 'held' }>['reasons']): Promise<void> {
    await this.unlessOutrun(lane, { type: 'HoldDelivery', data: { seq, reasons, now: this.parts.clock.now() } });
  }

  private async reconcile(
    lane: Lane,
    { seq, attempt, lost }: Extract<NextAction, { kind: 'reconcile' }>,
  ): Promise<void> {
    if (lost) {
      const outcome: Outcome<unknown> = { kind: 'unknown', reason: 'connectionLost' };
      const data = { seq, attempt, outcome, jitter: this.random(), now: this.parts.clock.now() };
      await this.unlessOutrun(lane, { type: 'RecordOutcome', data });
      return;
    }
    const delivery = lane.deliveries[seq - 1]!;
    const deadline = after(this.parts.clock.now(), this.system.policy.callDeadlineMs);
    const finding = await this.system.find(delivery, lane, this.contextOf(lane, delivery, attempt, deadline));
    const data = { seq, attempt, finding, jitter: this.random(), now: this.parts.clock.now() };
    await this.unlessOutrun(lane, { type: 'RecordFinding', data });
  }

  private contextOf(lane: Lane, delivery: Delivery, attempt: number, deadline: string): CallContext {
    const { dossierId, system } = addressOf(lane);
    return {
      idempotencyKey: uuidv5(
        dossierId,
        `${system}|${delivery.op}|${delivery.sourceEventId}|${delivery.resendOf ?? ''}`,
      ),
      correlationId: currentContext().correlationId,
      causationId: delivery.sourceEventId,
      dossierId,
      actor: delivery.actor,
      attempt,
      deadline,
    };
  }

  /** @returns undefined when the lane has moved on since it was read */
  private async unlessOutrun(lane: Lane, command: DeliveryCommand): Promise<readonly DeliveryEvent[] | undefined> {
    try {
      return await this.tell(lane, [command]);
    } catch (error) {
      if (error instanceof Rejected) return undefined;
      throw error;
    }
  }

  /** Every claim is a command of its own: two instances must never take one another's attempt for theirs. */
  private async tell(lane: Lane, commands: readonly DeliveryCommand[]): Promise<readonly DeliveryEvent[]> {
    const { dossierId, system } = addressOf(lane);
    const decider = inTurn(deliveryDecider(this.system.policy));
    const command = { type: 'InTurn' as const, data: commands };
    const stream = laneStream(system, dossierId);
    const handled = await this.parts.commands.handle({
      stream,
      decider,
      command,
      commandId: randomId(),
      actor: this.parts.actor,
    });
    return handled.events;
  }

  /**
   * What a system asks for is the least we wait: one that says "in 7 seconds" all day long must not use up the schedule of days
   * in a minute. Zero stands for our own "at once".
   */
  private patient(outcome: Outcome<unknown>, { tries }: Delivery): Outcome<unknown> {
    if (outcome.kind !== 'retryable' || outcome.retryAfterMs === undefined || outcome.retryAfterMs === 0)
      return outcome;
    const planned = retryDelay(this.system.policy, tries + 1, this.random()) ?? 0;
    return { ...outcome, retryAfterMs: Math.max(outcome.retryAfterMs, planned) };
  }

  private random(): number {
    return this.parts.random?.() ?? Math.random();
  }
}

export function laneStream(system: string, dossierId: string): string {
  return `delivery-${system}-${dossierId}`;
}

function addressOf(lane: Lane): { dossierId: string; system: string } {
  if (lane.dossierId === null || lane.system === null) throw new RangeError('an empty lane has no address');
  return { dossierId: lane.dossierId, system: lane.system };
}

function after(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

function wakeOf(lane: Lane, action: NextAction, now: string): string | undefined {
  if (action.kind === 'wait') return wakeAt(lane, action, now);
  return waitsForKeys(action) ? after(now, KEYS_LOOK_MS) : undefined;
}

function wakeAt(lane: Lane, { seq, until }: Extract<NextAction, { kind: 'wait' }>, now: string): string {
  const inFlight = lane.deliveries[seq - 1]?.state.kind === 'inFlight';
  const soon = after(now, lookAgainMs);
  return inFlight && soon < until ? soon : until;
}

/** A throw after the attempt was stored (a journal that does not answer) leaves the outcome unknown like a lost connection. */
async function answered(call: Promise<Outcome<unknown>>): Promise<Outcome<unknown>> {
  try {
    return await call;
  } catch {
    return { kind: 'unknown', reason: 'connectionLost' };
  }
}

/** A refused batch says nothing of its single members. Those that were tried before are never batched: they go one by one. */
function shared(outcome: Outcome<unknown>, members: number): Outcome<unknown> {
  if (members === 1 || (outcome.kind !== 'rejected' && outcome.kind !== 'conflict')) return outcome;
  return { kind: 'retryable', reason: 'businessRetry', retryAfterMs: 0, exchange: outcome.exchange };
}
