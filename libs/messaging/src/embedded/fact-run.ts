import { setTimeout as pause } from 'node:timers/promises';
import { toLifecycleEvent, type LifecycleEvent } from '@motcua/contracts';
import type { EventStore, Position, RecordedEvent } from '@motcua/event-store';
import type { Consumer, Delivery, ParkedFact } from '../feed.js';
import { BEHIND_PARKED, type FactToPark, type FeedLedger } from './feed-ledger.js';
import { HandledPrefix, type Ticket } from './handled-prefix.js';
import { Lanes } from './lanes.js';
import { Fenced, type Grant } from './lease.js';
import type { ParkingJournal } from './parking-journal.js';
import { ProgressSaver } from './progress-saver.js';
import type { Slots } from './slots.js';
import { errorCode, errorName, isTrouble } from './trouble.js';

export interface RetryPolicy {
  /** Tries before a fact is parked. */
  readonly tries: number;
  /** Pause after the given failed try, ms. */
  readonly pauseMs: (attempt: number) => number;
}

export interface RunParts {
  readonly store: EventStore;
  readonly ledger: FeedLedger;
  readonly journal: ParkingJournal;
  readonly consumer: Consumer;
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly retry: RetryPolicy;
  /** Facts read ahead of the checkpoint at most. */
  readonly window: number;
  readonly redrivePollMs: number;
}

export interface RunStart {
  /** Where the checkpoint stands: a position of the store, or the next offset of a partition. */
  readonly position: string;
  /** What stands up to here in the store was there before the consumer's first start. */
  readonly replayUntil: Position;
  readonly grant: Grant;
  /** Aborts when the run is to end. */
  readonly stop: AbortSignal;
  /** Default: the consumer's concurrency, shared with nobody. */
  readonly slots?: Slots;
  /** Which dossiers are this run's; default all. */
  readonly owns?: (dossierId: string) => boolean;
}

/** A fact on its way to the handler, or past it. */
export interface Fact {
  readonly event: LifecycleEvent;
  readonly kind: Delivery['kind'];
  /** Where the checkpoint may stand when it and everything before it is settled. */
  readonly position: string;
}

/**
 * The one way of a fact, whatever brings it: handler -> done | tried again | parked, one by one and in order within a dossier.
 * Lives for one term of a consumer, or of one of its partitions, under a grant.
 */
export class FactRun {
  /** Aborts when the run is over: stopped, its grant lost, or ended by a fault. */
  readonly over: AbortSignal;

  private settledAt = Date.now();
  private busySince: number | undefined;
  private readonly lanes: Lanes;
  private readonly prefix: HandledPrefix;
  private readonly parked = new Set<string>();
  private readonly redriving = new Set<string>();
  private readonly halt = new AbortController();
  private readonly saver: ProgressSaver;
  private watching = Promise.resolve();
  private troubles = 0;
  private fault: unknown;

  constructor(
    private readonly parts: RunParts,
    private readonly start: RunStart,
  ) {
    const { consumer, ledger, retry } = parts;
    this.prefix = new HandledPrefix(start.position, parts.window);
    this.saver = new ProgressSaver(ledger, start.grant, consumer.name, start.position, {
      pauseMs: retry.pauseMs,
      onFenced: (error) => this.abort(error),
    });
    this.lanes = new Lanes(start.slots ?? consumer.concurrency, (error) => this.abort(error));
    this.over = AbortSignal.any([start.stop, start.grant.signal, this.halt.signal]);
  }

  /** Where the checkpoint stands. */
  get position(): string {
    return this.saver.position;
  }

  /** How long nothing was settled while there was something to do, as far as this has been asked before. */
  frozenForMs(behind: number): number {
    const now = Date.now();
    if (behind === 0 && this.prefix.open === 0) this.busySince = undefined;
    else this.busySince ??= now;
    return this.busySince === undefined ? 0 : Math.max(0, now - Math.max(this.busySince, this.settledAt));
  }

  get parkedDossiers(): number {
    return this.parked.size;
  }

  /** Call first. */
  async begin(): Promise<void> {
    const { ledger, consumer } = this.parts;
    for (const dossierId of await ledger.parkedDossiers(consumer.name)) {
      if (this.owns(dossierId)) this.parked.add(dossierId);
    }
    this.watching = this.watchRedrives();
  }

  /** Waits for running handlers and saves how far they came. @throws what ended the run, if it was not stopped */
  async end(): Promise<void> {
    this.halt.abort();
    await Promise.all([this.lanes.close(), this.watching]);
    await this.saver.end();
    if (this.fault !== undefined) throw this.fault;
  }

  abort(error: unknown): void {
    this.fault ??= error;
    this.halt.abort();
  }

  /** Resolves when there is room for more facts, or when the run is over. */
  room(): Promise<void> {
    return this.prefix.room(this.over);
  }

  /** Whether a fact that stands there in the store is told again, or happens now. */
  kindAt(position: Position): Delivery['kind'] {
    return this.parts.store.distance(position, this.start.replayUntil) >= 0 ? 'replay' : 'live';
  }

  /** Everything up to the position needs nothing more of this run than what was entered before. */
  skip(position: string): void {
    this.settle(this.prefix.add(position));
  }

  /** Hands the fact to the handler in its dossier's turn. */
  enter({ event, kind, position }: Fact): void {
    const ticket = this.prefix.add(position);
    let attempt = 0;
    this.lanes.push(event.dossierId, async () => {
      attempt += 1;
      const again = await this.attempt({ event, kind, attempt }, ticket);
      if (again === 'trouble') attempt -= 1;
      return again === 'trouble' ? this.backOff() : again;
    });
  }

  /** The fact is not for the handler; it is settled in its dossier's turn, after the facts before it. */
  pass({ event, position }: Fact): void {
    const ticket = this.prefix.add(position);
    this.lanes.push(event.dossierId, async () => this.done(event, ticket));
  }

  /** Parks the fact without a try, in its dossier's turn. */
  refuse({ event, position }: Fact, error: Error): void {
    const ticket = this.prefix.add(position);
    this.lanes.push(event.dossierId, async () => {
      const again = await this.setAside(event, failed(event, error, 0), ticket);
      return again === 'trouble' ? this.backOff() : again;
    });
  }

  /** @returns undefined when settled, the pause before the next try, or `trouble` when this one does not count */
  private async attempt(delivery: Delivery, ticket: Ticket): Promise<number | 'trouble' | undefined> {
    const { event, attempt } = delivery;
    if (this.parked.has(event.dossierId)) return this.setAside(event, behindParked(event), ticket);
    try {
      await this.parts.handle(delivery);
    } catch (error) {
      if (isTrouble(error)) return 'trouble';
      this.settledAt = Date.now();
      if (attempt < this.parts.retry.tries) return this.parts.retry.pauseMs(attempt);
      return this.setAside(event, failed(event, error, attempt), ticket);
    }
    this.troubles = 0;
    return this.done(event, ticket);
  }

  private done(event: LifecycleEvent, ticket: Ticket): undefined {
    const { id, dossierId, dossierVersion: version, recordedAt } = event;
    this.saver.add({ dossierId, version }, { stream: `dossier-${dossierId}`, version, id, recordedAt });
    this.settle(ticket);
    return undefined;
  }

  private async setAside(event: LifecycleEvent, fact: FactToPark, ticket: Ticket): Promise<'trouble' | undefined> {
    const { journal, ledger, consumer } = this.parts;
    this.parked.add(event.dossierId);
    try {
      await journal.parked(consumer.name, event, fact);
      await ledger.park(consumer.name, this.start.grant, fact);
    } catch (error) {
      if (error instanceof Fenced) throw error;
      return 'trouble';
    }
    this.settle(ticket);
    return undefined;
  }

  private backOff(): number {
    this.troubles += 1;
    const ms = this.parts.retry.pauseMs(this.troubles);
    this.lanes.pause(ms);
    return ms;
  }

  private settle(ticket: Ticket): void {
    this.settledAt = Date.now();
    this.prefix.settle(ticket);
    this.saver.moveTo(this.prefix.position);
  }

  private owns(dossierId: string): boolean {
    return this.start.owns?.(dossierId) ?? true;
  }

  private async watchRedrives(): Promise<void> {
    const { ledger, consumer, redrivePollMs } = this.parts;
    while (!this.over.aborted) {
      const asked = this.parked.size === 0 ? [] : await ledger.dossiersToRedrive(consumer.name).catch(() => []);
      for (const dossierId of asked.filter((id) => this.owns(id) && !this.redriving.has(id))) {
        this.redriving.add(dossierId);
        this.lanes.push(dossierId, () => this.redrive(dossierId));
      }
      await pause(redrivePollMs, undefined, { signal: this.over }).catch(() => undefined);
    }
  }

  private async redrive(dossierId: string): Promise<number | undefined> {
    try {
      if (await this.redriveFirst(dossierId)) return 0; // let others have a turn between two facts
    } catch (error) {
      if (error instanceof Fenced) throw error;
      return this.backOff();
    }
    this.redriving.delete(dossierId);
    return undefined;
  }

  /** @returns true when the first parked fact was handled and more may follow */
  private async redriveFirst(dossierId: string): Promise<boolean> {
    const { ledger, consumer, store, journal } = this.parts;
    const [first] = await ledger.parked(consumer.name, dossierId);
    if (first === undefined) this.parked.delete(dossierId);
    if (first === undefined || !comesBack(first)) return false;
    const [recorded] = await store.read(`dossier-${dossierId}`, first.dossierVersion);
    const fault = await this.tryAgain(recorded!);
    if (fault !== undefined) {
      await ledger.parkAgain(consumer.name, this.start.grant, fault);
      return false;
    }
    await journal.redriven(consumer.name, plainly(recorded!));
    await ledger.unpark(consumer.name, this.start.grant, { dossierId, version: first.dossierVersion });
    this.settledAt = Date.now();
    return true;
  }

  /** @returns what is to be noted when it failed again; a fact that this consumer never asked for needs no handler */
  private async tryAgain(recorded: RecordedEvent): Promise<FactToPark | undefined> {
    try {
      const event = toLifecycleEvent(recorded);
      if (!this.parts.consumer.types.includes(event.type)) return undefined;
      await this.parts.handle({ event, kind: this.kindAt(recorded.position), attempt: 1 });
      return undefined;
    } catch (error) {
      if (isTrouble(error)) throw error;
      return failed(plainly(recorded), error, 1);
    }
  }
}

/** The stored event as a public one without its content, for notes about it; also of a type that has no public form. */
export function plainly({ id, type, version, stream, meta }: RecordedEvent): LifecycleEvent {
  const { correlationId, causationId, recordedAt } = meta;
  const dossierId = stream.slice('dossier-'.length);
  return { id, type, dossierId, dossierVersion: version, recordedAt, correlationId, causationId, data: {} };
}

function failed(event: LifecycleEvent, error: unknown, attempts: number): FactToPark {
  return {
    dossierId: event.dossierId,
    version: event.dossierVersion,
    eventType: event.type,
    errorName: errorName(error),
    errorCode: errorCode(error),
    attempts,
  };
}

/** What was never tried itself follows the facts before it. */
function comesBack(first: ParkedFact): boolean {
  return first.redriving || first.errorName === BEHIND_PARKED;
}

function behindParked(event: LifecycleEvent): FactToPark {
  return { ...failed(event, undefined, 0), errorName: BEHIND_PARKED };
}
