import { encodeCloudEvent, encodeSnapshot, toLifecycleEvent } from '@motcua/contracts';
import type { Position, Slice } from '@motcua/event-store';
import type { Grant } from '@motcua/messaging/embedded';
import { once } from 'node:events';
import type { RelayParts } from './relay.js';
import { RelayProgress } from './relay-progress.js';
import { SnapshotBook } from './snapshot-book.js';
import { partitionsOf } from './topic-partitions.js';
import { TopicSender } from './topic-sender.js';

/**
 * The relay at work for as long as one lease lasts: reads on while earlier slices are on their way, and moves the checkpoint behind
 * what the broker has acknowledged. Nothing is left out and nothing overtakes; after a crash the last slices go out again.
 */
export class RelayRun {
  private readonly failed = new AbortController();
  private readonly until: AbortSignal;
  private readonly ended: Promise<unknown>;
  private readonly book: SnapshotBook;
  private progress: RelayProgress | undefined;
  private relayed = 0;

  constructor(
    private readonly parts: RelayParts,
    private readonly grant: Grant,
    stop: AbortSignal,
  ) {
    this.until = AbortSignal.any([stop, grant.signal, this.failed.signal]);
    this.ended = once(this.until, 'abort');
    this.book = new SnapshotBook(parts.store);
  }

  /** Everything up to here is acknowledged; undefined before the first look. */
  get position(): Position | undefined {
    return this.progress?.position;
  }

  async run(): Promise<void> {
    const { pool, store, topics } = this.parts;
    const fail = (error: unknown) => this.failed.abort(error);
    const lifecycle = await this.sender(topics.lifecycle, false, fail);
    const snapshots = await this.sender(topics.snapshot, true, fail);
    const progress = await RelayProgress.open(pool, this.grant, fail);
    this.progress = progress;
    try {
      for await (const slice of store.subscribe(progress.position, { categories: ['dossier'] }, this.until)) {
        await this.relay(slice, progress, lifecycle, snapshots);
        await this.room(progress);
        if (this.until.aborted) break;
      }
    } finally {
      await Promise.all([lifecycle.idle(), snapshots.idle()]);
      await progress.flushed();
    }
    if (this.failed.signal.aborted) throw this.failed.signal.reason;
  }

  private async sender(topic: string, onlyLatest: boolean, onFault: (error: unknown) => void): Promise<TopicSender> {
    const { publisher, pool, onTrouble } = this.parts;
    const partitions = await partitionsOf(publisher, pool, topic);
    return new TopicSender({ publisher, topic, onlyLatest, until: this.until, onTrouble, onFault }, partitions);
  }

  private async relay(
    slice: Slice,
    progress: RelayProgress,
    lifecycle: TopicSender,
    snapshots: TopicSender,
  ): Promise<void> {
    const { source, topics, window, onPublished } = this.parts;
    const events = slice.events.map(toLifecycleEvent);
    // whoever was active before us had at most a window, and the slice that filled it, under way behind the checkpoint
    const certain = this.relayed > 2 * window;
    const latest = await this.book.after(events, certain);
    this.relayed += events.length;
    const acknowledged = progress.expect(slice.next, events.length, events.length + latest.length);
    const tell = (topic: string) => () => {
      onPublished(topic);
      acknowledged();
    };
    const [event, snapshot] = [tell(topics.lifecycle), tell(topics.snapshot)];
    for (const one of events) lifecycle.add(encodeCloudEvent(one, source), event);
    for (const one of latest) snapshots.add(encodeSnapshot(one, source), snapshot);
    lifecycle.flush();
    snapshots.flush();
  }

  private async room(progress: RelayProgress): Promise<void> {
    while (progress.events > this.parts.window && !this.until.aborted) await Promise.race([progress.next, this.ended]);
  }
}
