import { encodeCloudEvent, replayHeaders, replayTopic, toLifecycleEvent, topics } from '@motcua/contracts';
import type { KnownReplayJob } from '@motcua/domain';
import type { EventStore, Position, RecordedEvent, Slice } from '@motcua/event-store';
import { type EventPublisher, PublishFailed, TopicMissing, type TopicRecord } from '@motcua/messaging';
import { partitionOf } from '@motcua/messaging/kafka';
import {
  MatchingFacts,
  type ReplayOutcome,
  ReplayStopped,
  type ReplaySteps,
  type ReplayWork,
} from '@motcua/service-kit';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export interface RedeliverParts {
  readonly store: EventStore;
  readonly publisher: EventPublisher;
  /** `ce_source`, as on the live topic. */
  readonly source: string;
  readonly onTrouble: (error: unknown) => void;
}

/** Facts between two reports. */
const REPORT_EVERY = 1_000;
const SLICE = 500;
const TRY_AGAIN_AFTER_MS = 1_000;

/** How far a redelivery came. */
interface Progress {
  done: number;
  reported: number;
  /** Chain over the ids of what was sent; the same plan gives the same. */
  digest: string;
}

/**
 * Published facts sent again to one subscriber, in the order of the log, on a topic of his own: `<topic>.replay.<subscriber>`. The
 * live topic and everybody else see nothing of it.
 */
export class RedeliverWork implements ReplayWork {
  constructor(private readonly parts: RedeliverParts) {}

  async run({ jobId, plan, tally, cursor }: KnownReplayJob, steps: ReplaySteps): Promise<ReplayOutcome> {
    const [position, digest = ''] = cursor?.split('|') ?? [plan.from];
    const progress: Progress = { done: tally.done, reported: tally.done, digest };
    const topic = replayTopic(topics.dossierLifecycle, plan.target);
    const matching = new MatchingFacts(plan.filter);
    for await (const { events, next } of this.slices(plan.to, steps.signal)) {
      const meant = events.filter((event) => matching.has(event) && this.isBetween(position!, event, plan.to));
      await steps.pace(meant.length);
      if (!(await this.send(topic, meant, jobId, steps.signal))) return undefined;
      await this.note(progress, meant, next, steps);
    }
    if (steps.signal.aborted) return undefined;
    return { done: progress.done, failed: 0, skipped: 0, digest: progress.digest };
  }

  /** From the beginning: what a dossier's first facts say of its unit decides about the later ones. */
  private async *slices(to: Position, signal: AbortSignal): AsyncGenerator<Slice> {
    const { store } = this.parts;
    for (let after = store.start, behind = true; behind && !signal.aborted;) {
      const slice = await store.readAll(after, { categories: ['dossier'] }, SLICE);
      yield slice;
      behind = !slice.atHead && store.distance(slice.next, to) > 0;
      after = slice.next;
    }
  }

  private isBetween(from: Position, { position }: RecordedEvent, to: Position): boolean {
    return this.parts.store.distance(from, position) > 0 && this.parts.store.distance(position, to) >= 0;
  }

  /** @returns false when the job was told to stop before the broker had them all */
  private async send(
    topic: string,
    events: readonly RecordedEvent[],
    jobId: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    while (events.length > 0 && !signal.aborted) {
      try {
        await this.publish(topic, events, jobId);
        return true;
      } catch (error) {
        if (error instanceof TopicMissing) throw new ReplayStopped('topic-missing');
        if (!(error instanceof PublishFailed)) throw error;
        this.parts.onTrouble(error);
        await pause(TRY_AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    return events.length === 0;
  }

  private async publish(topic: string, events: readonly RecordedEvent[], jobId: string): Promise<void> {
    const partitions = await this.parts.publisher.partitions(topic);
    const records = Map.groupBy(
      events.map((event) => this.record(event, jobId)),
      ({ key }) => partitionOf(key, partitions),
    );
    await Promise.all([...records].map(([partition, batch]) => this.parts.publisher.publish(topic, partition, batch)));
  }

  private record(event: RecordedEvent, jobId: string): TopicRecord {
    const { key, value, headers } = encodeCloudEvent(toLifecycleEvent(event), this.parts.source);
    return { key, value, headers: { ...headers, [replayHeaders.id]: jobId, [replayHeaders.replayed]: 'true' } };
  }

  private async note(progress: Progress, sent: readonly RecordedEvent[], next: Position, steps: ReplaySteps) {
    for (const { id } of sent) progress.digest = createHash('sha256').update(`${progress.digest}\n${id}`).digest('hex');
    progress.done += sent.length;
    if (progress.done - progress.reported < REPORT_EVERY && !(steps.signal.aborted && sent.length > 0)) return;
    progress.reported = progress.done;
    await steps.report({ done: progress.done, failed: 0, skipped: 0 }, `${next}|${progress.digest}`);
  }
}
