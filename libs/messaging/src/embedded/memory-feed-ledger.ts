import type { ParkedFact } from '../feed.js';
import { BEHIND_PARKED, type FactToPark, type FeedLedger, type HandledFact, type Progress } from './feed-ledger.js';
import { Fenced, type Grant } from './lease.js';

/** The ledger of one process without a database, for specs; several feeds may share it, as processes share a database. */
export class MemoryFeedLedger implements FeedLedger {
  private readonly checkpoints = new Map<string, Progress>();
  private readonly inbox = new Map<string, Map<string, number>>();
  private readonly rows = new Map<string, ParkedFact[]>();
  private readonly tokens = new Map<string, number>();
  private readonly queues = new Map<string, Promise<void>>();

  async lead(consumer: string, work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<void> {
    const turn = (this.queues.get(consumer) ?? Promise.resolve()).then(() => this.turn(consumer, work, stop));
    this.queues.set(consumer, turn);
    await turn;
  }

  async open(consumer: string, first: Progress): Promise<Progress> {
    if (!this.checkpoints.has(consumer)) this.checkpoints.set(consumer, first);
    return this.checkpoints.get(consumer)!;
  }

  async progress(consumer: string): Promise<Progress | undefined> {
    return this.checkpoints.get(consumer);
  }

  async handled(consumer: string, dossierIds: readonly string[]): Promise<Map<string, number>> {
    const known = [...(this.inbox.get(consumer) ?? [])];
    return new Map(known.filter(([dossierId]) => dossierIds.includes(dossierId)));
  }

  async save(consumer: string, grant: Grant, step: { from: string; to: string; handled: HandledFact[] }) {
    this.assertHeld(grant);
    const progress = this.checkpoints.get(consumer);
    if (progress?.position !== step.from) throw new Fenced(`the checkpoint of ${consumer} is not at ${step.from}`);
    this.checkpoints.set(consumer, { ...progress, position: step.to });
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

  private async turn(consumer: string, work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<void> {
    if (stop.aborted) return;
    const token = (this.tokens.get(consumer) ?? 0) + 1;
    this.tokens.set(consumer, token);
    await work({ name: consumer, token: String(token), signal: new AbortController().signal });
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
