import { setTimeout as pause } from 'node:timers/promises';
import { toLifecycleEvent, type LifecycleEvent } from '@motcua/contracts';
import type { EventStore, Position, RecordedEvent, Slice } from '@motcua/event-store';
import type { Consumer, Delivery, ParkedFact } from '../feed.js';
import { BEHIND_PARKED, type FactToPark, type FeedLedger, type Progress } from './feed-ledger.js';
import { HandledPrefix, type Ticket } from './handled-prefix.js';
import { Lanes } from './lanes.js';
import { Fenced, type Grant } from './lease.js';
import type { ParkingJournal } from './parking-journal.js';
import { ProgressSaver } from './progress-saver.js';
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

const CATEGORY = 'dossier';

/** One term of a consumer under a grant: from taking over until it is stopped or the grant is lost. */
export class ConsumerRun {
  private settledAt = Date.now();
  private busySince: number | undefined;

  private readonly lanes: Lanes;
  private readonly prefix: HandledPrefix;
  private readonly parked = new Set<string>();
  private readonly redriving = new Set<string>();
  private readonly halt = new AbortController();
  private readonly over: AbortSignal;
  private readonly saver: ProgressSaver;
  private troubles = 0;
  private fault: unknown;

  constructor(
    private readonly parts: RunParts,
    private readonly progress: Progress,
    private readonly grant: Grant,
    stop: AbortSignal,
  ) {
    this.prefix = new HandledPrefix(progress.position, parts.window);
    this.saver = new ProgressSaver(parts.ledger, grant, parts.consumer.name, progress.position, {
      pauseMs: parts.retry.pauseMs,
      onFenced: (error) => this.abort(error),
    });
    this.lanes = new Lanes(parts.consumer.concurrency, (error) => this.abort(error));
    this.over = AbortSignal.any([stop, grant.signal, this.halt.signal]);
  }

  /** Where the checkpoint stands. */
  get position(): Position {
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

  /** Ends on stop; throws when the term ended by a fault. */
  async run(): Promise<void> {
    const { ledger, consumer, store } = this.parts;
    for (const dossierId of await ledger.parkedDossiers(consumer.name)) this.parked.add(dossierId);
    const watching = this.watchRedrives();
    try {
      const filter = { categories: [CATEGORY], types: consumer.types };
      for await (const slice of store.subscribe(this.progress.position, filter, this.over)) {
        await this.take(slice);
        if (this.over.aborted) break;
      }
    } finally {
      this.halt.abort();
      await Promise.all([this.lanes.close(), watching]);
      await this.saver.end();
    }
    if (this.fault !== undefined) throw this.fault;
  }

  private abort(error: unknown): void {
    this.fault ??= error;
    this.halt.abort();
  }

  private async take(slice: Slice): Promise<void> {
    const { ledger, consumer } = this.parts;
    const known = slice.events.length === 0 ? new Map<string, number>() : await this.knownOf(slice, ledger, consumer);
    for (const recorded of slice.events) {
      await this.prefix.room(this.over);
      if (this.over.aborted) return;
      this.enter(recorded, known);
    }
    this.settle(this.prefix.add(slice.next));
  }

  private async knownOf(slice: Slice, ledger: FeedLedger, consumer: Consumer): Promise<Map<string, number>> {
    const dossiers = new Set(slice.events.map((recorded) => toLifecycleEvent(recorded).dossierId));
    return ledger.handled(consumer.name, [...dossiers]);
  }

  private enter(recorded: RecordedEvent, known: Map<string, number>): void {
    const event = toLifecycleEvent(recorded);
    const ticket = this.prefix.add(recorded.position);
    if (event.dossierVersion <= (known.get(event.dossierId) ?? 0)) {
      this.settle(ticket);
      return;
    }
    const kind = this.parts.store.distance(recorded.position, this.progress.replayUntil) >= 0 ? 'replay' : 'live';
    const delivery = { event, kind, attempt: 1 } as const;
    let attempt = 0;
    this.lanes.push(event.dossierId, async () => {
      attempt += 1;
      const again = await this.attempt({ ...delivery, attempt }, ticket);
      if (again === 'trouble') attempt -= 1;
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
    this.saver.add({ dossierId: event.dossierId, version: event.dossierVersion });
    this.settle(ticket);
    return undefined;
  }

  private async setAside(event: LifecycleEvent, fact: FactToPark, ticket: Ticket): Promise<'trouble' | undefined> {
    const { journal, ledger, consumer } = this.parts;
    this.parked.add(event.dossierId);
    try {
      await journal.parked(consumer.name, event, fact);
      await ledger.park(consumer.name, this.grant, fact);
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

  private async watchRedrives(): Promise<void> {
    const { ledger, consumer, redrivePollMs } = this.parts;
    while (!this.over.aborted) {
      const asked = this.parked.size === 0 ? [] : await ledger.dossiersToRedrive(consumer.name).catch(() => []);
      for (const dossierId of asked.filter((id) => !this.redriving.has(id))) {
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
    const [recorded] = await store.read(`${CATEGORY}-${dossierId}`, first.dossierVersion);
    const event = toLifecycleEvent(recorded!);
    const kind = store.distance(recorded!.position, this.progress.replayUntil) >= 0 ? 'replay' : 'live';
    try {
      await this.parts.handle({ event, kind, attempt: 1 });
    } catch (error) {
      if (isTrouble(error)) throw error;
      await ledger.parkAgain(consumer.name, this.grant, failed(event, error, 1));
      return false;
    }
    await journal.redriven(consumer.name, event);
    await ledger.unpark(consumer.name, this.grant, { dossierId, version: event.dossierVersion });
    this.settledAt = Date.now();
    return true;
  }
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
