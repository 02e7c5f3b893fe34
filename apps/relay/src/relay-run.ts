import { encodeCloudEvent, encodeSnapshot, toLifecycleEvent } from '@motcua/contracts';
import { anchorOf, type Position, type Slice } from '@motcua/event-store';
import type { FeedLedger, Grant } from '@motcua/messaging/embedded';
import { once } from 'node:events';
import type { RelayParts } from './relay.js';
import { RelayProgress } from './relay-progress.js';
import { SnapshotBook } from './snapshot-book.js';
import { partitionsOf } from './topic-partitions.js';
import { TopicSender } from './topic-sender.js';

/** Where one lease begins. */
export interface RunStart {
  readonly ledger: FeedLedger;
  readonly grant: Grant;
  readonly position: Position;
  readonly stop: AbortSignal;
}

/**
 * The relay at work for as long as one lease lasts: reads on while earlier slices are on their way, and moves the checkpoint behind
 * what the broker has acknowledged. Nothing is left out and nothing overtakes; after a crash the last slices go out again.
 */
export class RelayRun {
  private readonly failed = new AbortController();
  private readonly until: AbortSignal;
  private readonly ended: Promise<unknown>;
  private readonly book: SnapshotBook;
  private readonly progress: RelayProgress;
  private relayed = 0;

  constructor(
    private readonly parts: RelayParts,
    { ledger, grant, position, stop }: RunStart,
  ) {
    this.progress = new RelayProgress(ledger, grant, (error) => this.failed.abort(error), position);
    this.until = AbortSignal.any([stop, grant.signal, this.failed.signal]);
    this.ended = once(this.until, 'abort');
    this.book = new SnapshotBook(parts.store);
  }

  /** Everything up to here is acknowledged. */
  get position(): Position {
    return this.progress.position;
  }

  async run(): Promise<void> {
    const { store, topics } = this.parts;
    const { progress } = this;
    const fail = (error: unknown) => this.failed.abort(error);
    const lifecycle = await this.sender(topics.lifecycle, false, fail);
    const snapshots = await this.sender(topics.snapshot, true, fail);
    try {
      for await (const slice of store.subscribe(progress.position, { categories: ['dossier'] }, this.until)) {
        await this.relay(slice, lifecycle, snapshots);
        await this.room();
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

  private async relay(slice: Slice, lifecycle: TopicSender, snapshots: TopicSender): Promise<void> {
    const { source, topics, window, onPublished } = this.parts;
    const events = slice.events.map(toLifecycleEvent);
    // whoever was active before us had at most a window, and the slice that filled it, under way behind the checkpoint
    const certain = this.relayed > 2 * window;
    const latest = await this.book.after(events, certain);
    this.relayed += events.length;
    const last = slice.events.at(-1);
    const sent = { next: slice.next, events: events.length, anchor: last && anchorOf(last) };
    const acknowledged = this.progress.expect(sent, events.length + latest.length);
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

  private async room(): Promise<void> {
    const { progress } = this;
    while (progress.events > this.parts.window && !this.until.aborted) await Promise.race([progress.next, this.ended]);
  }
}
