import { setTimeout as pause } from 'node:timers/promises';
import { toLifecycleEvent, type LifecycleEvent } from '@motcua/contracts';
import type { Position, RecordedEvent } from '@motcua/event-store';
import type { Delivery, ParkedFact } from '../feed.js';
import { BEHIND_PARKED, type FactToPark } from './feed-ledger.js';
import type { Step } from './lanes.js';
import { Fenced } from './lease.js';
import type { RunParts, RunStart } from './run-parts.js';
import { errorCode, errorName, isTrouble } from './trouble.js';

/** What the run lends, so that parked facts come back in their dossier's turn. */
export interface Turns {
  readonly over: AbortSignal;
  push(dossierId: string, step: Step): void;
  /** Holds everything back for a while. @returns for how long, ms */
  backOff(error: unknown): number;
  kindAt(position: Position): Delivery['kind'];
  movedOn(): void;
}

/** The facts of a run that are set aside, and their way back. */
export class ParkedFacts {
  private readonly parked = new Set<string>();
  private readonly redriving = new Set<string>();

  constructor(
    private readonly parts: RunParts,
    private readonly start: RunStart,
    private readonly turns: Turns,
  ) {}

  get dossiers(): number {
    return this.parked.size;
  }

  has(dossierId: string): boolean {
    return this.parked.has(dossierId);
  }

  /** Takes over what former runs have parked. */
  async recall(): Promise<void> {
    const { ledger, consumer } = this.parts;
    for (const dossierId of await ledger.parkedDossiers(consumer.name)) {
      if (this.owns(dossierId)) this.parked.add(dossierId);
    }
  }

  /** Parks a fact that failed. @returns undefined when it is parked, or the pause before the next try */
  setAside(event: LifecycleEvent, error: unknown, attempts: number): Promise<number | undefined> {
    return this.park(event, failed(event, error, attempts));
  }

  /** Parks a fact behind earlier ones of its dossier. @returns as `setAside` */
  queueUp(event: LifecycleEvent): Promise<number | undefined> {
    return this.park(event, { ...failed(event, undefined, 0), errorName: BEHIND_PARKED });
  }

  /** Ends when the run is over. */
  async watchRedrives(): Promise<void> {
    const { ledger, consumer, redrivePollMs } = this.parts;
    while (!this.turns.over.aborted) {
      const asked = this.parked.size === 0 ? [] : await ledger.dossiersToRedrive(consumer.name).catch(() => []);
      for (const dossierId of asked.filter((id) => this.owns(id) && !this.redriving.has(id))) {
        this.redriving.add(dossierId);
        this.turns.push(dossierId, () => this.redrive(dossierId));
      }
      await pause(redrivePollMs, undefined, { signal: this.turns.over }).catch(() => undefined);
    }
  }

  private async park(event: LifecycleEvent, fact: FactToPark): Promise<number | undefined> {
    const { journal, ledger, consumer } = this.parts;
    try {
      await journal.parked(consumer.name, event, fact);
      await ledger.park(consumer.name, this.start.grant, fact);
    } catch (error) {
      if (error instanceof Fenced) throw error;
      return this.turns.backOff(error);
    }
    this.parked.add(event.dossierId); // not before: until it is parked, the next turn of this fact is a try
    return undefined;
  }

  private owns(dossierId: string): boolean {
    return this.start.owns?.(dossierId) ?? true;
  }

  private async redrive(dossierId: string): Promise<number | undefined> {
    try {
      if (await this.redriveFirst(dossierId)) return 0; // let others have a turn between two facts
    } catch (error) {
      if (error instanceof Fenced) throw error;
      return this.turns.backOff(error);
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
    this.turns.movedOn();
    return true;
  }

  /** @returns what is to be noted when it failed again; a fact that this consumer never asked for needs no handler */
  private async tryAgain(recorded: RecordedEvent): Promise<FactToPark | undefined> {
    try {
      const event = toLifecycleEvent(recorded);
      if (!this.parts.consumer.types.includes(event.type)) return undefined;
      await this.parts.handle({ event, kind: this.turns.kindAt(recorded.position), attempt: 1 });
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
