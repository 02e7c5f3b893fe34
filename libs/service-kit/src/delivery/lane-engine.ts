import { deliveryDecider, type DeliveryCommand, type Lane } from '@motcua/domain';
import type { Actor } from '../auth/actor.js';
import type { CommandHandler } from '../commands/command-handler.js';
import { randomId, uuidv5 } from '../ids/uuid.js';
import type { Sealer } from '../sealing/sealer.js';
import type { TimerHandler } from '../timers/timer-runner.js';
import type { Timers } from '../timers/timers.js';
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
import { LaneWorker, type LaneWorkerParts, laneStream } from './lane-worker.js';

/** Kind of the timers that wake lanes; key `<system>/<dossierId>`. */
export const deliveryTimer = 'delivery';

export interface LaneEngineParts extends LaneWorkerParts {
  readonly sealer: Sealer;
  /** Timers of the app; its runner must have `handler()` under `deliveryTimer`. */
  readonly timers: Pick<Timers, 'set'>;
  readonly systems: readonly DeliverySystem[];
  /** Called when a lane was woken: lets the runner look at once. */
  readonly nudge?: () => void;
}

/** The doors to the lanes: what the app plans, hears and is asked for; the work in a lane is the worker's. */
export class LaneEngine extends DeliveryEngine {
  readonly #workers: ReadonlyMap<string, LaneWorker>;
  /** Lanes that are being worked on in this process: a second caller waits, so no call of ours is ever taken for lost. */
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(private readonly parts: LaneEngineParts) {
    super();
    this.#workers = new Map(parts.systems.map((system) => [system.system, new LaneWorker(parts, system)]));
  }

  /** For the app's timer runner, under `deliveryTimer`. */
  handler(): TimerHandler {
    return async ({ payload }) => {
      const { system, dossierId } = payload as { system: string; dossierId: string };
      const next = await this.advance(system, dossierId);
      if (next !== undefined) await this.wakeAt(system, dossierId, next);
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

  override wake(system: string, dossierId: string): Promise<void> {
    return this.wakeAt(system, dossierId, this.parts.clock.now());
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
    const mine = before.catch(() => undefined).then(() => this.worker(system).work(dossierId));
    this.#busy.set(key, mine);
    return mine.finally(() => {
      if (this.#busy.get(key) === mine) this.#busy.delete(key);
    });
  }

  override async lane(system: string, dossierId: string): Promise<Lane> {
    return this.worker(system).lane(dossierId);
  }

  override async release(target: LaneTarget): Promise<void> {
    const { clock, actor } = this.parts;
    await this.ask(target, releaseOf(target, 'send', actor, clock.now()), randomId(), actor);
    await this.wake(target.system, target.dossierId);
  }

  override async act(order: LaneOrder): Promise<LaneActed> {
    const { target, act, note, actor, commandId } = order;
    const { system, dossierId } = target;
    const { events, version } = await this.parts.commands.handle({
      stream: laneStream(system, dossierId),
      decider: deliveryDecider(this.worker(system).system.policy),
      command: async () => commandOf(order, await this.lane(system, dossierId), this.parts.clock.now()),
      sameIf: { act, note },
      commandId,
      actor,
    });
    // a repeat as well: its twin may have died before it could
    await this.wake(system, dossierId);
    return { seq: seqOf(act, target, events), version };
  }

  private async planned(request: DeliveryRequest, command: DeliveryCommand): Promise<void> {
    const commandId = uuidv5(request.dossierId, `plan|${request.system}|${request.op}|${request.sourceEventId}`);
    await this.ask(request, command, commandId, this.parts.actor);
    await this.wake(request.system, request.dossierId);
  }

  private ask(
    { system, dossierId }: { readonly system: string; readonly dossierId: string },
    command: DeliveryCommand,
    commandId: string,
    actor: Actor,
  ): ReturnType<CommandHandler['handle']> {
    const decider = deliveryDecider(this.worker(system).system.policy);
    return this.parts.commands.handle({ stream: laneStream(system, dossierId), decider, command, commandId, actor });
  }

  private async wakeAt(system: string, dossierId: string, dueAt: string): Promise<void> {
    const key = `${system}/${dossierId}`;
    await this.parts.timers.set({ kind: deliveryTimer, key, dueAt, payload: { system, dossierId } });
    this.parts.nudge?.();
  }

  private operation({ system, op }: DeliveryRequest): LaneOperation {
    const { operations } = this.worker(system).system;
    const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
    if (operation === undefined) throw new RangeError(`${system} has no operation ${op}`);
    return operation;
  }

  private worker(system: string): LaneWorker {
    const worker = this.#workers.get(system);
    if (worker === undefined) throw new RangeError(`nothing is delivered to ${system} from here`);
    return worker;
  }
}
