import type { EventStore } from '@motcua/event-store';
import { EventFeed, type Consumer, type ConsumerState, type Delivery, type ParkedFact } from '../feed.js';
import type { QuarantinedRecord, RunningConsumer } from '../feed.js';
import { ConsumerRun } from './consumer-run.js';
import { defaultRetry, type RetryPolicy } from '../consuming/trouble.js';
import { assertNobodyComesFrom, type FeedLedger, type Progress } from '../consuming/feed-ledger.js';
import { ParkingJournal } from '../consuming/parking-journal.js';
import { PlaceGuard } from '../consuming/place-guard.js';

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
  readonly guard: PlaceGuard;
  run?: ConsumerRun;
  failingSince?: number;
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
    const term: Term = { guard: new PlaceGuard(store) };
    const leading = ledger.lead(
      consumer.name,
      async (grant) => {
        const now = (await ledger.progress(consumer.name)) ?? progress;
        if (term.guard.wasReset(now)) delete term.failingSince;
        try {
          await assertNobodyComesFrom(ledger, consumer.name, 'partitions');
          await term.guard.assert(now);
          term.run = new ConsumerRun(parts, { ...now, grant, stop: stop.signal });
          await term.run.run();
          delete term.failingSince;
        } catch (error) {
          term.failingSince ??= Date.now();
          term.guard.noteFault(error);
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

  private async state(name: string, { run, failingSince, guard }: Term): Promise<ConsumerState> {
    const head = await this.store.head();
    if (run !== undefined) {
      const { position, parkedDossiers } = run.facts;
      const behind = Math.max(0, this.store.distance(position, head));
      return { active: true, behind, frozenForMs: run.facts.frozenForMs(behind), parkedDossiers, quarantined: 0 };
    }
    const progress = await this.ledger.progress(name);
    const parkedDossiers = (await this.ledger.parkedDossiers(name)).length;
    const behind = Math.max(0, this.store.distance(progress?.position ?? this.store.start, head));
    const lost = guard.lostAt(progress);
    // whoever was reset may be served by another process before this one looks again
    const active = failingSince !== undefined && !guard.wasReset(progress);
    const frozenForMs = active ? Date.now() - failingSince : 0;
    return { active, behind, frozenForMs, parkedDossiers, quarantined: 0, ...(lost && { lost }) };
  }
}
