import { Clock, Database, Health, Log, Metrics } from '@motcua/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { LaneList } from '../admin/lane-list.js';

const lookEveryMs = 10_000;
/** Real time after which a due timer that nobody takes means that nothing is being done any more. */
const stuckMs = 120_000;

/** Measures what waits: lanes by state, and how late the oldest due timer is. Not ready when nobody takes what is due. */
@Injectable()
export class BacklogWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly database: Kysely<unknown>;
  private looking: NodeJS.Timeout | undefined;
  private readonly counted = new Map<string, { readonly system: string; readonly state: string }>();
  /** The oldest due timer, and since when (process clock) it has been the oldest. */
  private oldest: { readonly timer: string; readonly seenAtMs: number } | undefined;

  // oxlint-disable-next-line max-params -- the container hands the parts in
  constructor(
    database: Database,
    private readonly clock: Clock,
    private readonly lanes: LaneList,
    private readonly metrics: Metrics,
    private readonly log: Log,
    health: Health,
  ) {
    this.database = database.kysely('kit');
    health.add('connector-backlog', () => {
      const ageMs = this.oldest === undefined ? 0 : performance.now() - this.oldest.seenAtMs;
      return Promise.resolve({ ok: ageMs < stuckMs, detail: `oldest due ${Math.round(ageMs / 1000)} s` });
    });
  }

  onApplicationBootstrap(): void {
    this.looking = setInterval(() => {
      this.look().catch((error: unknown) => this.log.warn('connector.backlog-unknown', { error }));
    }, lookEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.looking);
  }

  async look(): Promise<void> {
    const { rows } = await sql<{ timer: string; next_at: Date }>`
      SELECT kind || ' ' || key || ' ' || revision || ' ' || attempts AS timer, next_at FROM kit.timers
      WHERE owner = 'ministry-connector' AND next_at <= ${this.clock.now()}::timestamptz
      ORDER BY next_at, key LIMIT 1`.execute(this.database);
    const due = rows[0];
    if (due?.timer !== this.oldest?.timer) {
      this.oldest = due === undefined ? undefined : { timer: due.timer, seenAtMs: performance.now() };
    }
    const lateMs = due === undefined ? 0 : Date.parse(this.clock.now()) - due.next_at.getTime();
    this.metrics.deliveryOldestDue.set({ app: 'ministry-connector' }, Math.max(0, lateMs) / 1000);
    await this.countLanes();
  }

  /** A state that no lane is in any more goes back to zero; lanes of other apps are theirs. */
  private async countLanes(): Promise<void> {
    for (const gone of this.counted.values()) this.metrics.deliveryLanes.set(gone, 0);
    for (const { system, state, lanes } of await this.lanes.counts()) {
      this.counted.set(`${system} ${state}`, { system, state });
      this.metrics.deliveryLanes.set({ system, state }, lanes);
    }
  }
}
