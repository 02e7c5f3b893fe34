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
  type LanePolicy,
  type NextAction,
  type Outcome,
} from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import type { CommandHandler } from '../commands/command-handler.js';
import { factOf } from '../commands/fact-stamp.js';
import { currentContext } from '../context/request-context.js';
import { randomId, uuidv5 } from '../ids/uuid.js';
import type { Sealer } from '../sealing/sealer.js';
import type { TimerHandler } from '../timers/timer-runner.js';
import type { Timers } from '../timers/timers.js';
import type { CallContext, Prepared } from '../wire/ports.js';
import {
  DeliveryEngine,
  type DeliveryRequest,
  type LaneActed,
  type LaneOrder,
  type LaneTarget,
  type StatusReport,
} from './delivery-engine.js';
import type { DeliverySystem, LaneOperation } from './delivery-system.js';
import { commandOf, releaseOf, seqOf } from './lane-acts.js';
import { inTurn } from './lane-commands.js';

/** Kind of the timers that wake lanes; key `<system>/<dossierId>`. */
export const deliveryTimer = 'delivery';

/** While another instance has a call in flight, the lane is looked at this often. */
const lookAgainMs = 5_000;

export interface LaneEngineParts {
  readonly store: EventStore;
  readonly commands: CommandHandler;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Timers of the app; its runner must have `handler()` under `deliveryTimer`. */
  readonly timers: Pick<Timers, 'set'>;
  readonly systems: readonly DeliverySystem[];
  /** The acting service, e.g. `Actor.system('ministry-connector')`. */
  readonly actor: Actor;
  /** Called when a lane was woken: lets the runner look at once. */
  readonly nudge?: () => void;
  /** Random numbers in [0, 1). */
  readonly random?: () => number;
}

export class LaneEngine extends DeliveryEngine {
  readonly #systems: ReadonlyMap<string, DeliverySystem>;
  /** Lanes that are being worked on in this process: a second caller waits, so no call of ours is ever taken for lost. */
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(private readonly parts: LaneEngineParts) {
    super();
    this.#systems = new Map(parts.systems.map((system) => [system.system, system]));
  }

  /** For the app's timer runner, under `deliveryTimer`. */
  handler(): TimerHandler {
    return async ({ payload }) => {
      const { system, dossierId } = payload as { system: string; dossierId: string };
      const next = await this.advance(system, dossierId);
      if (next !== undefined) await this.wake(system, dossierId, next);
    };
  }

  override async plan(request: DeliveryRequest): Promise<void> {
    const { operationClass, canFind, resendSafe } = this.operation(request);
    if (operationClass === 'transition') throw new RangeError(`${request.op} is a transition: plan it with its graph`);
    const now = this.parts.clock.now();
    const data = { ...request, operationClass, canFind, resendSafe, resendOf: null, now };
    await this.planned(request, { type: 'PlanDelivery', data });
  }

  override async planTransition(request: Parameters<DeliveryEngine['planTransition']>[0]): Promise<void> {
    const { canFind, resendSafe } = this.operation(request);
    const data = { ...request, canFind, resendSafe, now: this.parts.clock.now() };
    await this.planned(request, { type: 'PlanTransition', data });
  }

  override async report(report: StatusReport): Promise<boolean> {
    const { dossierId, system, externalKey, rawStatus, status, externalTime, text } = report;
    const contentHash = this.parts.sealer.blindIndex(
      'external-report',
      JSON.stringify([system, externalKey, rawStatus, externalTime, text]),
    );
    const data = { dossierId, system, externalKey, contentHash, rawStatus, status, externalTime };
    const command: DeliveryCommand = {
      type: 'ReportExternalStatus',
      data: { ...data, now: this.parts.clock.now() },
      personal: { text },
    };
    const commandId = uuidv5(dossierId, `report|${system}|${externalKey ?? ''}|${contentHash}`);
    const { events, repeated } = await this.ask(report, command, commandId, this.parts.actor);
    return events.length > 0 && !repeated;
  }

  override advance(system: string, dossierId: string): Promise<string | undefined> {
    const key = `${system}/${dossierId}`;
    const before = this.#busy.get(key) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.work(this.system(system), dossierId));
    this.#busy.set(key, mine);
    return mine.finally(() => {
      if (this.#busy.get(key) === mine) this.#busy.delete(key);
    });
  }

  override async lane(system: string, dossierId: string): Promise<Lane> {
    const { policy } = this.system(system);
    const decider = deliveryDecider(policy);
    const history = await this.parts.store.read(streamOf(system, dossierId));
    return history.map((event) => factOf<DeliveryEvent>(event)).reduce(decider.evolve, decider.initialState());
  }

  override async release(target: LaneTarget): Promise<void> {
    const { clock, actor } = this.parts;
    await this.ask(target, releaseOf(target, 'send', actor, clock.now()), randomId(), actor);
    await this.wake(target.system, target.dossierId, clock.now());
  }

  override async act(order: LaneOrder): Promise<LaneActed> {
    const { target, act, note, actor, commandId } = order;
    const { system, dossierId } = target;
    const { events, version } = await this.parts.commands.handle({
      stream: streamOf(system, dossierId),
      decider: deliveryDecider(this.system(system).policy),
      command: async () => commandOf(order, await this.lane(system, dossierId), this.parts.clock.now()),
      sameIf: { act, note },
      commandId,
      actor,
    });
    // a repeat as well: its twin may have died before it could
    await this.wake(system, dossierId, this.parts.clock.now());
    return { seq: seqOf(act, target, events), version };
  }

  /** Until the lane waits, stops or is done. Facts that others wrote meanwhile are read anew in every round. */
  private async work(system: DeliverySystem, dossierId: string): Promise<string | undefined> {
    for (;;) {
      const lane = await this.lane(system.system, dossierId);
      const now = this.parts.clock.now();
      const action = nextAction(lane, now);
      if (action.kind === 'send') await this.send(system, lane, action);
      else if (action.kind === 'reconcile') await this.reconcile(system, lane, action);
      else {
        await system.onLeft?.(lane);
        return action.kind === 'wait' ? wakeAt(lane, action, now) : undefined;
      }
    }
  }

  private async send(
    system: DeliverySystem,
    lane: Lane,
    { seq, attempt }: Extract<NextAction, { kind: 'send' }>,
  ): Promise<void> {
    const { batch, prepared } = await this.prepared(system, lane, seq);
    if (prepared.kind === 'held') return this.hold(lane, seq, prepared.reasons);
    const now = this.parts.clock.now();
    const data = { seq, attempt, now, ...(batch.length > 1 ? { through: batch.at(-1)?.seq ?? seq } : {}) };
    const started = await this.unlessOutrun(lane, { type: 'StartAttempt', data });
    const first = started?.[0];
    if (first?.type !== 'DeliveryAttemptStarted') return; // another instance was faster: look again
    const context = this.contextOf(lane, batch[0]!, attempt, first.data.deadline);
    const outcome = this.patient(
      shared(await answered(prepared.send(context)), batch.length),
      batch[0]!,
      system.policy,
    );
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
    system: DeliverySystem,
    lane: Lane,
    seq: number,
  ): Promise<{ batch: readonly Delivery[]; prepared: Prepared<unknown> }> {
    const head = lane.deliveries[seq - 1]!;
    const batch = batchFrom(lane, seq, system.operations[head.op]?.maxPerCall ?? 1);
    const prepared = await system.prepare(batch, lane);
    if (prepared.kind === 'ready' || batch.length === 1) return { batch, prepared };
    return { batch: [head], prepared: await system.prepare([head], lane) };
  }

  private async hold(lane: Lane, seq: number, reasons: Extract<Prepared, { kind: 'held' }>['reasons']): Promise<void> {
    await this.unlessOutrun(lane, { type: 'HoldDelivery', data: { seq, reasons, now: this.parts.clock.now() } });
  }

  private async reconcile(
    system: DeliverySystem,
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
    const deadline = after(this.parts.clock.now(), system.policy.callDeadlineMs);
    const finding = await system.find(delivery, lane, this.contextOf(lane, delivery, attempt, deadline));
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
    const decider = inTurn(deliveryDecider(this.system(system).policy));
    const command = { type: 'InTurn' as const, data: commands };
    const stream = streamOf(system, dossierId);
    const handled = await this.parts.commands.handle({
      stream,
      decider,
      command,
      commandId: randomId(),
      actor: this.parts.actor,
    });
    return handled.events;
  }

  private async planned(request: DeliveryRequest, command: DeliveryCommand): Promise<void> {
    const commandId = uuidv5(request.dossierId, `plan|${request.system}|${request.op}|${request.sourceEventId}`);
    await this.ask(request, command, commandId, this.parts.actor);
    await this.wake(request.system, request.dossierId, this.parts.clock.now());
  }

  private ask(
    { system, dossierId }: { readonly system: string; readonly dossierId: string },
    command: DeliveryCommand,
    commandId: string,
    actor: Actor,
  ): ReturnType<CommandHandler['handle']> {
    const decider = deliveryDecider(this.system(system).policy);
    return this.parts.commands.handle({ stream: streamOf(system, dossierId), decider, command, commandId, actor });
  }

  private async wake(system: string, dossierId: string, dueAt: string): Promise<void> {
    const key = `${system}/${dossierId}`;
    await this.parts.timers.set({ kind: deliveryTimer, key, dueAt, payload: { system, dossierId } });
    this.parts.nudge?.();
  }

  private operation({ system, op }: DeliveryRequest): LaneOperation {
    const { operations } = this.system(system);
    const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
    if (operation === undefined) throw new RangeError(`${system} has no operation ${op}`);
    return operation;
  }

  private system(name: string): DeliverySystem {
    const system = this.#systems.get(name);
    if (system === undefined) throw new RangeError(`nothing is delivered to ${name} from here`);
    return system;
  }

  /**
   * What a system asks for is the least we wait: one that says "in 7 seconds" all day long must not use up the schedule of days
   * in a minute. Zero stands for our own "at once".
   */
  private patient(outcome: Outcome<unknown>, { tries }: Delivery, policy: LanePolicy): Outcome<unknown> {
    if (outcome.kind !== 'retryable' || outcome.retryAfterMs === undefined || outcome.retryAfterMs === 0)
      return outcome;
    const planned = retryDelay(policy, tries + 1, this.random()) ?? 0;
    return { ...outcome, retryAfterMs: Math.max(outcome.retryAfterMs, planned) };
  }

  private random(): number {
    return this.parts.random?.() ?? Math.random();
  }
}

function streamOf(system: string, dossierId: string): string {
  return `delivery-${system}-${dossierId}`;
}

function addressOf(lane: Lane): { dossierId: string; system: string } {
  if (lane.dossierId === null || lane.system === null) throw new RangeError('an empty lane has no address');
  return { dossierId: lane.dossierId, system: lane.system };
}

function after(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
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
