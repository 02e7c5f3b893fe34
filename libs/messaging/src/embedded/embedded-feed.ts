import { assertSameHistory, type EventStore, HistoryLost, PositionUnknown } from '@motcua/event-store';
import { EventFeed, type Consumer, type ConsumerState, type Delivery, type ParkedFact } from '../feed.js';
import type { QuarantinedRecord, RunningConsumer } from '../feed.js';
import { ConsumerRun } from './consumer-run.js';
import { defaultRetry, type RetryPolicy } from '../consuming/trouble.js';
import { assertNobodyComesFrom, type FeedLedger, type Progress } from '../consuming/feed-ledger.js';
import { ParkingJournal } from '../consuming/parking-journal.js';

export interface EmbeddedFeedOptions {
  /** Default: 8 tries, the first pause 1 s, doubled up to 1 min. */
  readonly retry?: RetryPolicy;
  /** Facts read ahead of the checkpoint at most; default 2,000. */
  readonly window?: number;
  /** How often the running consumer looks for redrives; default 500 ms. */
  readonly redrivePollMs?: number;
  /** ISO 8601 UTC; stamps the entries about parked facts. */
  readonly now?: () => string;
}

/** How this process stands to a consumer: at work, a spare, or failing again and again. */
interface Term {
  run?: ConsumerRun;
  failingSince?: number;
  lost?: HistoryLost;
}

/** The feed without a broker: consumers follow the event store itself. */
export class EmbeddedFeed extends EventFeed {
  private readonly journal: ParkingJournal;

  constructor(
    private readonly store: EventStore,
    private readonly ledger: FeedLedger,
    private readonly options: EmbeddedFeedOptions = {},
  ) {
    super();
    this.journal = new ParkingJournal(store, options.now ?? (() => new Date().toISOString()));
  }

  override async consume(consumer: Consumer, handle: (delivery: Delivery) => Promise<void>): Promise<RunningConsumer> {
    const { store, ledger, journal, options } = this;
    // fixed now and not at the first turn, so that nothing appended after this call is missed
    const progress = await ledger.open(consumer.name, await this.firstProgress(consumer));
    const parts = {
      store,
      ledger,
      journal,
      consumer,
      handle,
      retry: options.retry ?? defaultRetry,
      window: options.window ?? 2_000,
      redrivePollMs: options.redrivePollMs ?? 500,
    };
    const stop = new AbortController();
    const term: Term = {};
    const leading = ledger.lead(
      consumer.name,
      async (grant) => {
        const now = (await ledger.progress(consumer.name)) ?? progress;
        try {
          if (term.lost !== undefined) throw term.lost;
          await assertNobodyComesFrom(ledger, consumer.name, 'partitions');
          await assertSameHistory(store, now.position, now.anchor);
          term.run = new ConsumerRun(parts, { ...now, grant, stop: stop.signal });
          await term.run.run();
          delete term.failingSince;
        } catch (error) {
          term.failingSince ??= Date.now();
          if (error instanceof HistoryLost) term.lost = error;
          if (error instanceof PositionUnknown) term.lost = new HistoryLost('checkpoint-beyond-head');
          throw error;
        } finally {
          delete term.run;
        }
      },
      stop.signal,
    );
    return {
      state: () => this.state(consumer.name, term),
      failed: new Promise(() => undefined), // it tries again for ever
      async close() {
        stop.abort();
        await leading;
      },
    };
  }

  override parked(consumer: string, dossierId?: string): Promise<ParkedFact[]> {
    return this.ledger.parked(consumer, dossierId);
  }

  override redrive(consumer: string, dossierId?: string): Promise<number> {
    return this.ledger.askRedrive(consumer, dossierId);
  }

  override quarantined(consumer: string): Promise<QuarantinedRecord[]> {
    return this.ledger.quarantined(consumer);
  }

  private async firstProgress(consumer: Consumer): Promise<Progress> {
    const head = await this.store.head();
    return { position: consumer.startFrom === 'head' ? head : this.store.start, replayUntil: head };
  }

  private async state(name: string, { run, failingSince, lost }: Term): Promise<ConsumerState> {
    const head = await this.store.head();
    if (run !== undefined) {
      const { position, parkedDossiers } = run.facts;
      const behind = Math.max(0, this.store.distance(position, head));
      return { active: true, behind, frozenForMs: run.facts.frozenForMs(behind), parkedDossiers, quarantined: 0 };
    }
    const progress = await this.ledger.progress(name);
    const parkedDossiers = (await this.ledger.parkedDossiers(name)).length;
    const behind = Math.max(0, this.store.distance(progress?.position ?? this.store.start, head));
    const frozenForMs = failingSince === undefined ? 0 : Date.now() - failingSince;
    const active = failingSince !== undefined;
    return { active, behind, frozenForMs, parkedDossiers, quarantined: 0, ...(lost && { lost: lost.reason }) };
  }
}
