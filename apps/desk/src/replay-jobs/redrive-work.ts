import type { KnownReplayJob, ReplayFilter, ReplayTally } from '@motcua/domain';
import type { EventFeed, ParkedFact } from '@motcua/messaging';
import type { Counted, ReplayCount, ReplayOutcome, ReplaySteps, ReplayWork } from '@motcua/service-kit';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';

const LOOK_EVERY_MS = 250;

/** The parked facts of one dossier, in the order in which they come back. */
type ParkedDossier = readonly [dossierId: string, facts: readonly ParkedFact[]];

/**
 * Parked facts of a consumer taken again, dossier by dossier, each in its original order. What is parked after the job was asked
 * for is not part of it.
 */
export class RedriveWork implements ReplayWork, ReplayCount {
  constructor(
    private readonly feed: EventFeed,
    /** Reads `desk.dossiers`. */
    private readonly tables: Kysely<unknown>,
  ) {}

  async count(consumer: string, filter: ReplayFilter): Promise<Counted> {
    const dossiers = await this.parked(consumer, filter);
    const facts = dossiers.flatMap(([, parked]) => parked);
    const times = facts.map(({ parkedAt }) => parkedAt).sort();
    return {
      from: times[0] ?? '',
      to: times.at(-1) ?? '',
      count: facts.length,
      dossiers: dossiers.length,
      firstEventId: null,
      lastEventId: null,
      effects: facts.length,
    };
  }

  async run({ plan, tally, cursor }: KnownReplayJob, steps: ReplaySteps): Promise<ReplayOutcome> {
    let [last, digest] = (cursor ?? '|').split('|') as [string, string];
    let { done, failed } = tally;
    for (const [dossierId, facts] of await this.parked(plan.target, plan.filter, plan.to)) {
      if (dossierId <= last) continue;
      await steps.pace(facts.length);
      const left = await this.takeAgain(plan.target, dossierId, facts, steps.signal);
      if (left === undefined) return undefined;
      done += facts.length - left;
      failed += left;
      digest = next(digest, `${dossierId}:${facts.length - left}:${left}`);
      last = dossierId;
      await steps.report({ done, failed, skipped: 0 }, `${last}|${digest}`);
    }
    const skipped = plan.count - done - failed; // settled by somebody else meanwhile
    return { ...({ done, failed, skipped } satisfies ReplayTally), digest: next(digest, String(skipped)) };
  }

  /** @returns how many of these facts failed again; undefined when the job was told to stop */
  private async takeAgain(
    consumer: string,
    dossierId: string,
    facts: readonly ParkedFact[],
    signal: AbortSignal,
  ): Promise<number | undefined> {
    if (signal.aborted) return undefined;
    await this.feed.redrive(consumer, dossierId);
    const meant = new Set(facts.map(({ dossierVersion }) => dossierVersion));
    for (;;) {
      const parked = await this.feed.parked(consumer, dossierId);
      const left = parked.filter(({ dossierVersion }) => meant.has(dossierVersion));
      if (left.length === 0 || !parked.some(({ redriving }) => redriving)) return left.length;
      if (signal.aborted) return undefined;
      await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Dossiers in the order of their ids, so that a job goes on where it was; all their parked facts, because order is kept. */
  private async parked(consumer: string, filter: ReplayFilter, until?: string): Promise<ParkedDossier[]> {
    const parked = await this.feed.parked(consumer);
    const known = parked.filter(({ parkedAt }) => until === undefined || parkedAt <= until);
    const allowed = await this.dossiersOf(filter);
    const meant = known.filter((fact) => matches(fact, filter) && (allowed?.has(fact.dossierId) ?? true));
    const ids = [...new Set(meant.map(({ dossierId }) => dossierId))].sort();
    return ids.map((id) => [id, known.filter(({ dossierId }) => dossierId === id)]);
  }

  private async dossiersOf({ unitCodes, procedureCodes }: ReplayFilter): Promise<ReadonlySet<string> | undefined> {
    if (unitCodes === undefined && procedureCodes === undefined) return undefined;
    const { rows } = await sql<{ dossier_id: string }>`
      SELECT dossier_id FROM desk.dossiers
      WHERE (${unitCodes ?? null}::text[] IS NULL OR receiving_unit = ANY (${unitCodes ?? null}))
        AND (${procedureCodes ?? null}::text[] IS NULL OR procedure_code = ANY (${procedureCodes ?? null}))`.execute(
      this.tables,
    );
    return new Set(rows.map(({ dossier_id }) => dossier_id));
  }
}

function matches({ dossierId, eventType, parkedAt }: ParkedFact, filter: ReplayFilter): boolean {
  const { dossierIds, types, since, until } = filter;
  if (dossierIds !== undefined && !dossierIds.includes(dossierId)) return false;
  if (types !== undefined && !types.includes(eventType)) return false;
  return (since === undefined || parkedAt >= since) && (until === undefined || parkedAt < until);
}

function next(digest: string, step: string): string {
  return createHash('sha256').update(`${digest}\n${step}`).digest('hex');
}
