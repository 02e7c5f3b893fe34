import type { Kafka } from 'kafkajs';
import type { RunParts } from '../consuming/run-parts.js';
import type { Grant } from '../consuming/lease.js';
import { Slots } from '../consuming/slots.js';
import type { ConsumerState, RunningConsumer } from '../feed.js';
import type { Beginning } from './kafka-feed-beginning.js';
import { GroupMember, type Assigned, type MemberSettings, type Reading } from './kafka-feed-member.js';
import type { TopicHeads } from './kafka-feed-heads.js';
import { PartitionTerm } from './kafka-feed-term.js';
import { SameHistory } from './same-history.js';

export interface ConsumerParts {
  readonly run: RunParts;
  readonly kafka: Kafka;
  readonly heads: TopicHeads;
  readonly groupId: string;
  readonly settings: MemberSettings;
  readonly beginning: Beginning;
  readonly onTrouble: (error: unknown) => void;
}

/** Heartbeats that may fail to come before the broker counts as away. */
const MISSED_HEARTBEATS = 3;

type Standing = Omit<ConsumerState, 'parkedDossiers' | 'quarantined'>;

/** A consumer in this process: a member of its group, or a spare that waits to become one. */
export class KafkaConsumer implements RunningConsumer {
  readonly failed: Promise<Error>;

  private readonly fail: (error: Error) => void;
  private readonly stop = new AbortController();
  private readonly terms = new Map<number, PartitionTerm>();
  private readonly slots: Slots;
  private readonly history: SameHistory;
  private readonly running: Promise<void>;
  private member: GroupMember | undefined;
  private partitions: number | undefined;
  private failedAt: number | undefined;

  constructor(private readonly parts: ConsumerParts) {
    ({ promise: this.failed, resolve: this.fail } = Promise.withResolvers<Error>());
    this.slots = new Slots(parts.run.consumer.concurrency);
    this.history = new SameHistory(parts.run.store, parts.heads, parts.run.consumer.topic);
    this.running = this.run();
  }

  async state(): Promise<ConsumerState> {
    const { consumer, ledger } = this.parts.run;
    const waiting = await this.waiting();
    const parkedDossiers = (await ledger.parkedDossiers(consumer.name)).length;
    const quarantined = (await ledger.quarantined(consumer.name)).length;
    return { ...(waiting ?? (await this.reading())), parkedDossiers, quarantined };
  }

  /** While there is no topic to read: everything that the store holds beyond the consumer's place is behind. */
  private async waiting(): Promise<Standing | undefined> {
    const { waitingForMs: frozenForMs } = this.parts.beginning;
    if (frozenForMs === undefined) return undefined;
    const { consumer, ledger, store } = this.parts.run;
    const position = (await ledger.progress(consumer.name))?.position ?? store.start;
    const behind = Math.max(0, store.distance(position, await store.head()));
    return { active: true, behind, frozenForMs, waitsFor: consumer.topic };
  }

  private async reading(): Promise<Standing> {
    const { consumer } = this.parts.run;
    const heads = await this.parts.heads.lastKnown(consumer.topic);
    let behind = 0;
    let frozenForMs = this.awayForMs();
    for (const partition of this.mineOf(heads)) {
      const lag = await this.lagOf(partition, heads.get(partition) ?? 0n);
      behind += lag;
      frozenForMs = Math.max(frozenForMs, this.terms.get(partition)?.frozenForMs(lag) ?? 0);
    }
    const { lost, toMakeAnew } = this.history;
    const active = this.terms.size > 0 || frozenForMs > 0;
    return { active, behind, frozenForMs, ...(lost && { lost }), ...(toMakeAnew && { toMakeAnew }) };
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  /** All, until the group has said which are ours: what nobody reads yet is behind, too. */
  private mineOf(heads: ReadonlyMap<number, bigint>): Iterable<number> {
    return this.terms.size > 0 || this.member?.isJoined === true ? [...this.terms.keys()] : heads.keys();
  }

  /** A failure for good is told, and ends the process of whoever listens; it is never kept quiet by trying again. */
  private async run(): Promise<void> {
    const { consumer, ledger } = this.parts.run;
    const { signal } = this.stop;
    try {
      this.partitions = await this.parts.beginning.wait(signal);
      if (this.partitions === undefined) return;
      if (consumer.instances === 'one') await ledger.lead(consumer.name, (grant) => this.lead(grant), signal);
      else await this.belong(signal);
    } catch (error) {
      this.giveUp(error as Error);
    }
  }

  private async lead(grant: Grant): Promise<void> {
    try {
      await this.belong(AbortSignal.any([this.stop.signal, grant.signal]));
    } catch (error) {
      this.giveUp(error as Error);
      throw error;
    }
  }

  private async belong(signal: AbortSignal): Promise<void> {
    if (this.failedAt !== undefined) return;
    const { kafka, groupId, settings, onTrouble, run } = this.parts;
    this.member = new GroupMember({
      kafka,
      groupId,
      settings,
      onTrouble,
      topic: run.consumer.topic,
      assigned: (partition, reading) => this.assigned(partition, reading),
    });
    try {
      await this.member.run(signal);
    } finally {
      this.member = undefined;
    }
  }

  private assigned(partition: number, reading: Reading): Assigned {
    const { run, onTrouble } = this.parts;
    const partitions = this.partitions!; // known before the group is joined
    const term = new PartitionTerm({
      run,
      partition,
      partitions,
      reading,
      slots: this.slots,
      history: this.history,
      onTrouble,
    });
    this.terms.set(partition, term);
    void term.ended.then(() => {
      if (this.terms.get(partition) === term) this.terms.delete(partition);
    });
    return term;
  }

  private giveUp(error: Error): void {
    this.failedAt ??= Date.now();
    this.fail(error);
  }

  private awayForMs(): number {
    if (this.failedAt !== undefined) return Math.max(1, Date.now() - this.failedAt);
    if (this.member === undefined) return 0;
    const silent = Date.now() - this.member.lastHeardAt;
    return silent > MISSED_HEARTBEATS * (this.parts.settings.heartbeatMs ?? 3_000) ? silent : 0;
  }

  private async lagOf(partition: number, head: bigint): Promise<number> {
    const { consumer, ledger } = this.parts.run;
    const place = { consumer: consumer.name, topic: consumer.topic, partition };
    const next = this.terms.get(partition)?.committed ?? (await ledger.partition(place))?.next ?? '0';
    return Math.max(0, Number(head - BigInt(next)));
  }
}
