import type { KnownReplayJob, LostConsumer, ReplayFilter } from '@motcua/domain';
import {
  assertSameHistory,
  type EventStore,
  HistoryLost,
  type Position,
  type RecordedEvent,
} from '@motcua/event-store';
import { type EventFeed, type ParkedFact } from '@motcua/messaging';
import { type Grant, PostgresFeedLedger, RELAY } from '@motcua/messaging/embedded';
import {
  ConsumerResets,
  type ConsumerReset,
  type Counted,
  type Database,
  dossierFacts,
  dossierOf,
  Problem,
  type ReplayCount,
  type ReplayOutcome,
  ReplayStopped,
  type ReplaySteps,
  type ReplayWork,
  type SharedLog,
  sharedLog,
} from '@motcua/service-kit';
import { createHash } from 'node:crypto';

export interface ResetParts {
  readonly store: EventStore;
  readonly feed: EventFeed;
  readonly database: Database;
  /** What brings the facts: a consumer of a topic is not set back here. The relay follows the log in any case. */
  readonly follows: 'embedded' | 'kafka';
  readonly now: () => string;
  /**
   * How long the consumer's lease is waited for. A lost one gives it up after each try; whoever keeps it longer has not noticed that
   * the log is another one. Default 30 s.
   */
  readonly patienceMs?: number;
}

/** What the consumer holds. */
interface Held {
  readonly position: Position;
  readonly replayUntil: Position;
  readonly loss: Pick<LostConsumer, 'reason'> & { readonly sharedUntil: string | undefined };
  /** The highest version handled of each dossier. */
  readonly handled: ReadonlyMap<string, number>;
  readonly parked: readonly ParkedFact[];
}

/**
 * A consumer whose store came back from an older day, set to the last place that both know. What it handled there stays handled; what
 * it handled in the history that is gone is forgotten, because other facts stand, or will stand, at those versions.
 */
export class ResetWork implements ReplayWork, ReplayCount {
  private readonly ledger: PostgresFeedLedger;
  private readonly resets: ConsumerResets;

  constructor(private readonly parts: ResetParts) {
    this.ledger = new PostgresFeedLedger(parts.database.pool);
    this.resets = new ConsumerResets(parts.database);
  }

  async count(consumer: string, { since, ...rest }: ReplayFilter): Promise<Counted> {
    if (Object.keys(rest).length > 0)
      throw new Problem(422, 'replay.filter-unusable', 'Chỉ có thể nêu thời điểm bắt đầu (since).');
    const held = await this.demand(consumer);
    const until = sharedUntil(held, since);
    const { store } = this.parts;
    const to = await store.head();
    const shared = await sharedLog(store, { to, until, checkpoint: held.position });
    const { facts, repeated } = await this.facts(shared, held, to);
    const found: LostConsumer = {
      reason: held.loss.reason,
      checkpoint: held.position,
      sharedUntil: until,
      dossiersHandled: held.handled.size,
      dossiersAhead: aheadOf(held, shared).length,
      parkedGone: goneOf(held, shared).length,
      repeated,
    };
    return { from: shared.place, to, ...facts, effects: facts.count - repeated, lost: found };
  }

  async run(job: KnownReplayJob, { signal }: ReplaySteps): Promise<ReplayOutcome> {
    const { jobId, plan } = job;
    if (!(await this.resets.wasDone(jobId)) && !(await this.underLease(plan.target, signal, (g) => this.set(job, g))))
      return undefined;
    const { repeated = 0 } = plan.lost ?? {};
    return { done: plan.count - repeated, failed: 0, skipped: repeated, digest: digestOf(plan) };
  }

  private async set({ jobId, plan }: KnownReplayJob, grant: Grant): Promise<void> {
    const consumer = plan.target;
    const held = await this.held(consumer);
    const planned = plan.lost;
    if (held === undefined || planned === undefined || held.position !== planned.checkpoint)
      throw new ReplayStopped('plan-outdated');
    const { store, now } = this.parts;
    const { sharedUntil: until, checkpoint } = planned;
    const shared = await sharedLog(store, { to: plan.to, until, checkpoint });
    const [ahead, parkedGone] = [aheadOf(held, shared), goneOf(held, shared)];
    const isSame = shared.place === plan.from && ahead.length === planned.dossiersAhead;
    if (!isSame || parkedGone.length !== planned.parkedGone) throw new ReplayStopped('plan-outdated');
    const { end, anchor, place } = shared;
    const replayUntil = store.distance(held.replayUntil, end) < 0 ? end : held.replayUntil;
    const reset: ConsumerReset = {
      jobId,
      consumer,
      from: checkpoint,
      place,
      anchor,
      replayUntil,
      ahead,
      parkedGone,
      at: now(),
    };
    await this.resets.write(reset, grant);
  }

  /** @returns false when the job was told to stop before */
  private async underLease(
    consumer: string,
    signal: AbortSignal,
    work: (grant: Grant) => Promise<void>,
  ): Promise<boolean> {
    const over = new AbortController();
    const tooLate = AbortSignal.timeout(this.parts.patienceMs ?? 30_000);
    let outcome: { readonly fault?: unknown } | undefined;
    await this.ledger.lead(
      consumer,
      async (grant) => {
        outcome = await work(grant).then(
          () => ({}),
          (fault: unknown) => ({ fault }),
        );
        over.abort();
      },
      AbortSignal.any([signal, over.signal, tooLate]),
    );
    if (outcome?.fault !== undefined) throw outcome.fault;
    if (outcome === undefined && !signal.aborted) throw new ReplayStopped('consumer-at-work');
    return outcome !== undefined;
  }

  /** @throws {Problem} what stands against it */
  private async demand(consumer: string): Promise<Held> {
    if ((await this.ledger.progress(consumer)) === undefined)
      throw new Problem(404, 'replay.target-unknown', 'Không có bộ xử lý nào có tên này.');
    if (this.parts.follows === 'kafka' && consumer !== RELAY)
      throw new Problem(
        409,
        'replay.consumer-follows-topic',
        'Bộ xử lý nhận sự kiện từ Kafka, không đặt lại được ở đây.',
      );
    const held = await this.held(consumer);
    if (held === undefined)
      throw new Problem(409, 'replay.consumer-not-lost', 'Bộ xử lý không bị mất lịch sử, không có gì để đặt lại.');
    return held;
  }

  /** @returns undefined when the consumer is not lost */
  private async held(consumer: string): Promise<Held | undefined> {
    const progress = await this.ledger.progress(consumer);
    if (progress === undefined) return undefined;
    const { position, replayUntil, anchor } = progress;
    const reason = await this.lossOf(position, anchor);
    if (reason === undefined) return undefined;
    // what the log does not hold was recorded before the log was restored, and after the last fact that both know
    const isAnchorGone = anchor !== undefined && (await this.lossOf(this.parts.store.start, anchor)) !== undefined;
    return {
      position,
      replayUntil,
      loss: { reason, sharedUntil: isAnchorGone ? anchor.recordedAt : undefined },
      handled: await this.resets.handled(consumer),
      parked: await this.parts.feed.parked(consumer),
    };
  }

  private async lossOf(
    checkpoint: Position,
    anchor: Parameters<typeof assertSameHistory>[2],
  ): Promise<LostConsumer['reason'] | undefined> {
    try {
      await assertSameHistory(this.parts.store, checkpoint, anchor);
      return undefined;
    } catch (error) {
      if (error instanceof HistoryLost) return error.reason;
      throw error;
    }
  }

  /** What the consumer finds behind its new place, and how much of it is dropped because it was handled or is parked. */
  private async facts({ place, end }: SharedLog, held: Held, to: Position) {
    const { store } = this.parts;
    const parked = new Set(held.parked.map(({ dossierId, dossierVersion }) => `${dossierId}@${dossierVersion}`));
    const isKnown = (fact: RecordedEvent) =>
      store.distance(fact.position, end) >= 0 &&
      (fact.version <= (held.handled.get(dossierOf(fact)) ?? 0) || parked.has(`${dossierOf(fact)}@${fact.version}`));
    const dossiers = new Set<string>();
    let [count, repeated, firstEventId, lastEventId] = [0, 0, null as string | null, null as string | null];
    for await (const fact of dossierFacts(store, to)) {
      if (store.distance(place, fact.position) <= 0) continue;
      dossiers.add(fact.stream);
      count += 1;
      if (isKnown(fact)) repeated += 1;
      firstEventId ??= fact.id;
      lastEventId = fact.id;
    }
    return { facts: { count, dossiers: dossiers.size, firstEventId, lastEventId }, repeated };
  }
}

/**
 * The last moment that both may know. An administrator may name an earlier one, from which on facts are taken again; a later one
 * changes nothing.
 *
 * @throws {Problem} nobody can tell
 */
function sharedUntil({ loss }: Held, since: string | undefined): string {
  const named = since === undefined ? undefined : new Date(Date.parse(since) - 1).toISOString();
  const known = [loss.sharedUntil, named].filter((moment) => moment !== undefined).sort();
  if (known[0] !== undefined) return known[0];
  throw new Problem(
    422,
    'replay.since-needed',
    'Cần nêu thời điểm kho sự kiện hoạt động lại sau khi phục hồi (since).',
  );
}

function aheadOf({ handled }: Held, { versions }: SharedLog): { dossierId: string; version: number }[] {
  return [...handled]
    .map(([dossierId, version]) => ({ dossierId, version: versions.get(dossierId) ?? 0, handled: version }))
    .filter((dossier) => dossier.handled > dossier.version)
    .map(({ dossierId, version }) => ({ dossierId, version }));
}

function goneOf({ parked }: Held, { versions }: SharedLog): { dossierId: string; version: number }[] {
  return parked
    .filter(({ dossierId, dossierVersion }) => dossierVersion > (versions.get(dossierId) ?? 0))
    .map(({ dossierId, dossierVersion: version }) => ({ dossierId, version }));
}

/** Over what was set; the same plan gives the same digest. */
function digestOf({ target, from, lost }: KnownReplayJob['plan']): string {
  return createHash('sha256')
    .update(JSON.stringify([target, from, lost]))
    .digest('hex');
}
