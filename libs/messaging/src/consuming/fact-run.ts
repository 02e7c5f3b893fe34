import type { LifecycleEvent } from '@motcua/contracts';
import type { Position } from '@motcua/event-store';
import type { Delivery } from '../feed.js';
import { HandledPrefix, type Ticket } from './handled-prefix.js';
import { Lanes } from './lanes.js';
import { ParkedFacts } from './parked-facts.js';
import { ProgressSaver } from './progress-saver.js';
import type { RunParts, RunStart } from './run-parts.js';
import { isTrouble, pauseAfter } from './trouble.js';

/** A fact on its way to the handler, or past it. */
export interface Fact {
  readonly event: LifecycleEvent;
  readonly kind: Delivery['kind'];
  /** Where the checkpoint may stand when it and everything before it is settled. */
  readonly position: string;
}

/** A fact in its dossier's turn; `attempt` is that of the next try. */
interface Trying {
  readonly event: LifecycleEvent;
  readonly kind: Delivery['kind'];
  attempt: number;
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
  private readonly parked: ParkedFacts;
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
    const { grant, position, slots, stop, recordBefore } = start;
    this.prefix = new HandledPrefix(position, parts.window);
    this.saver = new ProgressSaver(ledger, grant, consumer.name, position, {
      pauseMs: (error, failures) => pauseAfter(error, failures, retry),
      onFenced: (error) => this.abort(error),
      recordBefore,
    });
    this.lanes = new Lanes(slots ?? consumer.concurrency, (error) => this.abort(error));
    this.over = AbortSignal.any([stop, grant.signal, this.halt.signal]);
    this.parked = new ParkedFacts(parts, start, {
      over: this.over,
      push: (dossierId, step) => this.lanes.push(dossierId, step),
      backOff: (error) => this.backOff(error),
      kindAt: (at) => this.kindAt(at),
      movedOn: () => (this.settledAt = Date.now()),
    });
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
    return this.parked.dossiers;
  }

  /** Call first. */
  async begin(): Promise<void> {
    await this.parked.recall();
    this.watching = this.parked.watchRedrives();
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
    const trying = { event, kind, attempt: 1 };
    this.lanes.push(event.dossierId, () => this.attempt(trying, ticket));
  }

  /** The fact is not for the handler; it is settled in its dossier's turn, after the facts before it. */
  pass({ event, position }: Fact): void {
    const ticket = this.prefix.add(position);
    this.lanes.push(event.dossierId, async () => this.done(event, ticket));
  }

  /** Parks the fact without a try, in its dossier's turn. */
  refuse({ event, position }: Fact, error: Error): void {
    const ticket = this.prefix.add(position);
    this.lanes.push(event.dossierId, () => this.settledBy(this.parked.setAside(event, error, 0), ticket));
  }

  /** @returns undefined when settled, or the pause before the next try */
  private async attempt(trying: Trying, ticket: Ticket): Promise<number | undefined> {
    const { event, attempt } = trying;
    if (this.parked.has(event.dossierId)) return this.settledBy(this.parked.queueUp(event), ticket);
    try {
      await this.parts.handle({ ...trying });
    } catch (error) {
      if (isTrouble(error)) return this.backOff(error);
      this.settledAt = Date.now();
      if (attempt >= this.parts.retry.tries) return this.settledBy(this.parked.setAside(event, error, attempt), ticket);
      trying.attempt += 1;
      return this.parts.retry.pauseMs(attempt);
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

  /** @param parking answers undefined when the fact is parked, or the pause before the next try */
  private async settledBy(parking: Promise<number | undefined>, ticket: Ticket): Promise<number | undefined> {
    const again = await parking;
    if (again === undefined) this.settle(ticket);
    return again;
  }

  private backOff(error: unknown): number {
    this.troubles += 1;
    const ms = pauseAfter(error, this.troubles, this.parts.retry);
    this.lanes.pause(ms);
    return ms;
  }

  private settle(ticket: Ticket): void {
    this.settledAt = Date.now();
    this.prefix.settle(ticket);
    this.saver.moveTo(this.prefix.position);
  }
}
