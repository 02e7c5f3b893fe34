import { setTimeout as pause } from 'node:timers/promises';
import { isLifecycleEventType, toLifecycleEvent, UnknownLifecycleEvent } from '@motcua/contracts';
import type { RecordedEvent } from '@motcua/event-store';
import { FactRun } from '../consuming/fact-run.js';
import { plainly } from '../consuming/parked-facts.js';
import type { RunParts, RunStart } from '../consuming/run-parts.js';
import type { PartitionPlace, RecordMark } from '../consuming/feed-ledger.js';
import { isTrouble, pauseAfter } from '../consuming/trouble.js';
import { DossierHistory, HoleNotFilled } from './kafka-feed-history.js';
import {
  heardRecord,
  type HeardFact,
  type HeardRecord,
  type TopicMessage,
  type UnreadRecord,
} from './kafka-feed-record.js';
import { RecordMarks } from './record-marks.js';

export interface PartitionStart extends RunStart {
  readonly place: PartitionPlace;
  /** Records below this offset may be older than the consumer's first start; the store's position says. */
  readonly historyUntil: bigint;
  /** The record that the place stands behind, if one is known. */
  readonly last?: RecordMark | undefined;
}

/**
 * One term of a consumer over one partition of a topic. A record takes the dossier one version further: an older one is a
 * duplicate, and what is missing before it is read from the event store.
 */
export class PartitionRun {
  readonly facts: FactRun;
  /** Offset of the next record expected. */
  next: bigint;

  private readonly history: DossierHistory;
  private readonly marks: RecordMarks;
  private taking = Promise.resolve();
  private troubles = 0;
  private pastHistory = false;

  constructor(
    private readonly parts: RunParts,
    private readonly start: PartitionStart,
  ) {
    this.next = BigInt(start.last?.offset ?? start.position);
    this.marks = new RecordMarks(start.last);
    this.facts = new FactRun(parts, { ...start, recordBefore: (position) => this.marks.before(position) });
    this.history = new DossierHistory(parts.store, parts.ledger, parts.consumer.name);
  }

  begin(): Promise<void> {
    return this.facts.begin();
  }

  /** Takes the records over. Resolves when there is room for more, or when the run is over; never rejects. */
  accept(messages: readonly TopicMessage[]): Promise<void> {
    const records = messages.map(heardRecord);
    try {
      this.marks.add(records);
    } catch (error) {
      this.facts.abort(error);
    }
    this.next = (records.at(-1)?.offset ?? this.next - 1n) + 1n;
    this.taking = this.taking.then(() => this.take(records)).then(() => this.facts.room());
    return this.taking;
  }

  async end(): Promise<void> {
    await this.facts.end();
  }

  private async take(heard: readonly HeardRecord[]): Promise<void> {
    const records = heard.filter(({ offset }) => offset >= BigInt(this.start.position));
    while (!this.facts.over.aborted) {
      try {
        const found = await this.prepare(records);
        if (this.facts.over.aborted) return;
        for (const record of records) this.enter(record, found);
        this.troubles = 0;
        return;
      } catch (error) {
        if (!isTrouble(error)) this.facts.abort(error);
        this.troubles += 1;
        const ms = pauseAfter(error, this.troubles, this.parts.retry);
        await pause(ms, undefined, { signal: this.facts.over }).catch(() => undefined);
      }
    }
  }

  /** Everything that must be asked for before the records can be entered at one go. */
  private async prepare(records: readonly HeardRecord[]): Promise<Map<string, RecordedEvent[]>> {
    const { ledger } = this.parts;
    const { place, grant } = this.start;
    for (const record of records) {
      if (record.event !== undefined) continue;
      const { fault, digest } = record;
      await ledger.quarantine(grant, { ...place, offset: String(record.offset), digest, fault });
    }
    await this.history.know(new Set(records.flatMap(({ dossierId }) => dossierId ?? [])));
    return this.history.read(this.incomplete(records));
  }

  /** Dossiers of which these records do not tell enough. */
  private incomplete(records: readonly HeardRecord[]): Set<string> {
    const incomplete = new Set<string>();
    const reached = new Map<string, number>();
    const ofDossiers = records.filter(({ dossierId }) => dossierId !== undefined);
    for (const { dossierId, event, offset } of ofDossiers as readonly (HeardRecord & { dossierId: string })[]) {
      const at = reached.get(dossierId) ?? this.history.at(dossierId);
      const version = event?.dossierVersion ?? Infinity;
      if (version <= at) continue;
      if (version > at + 1 || this.isOld(offset)) incomplete.add(dossierId);
      reached.set(dossierId, version);
    }
    return incomplete;
  }

  private enter(record: HeardRecord, found: ReadonlyMap<string, readonly RecordedEvent[]>): void {
    const missing = record.dossierId === undefined ? [] : (found.get(record.dossierId) ?? []);
    if (record.event === undefined) this.enterAround(record, missing);
    else this.enterFact(record, missing);
  }

  /** A record that cannot be read: its dossier is brought up to what the store holds. */
  private enterAround({ offset, dossierId }: UnreadRecord, missing: readonly RecordedEvent[]): void {
    for (const recorded of missing) {
      if (dossierId !== undefined && recorded.version > this.history.at(dossierId)) this.enterStored(recorded, offset);
    }
    this.facts.skip(String(offset + 1n));
  }

  private enterFact({ offset, dossierId, event }: HeardFact, missing: readonly RecordedEvent[]): void {
    const { dossierVersion } = event;
    const stored = new Map(missing.map((recorded) => [recorded.version, recorded]));
    const after = String(offset + 1n);
    for (let version = this.history.at(dossierId) + 1; version < dossierVersion; version += 1) {
      this.enterStored(required(stored, dossierId, version), offset);
    }
    if (dossierVersion <= this.history.at(dossierId)) return this.facts.skip(after);
    if (this.isOld(offset)) {
      const recorded = required(stored, dossierId, dossierVersion);
      this.pastHistory = this.facts.kindAt(recorded.position) === 'live';
      this.enterStored(recorded, offset);
      return this.facts.skip(after);
    }
    this.history.moveTo(dossierId, dossierVersion);
    const fact = { event, kind: 'live', position: after } as const;
    if (!isLifecycleEventType(event.type)) this.facts.refuse(fact, new UnknownLifecycleEvent(event.type));
    else if (this.parts.consumer.types.includes(event.type)) this.facts.enter(fact);
    else this.facts.pass(fact);
  }

  /** A fact as the store has it; the checkpoint stays before the record that led to it. */
  private enterStored(recorded: RecordedEvent, offset: bigint): void {
    const { types, startFrom } = this.parts.consumer;
    const [position, kind] = [String(offset), this.facts.kindAt(recorded.position)];
    const plain = { event: plainly(recorded), kind, position };
    this.history.moveTo(plain.event.dossierId, recorded.version);
    if (kind === 'replay' && startFrom === 'head') this.facts.pass(plain);
    else if (!isLifecycleEventType(recorded.type)) this.facts.refuse(plain, new UnknownLifecycleEvent(recorded.type));
    else if (types.includes(recorded.type)) this.facts.enter({ event: toLifecycleEvent(recorded), kind, position });
    else this.facts.pass(plain);
  }

  /** New versions stand in the partition in the order of the store, so behind a fact that is not history none is. */
  private isOld(offset: bigint): boolean {
    return !this.pastHistory && offset < this.start.historyUntil;
  }
}

function required(stored: ReadonlyMap<number, RecordedEvent>, dossierId: string, version: number): RecordedEvent {
  const recorded = stored.get(version);
  if (recorded === undefined) throw new HoleNotFilled(dossierId, version);
  return recorded;
}
