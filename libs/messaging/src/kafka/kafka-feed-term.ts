import type { RunParts } from '../consuming/run-parts.js';
import { assertNobodyComesFrom, placeName, type PartitionPlace } from '../consuming/feed-ledger.js';
import type { Grant } from '../consuming/lease.js';
import type { Slots } from '../consuming/slots.js';
import type { Assigned, Reading } from './kafka-feed-member.js';
import { PartitionRun } from './kafka-feed-partition.js';
import type { HeardFact, TopicMessage } from './kafka-feed-record.js';
import { partitionOf } from './partition-of.js';
import { PartitionTail } from './partition-tail.js';
import type { SameHistory } from './same-history.js';

export interface TermParts {
  readonly run: RunParts;
  readonly partition: number;
  /** How many the topic has. */
  readonly partitions: number;
  readonly reading: Reading;
  readonly slots: Slots;
  readonly history: Pick<SameHistory, 'assert' | 'retained' | 'assertStored' | 'noteFault'>;
  readonly onTrouble: (error: unknown) => void;
}

/** A broker that says what a partition holds gives it, too; when it does not, the term begins anew. */
const TAIL_PATIENCE_MS = 30_000;

/**
 * An assigned partition. Being assigned is not enough: its former owner may still be in the middle of a fact, and a group does
 * not wait for it. So the partition has a lease in the ledger, and its records are read while this process holds it.
 */
export class PartitionTerm implements Assigned {
  /** Resolves when the partition is free for others. */
  readonly ended: Promise<void>;

  private readonly place: PartitionPlace;
  private readonly over = new AbortController();
  private run: PartitionRun | undefined;
  private tail: PartitionTail | undefined;
  private failingSince: number | undefined;

  constructor(private readonly parts: TermParts) {
    const { consumer, ledger } = parts.run;
    this.place = { consumer: consumer.name, topic: consumer.topic, partition: parts.partition };
    this.ended = ledger
      .lead(placeName(this.place), (grant) => this.serve(grant), this.over.signal)
      .catch((error: unknown) => parts.onTrouble(error));
  }

  get next(): bigint | undefined {
    return this.tail?.next ?? this.run?.next;
  }

  get committed(): string | undefined {
    return this.run?.facts.position;
  }

  async accept(messages: readonly TopicMessage[]): Promise<void> {
    if (this.tail === undefined) await this.run?.accept(messages);
    else this.tail.accept(messages);
  }

  frozenForMs(behind: number): number {
    const failing = this.failingSince === undefined ? 0 : Date.now() - this.failingSince;
    return Math.max(failing, this.run?.facts.frozenForMs(behind) ?? 0);
  }

  async stop(): Promise<void> {
    this.over.abort();
    await this.ended;
  }

  private async serve(grant: Grant): Promise<void> {
    try {
      await this.read(grant);
      this.failingSince = undefined;
    } catch (error) {
      this.failingSince ??= Date.now();
      this.parts.history.noteFault(error);
      throw error;
    }
  }

  private async read(grant: Grant): Promise<void> {
    const { ledger, consumer } = this.parts.run;
    // the only one of its kind has the lease that the embedded feed would need
    if (consumer.instances !== 'one') await assertNobodyComesFrom(ledger, consumer.name, 'store');
    const run = await this.open(grant);
    await run.begin();
    this.run = run;
    this.parts.reading.readFrom(String(run.next));
    try {
      await aborted(run.facts.over);
    } finally {
      this.parts.reading.pause();
      await run.end().finally(() => (this.run = undefined));
    }
  }

  private async open(grant: Grant): Promise<PartitionRun> {
    const { run, partition, partitions, slots, history } = this.parts;
    const progress = await run.ledger.progress(run.consumer.name);
    const known = await run.ledger.partition(this.place);
    const { next, historyUntil, last } = known ?? { next: '0', historyUntil: '0', last: undefined };
    await history.assert(partition, BigInt(next), progress);
    await this.assertStored(grant);
    return new PartitionRun(run, {
      place: this.place,
      position: next,
      historyUntil: BigInt(historyUntil),
      last,
      replayUntil: progress?.replayUntil ?? run.store.start,
      grant,
      stop: this.over.signal,
      slots,
      owns: (dossierId) => partitionOf(dossierId, partitions) === partition,
    });
  }

  /** One read for a whole term: once the store holds the last fact of a partition, it holds those before. */
  private async assertStored(grant: Grant): Promise<void> {
    const { history, partition } = this.parts;
    const tail = new PartitionTail(await history.retained(partition));
    const patience = AbortSignal.timeout(TAIL_PATIENCE_MS);
    const fact = await this.lastOf(tail, AbortSignal.any([this.over.signal, grant.signal, patience]));
    if (fact !== undefined) await history.assertStored(fact);
  }

  private async lastOf(tail: PartitionTail, given: AbortSignal): Promise<HeardFact | undefined> {
    if (tail.isHeard) return undefined;
    this.tail = tail;
    this.parts.reading.readFrom(String(tail.next));
    try {
      return await tail.fact(given);
    } finally {
      this.parts.reading.pause();
      this.tail = undefined;
    }
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
