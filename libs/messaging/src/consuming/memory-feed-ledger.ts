import { setTimeout as pause } from 'node:timers/promises';
import type { ParkedFact, QuarantinedRecord } from '../feed.js';
import {
  BEHIND_PARKED,
  placeName,
  type FactToPark,
  type FeedLedger,
  type HandledFact,
  type PartitionPlace,
  type PartitionProgress,
  type Progress,
  type ProgressStep,
  type Way,
} from './feed-ledger.js';
import { Fenced, type Grant } from './lease.js';

const AGAIN_MS = 5;

/** The ledger of one process without a database, for specs; several feeds may share it, as processes share a database. */
export class MemoryFeedLedger implements FeedLedger {
  private readonly checkpoints = new Map<string, Progress>();
  private readonly partitions = new Map<string, PartitionProgress>();
  private readonly unread: QuarantinedRecord[] = [];
  private readonly inbox = new Map<string, Map<string, number>>();
  private readonly rows = new Map<string, ParkedFact[]>();
  private readonly tokens = new Map<string, number>();
  private readonly held = new Set<string>();
  private readonly queues = new Map<string, Promise<void>>();

  async lead(name: string, work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<void> {
    for (let isOver = false; !isOver;) {
      const turn = (this.queues.get(name) ?? Promise.resolve()).then(() => this.turn(name, work, stop));
      this.queues.set(
        name,
        turn.then(() => undefined),
      );
      isOver = await turn;
      if (!isOver) await pause(AGAIN_MS);
    }
  }

  async isServedFrom(consumer: string, way: Way): Promise<boolean> {
    return [...this.held].some((name) => (way === 'store' ? name === consumer : name.startsWith(`${consumer}@`)));
  }

  async open(consumer: string, first: Progress): Promise<Progress> {
    if (!this.checkpoints.has(consumer)) this.checkpoints.set(consumer, first);
    return this.checkpoints.get(consumer)!;
  }

  async progress(consumer: string): Promise<Progress | undefined> {
    return this.checkpoints.get(consumer);
  }

  async openPartitions(first: readonly (PartitionPlace & PartitionProgress)[]): Promise<void> {
    for (const place of first) {
      const { next, historyUntil } = place;
      if (!this.partitions.has(placeName(place))) this.partitions.set(placeName(place), { next, historyUntil });
    }
  }

  async partition(place: PartitionPlace): Promise<PartitionProgress | undefined> {
    return this.partitions.get(placeName(place));
  }

  async handled(consumer: string, dossierIds: readonly string[]): Promise<Map<string, number>> {
    const known = [...(this.inbox.get(consumer) ?? [])];
    return new Map(known.filter(([dossierId]) => dossierIds.includes(dossierId)));
  }

  async save(consumer: string, grant: Grant, step: ProgressStep) {
    this.assertHeld(grant);
    this.move(grant.name, step);
    const known = this.checkpoints.get(consumer);
    if (known !== undefined) this.checkpoints.set(consumer, { ...known, anchor: step.anchor ?? known.anchor });
    this.remember(consumer, step.handled);
  }

  async park(consumer: string, grant: Grant, fact: FactToPark): Promise<void> {
    this.assertHeld(grant);
    const rows = this.rowsOf(consumer);
    if (rows.some((row) => isOf(row, fact))) return;
    this.rows.set(consumer, [...rows, row(consumer, fact)]);
  }

  async parkAgain(consumer: string, grant: Grant, fact: FactToPark): Promise<void> {
    this.assertHeld(grant);
    const rows = this.rowsOf(consumer).map((old) => {
      if (old.dossierId !== fact.dossierId) return old;
      const { errorName, errorCode, attempts } = isOf(old, fact)
        ? { ...fact, attempts: old.attempts + fact.attempts }
        : old;
      return { ...old, errorName, errorCode, attempts, redriving: false };
    });
    this.rows.set(consumer, rows);
  }

  async unpark(consumer: string, grant: Grant, fact: HandledFact): Promise<void> {
    this.assertHeld(grant);
    this.remember(consumer, [fact]);
    this.rows.set(
      consumer,
      this.rowsOf(consumer).filter((old) => !isOf(old, fact)),
    );
  }

  async parked(consumer: string, dossierId?: string): Promise<ParkedFact[]> {
    const rows = this.rowsOf(consumer).filter((old) => dossierId === undefined || old.dossierId === dossierId);
    const dossiers = [...new Set(rows.map((old) => old.dossierId))];
    return dossiers.flatMap((id) =>
      rows.filter((old) => old.dossierId === id).sort((a, b) => a.dossierVersion - b.dossierVersion),
    );
  }

  async parkedDossiers(consumer: string): Promise<string[]> {
    return [...new Set(this.rowsOf(consumer).map((old) => old.dossierId))];
  }

  async askRedrive(consumer: string, dossierId?: string): Promise<number> {
    const isAsked = (old: ParkedFact) => dossierId === undefined || old.dossierId === dossierId;
    const rows = this.rowsOf(consumer);
    this.rows.set(
      consumer,
      rows.map((old) => (isAsked(old) ? { ...old, redriving: true } : old)),
    );
    return rows.filter(isAsked).length;
  }

  async dossiersToRedrive(consumer: string): Promise<string[]> {
    const firsts = new Map<string, ParkedFact>();
    for (const old of await this.parked(consumer)) if (!firsts.has(old.dossierId)) firsts.set(old.dossierId, old);
    return [...firsts.values()]
      .filter((first) => first.redriving || first.errorName === BEHIND_PARKED)
      .map((first) => first.dossierId);
  }

  async quarantine(grant: Grant, record: Omit<QuarantinedRecord, 'foundAt'>): Promise<void> {
    this.assertHeld(grant);
    const { consumer, topic, partition, offset } = record;
    const isSame = (old: QuarantinedRecord) => placeName(old) === placeName({ consumer, topic, partition });
    if (this.unread.some((old) => isSame(old) && old.offset === offset)) return;
    this.unread.push({ ...record, foundAt: new Date().toISOString() });
  }

  async quarantined(consumer: string): Promise<QuarantinedRecord[]> {
    return this.unread.filter((record) => record.consumer === consumer);
  }

  /** @returns false when the work failed: like a lease it is given up, and sought again behind the others */
  private async turn(name: string, work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<boolean> {
    if (stop.aborted) return true;
    const token = (this.tokens.get(name) ?? 0) + 1;
    this.tokens.set(name, token);
    this.held.add(name);
    return work({ name, token: String(token), signal: new AbortController().signal })
      .finally(() => this.held.delete(name))
      .then(
        () => true,
        () => stop.aborted,
      );
  }

  private move(name: string, { from, to, record }: ProgressStep): void {
    const [progress, partition] = [this.checkpoints.get(name), this.partitions.get(name)];
    if ((progress?.position ?? partition?.next) !== from)
      throw new Fenced(`the checkpoint of ${name} is not at ${from}`);
    if (progress !== undefined) this.checkpoints.set(name, { ...progress, position: to });
    if (partition !== undefined) this.partitions.set(name, { ...partition, next: to, last: record ?? partition.last });
  }

  private assertHeld(grant: Grant): void {
    if (String(this.tokens.get(grant.name)) !== grant.token) throw new Fenced(`${grant.name} has another holder`);
  }

  private remember(consumer: string, handled: readonly HandledFact[]): void {
    const known = this.inbox.get(consumer) ?? new Map<string, number>();
    for (const { dossierId, version } of handled) {
      known.set(dossierId, Math.max(version, known.get(dossierId) ?? 0));
    }
    this.inbox.set(consumer, known);
  }

  private rowsOf(consumer: string): ParkedFact[] {
    return this.rows.get(consumer) ?? [];
  }
}

function isOf(row: ParkedFact, fact: HandledFact): boolean {
  return row.dossierId === fact.dossierId && row.dossierVersion === fact.version;
}

function row(consumer: string, fact: FactToPark): ParkedFact {
  const { dossierId, version: dossierVersion, eventType, errorName, errorCode, attempts } = fact;
  const parkedAt = new Date().toISOString();
  return { consumer, dossierId, dossierVersion, eventType, errorName, errorCode, attempts, parkedAt, redriving: false };
}
