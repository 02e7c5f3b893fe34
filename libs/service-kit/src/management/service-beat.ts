import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Database } from '../database/database.js';
import type { NamedConsumerState } from '../feed/feed-server.js';
import type { Log } from '../logging/log.js';
import type { Health } from './health.js';

export interface ServiceBeatParts {
  readonly database: Pick<Database, 'pool'>;
  readonly health: Pick<Health, 'report'>;
  readonly consumers: () => Promise<readonly NamedConsumerState[]>;
  readonly log: Log;
}

const EVERY_MS = 5_000;

/** A database that is away must not hold up the end of a process. */
const PATIENCE_MS = 2_000;

/** All rooms carry one version; it is the release's. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * What a running process says of itself in `kit.services`, every five seconds: its name, instance and release, whether it is ready,
 * its checks, and how far its consumers are. So an administrator sees all processes in one place, whatever runs them; operators have
 * the management port. The row goes at an orderly end; one that is old tells of a process that fell silent.
 */
export class ServiceBeat {
  private readonly stopping = new AbortController();
  private readonly startedAt = new Date();
  private beating: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly name: string,
    private readonly parts: ServiceBeatParts,
    /** Tells processes of one name apart: the host (in a cluster the pod) and the process in it. */
    private readonly instance = `${hostname()}/${process.pid}`,
  ) {}

  start(): void {
    this.beating = this.beat();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    const gone = this.beating.then(() => this.remove()).catch(() => undefined);
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(patience.resolve, PATIENCE_MS);
    await Promise.race([gone, patience.promise]);
    clearTimeout(timer);
  }

  private async beat(): Promise<void> {
    // what cannot be told now is told the next time; readers see by the row's age that nobody told them
    await this.write().catch((error: unknown) => this.parts.log.debug('service.beat-failed', { error }));
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => this.start(), EVERY_MS).unref();
  }

  private async write(): Promise<void> {
    const [{ ready, checks }, consumers] = await Promise.all([this.parts.health.report(), this.parts.consumers()]);
    await this.parts.database.pool.query(
      `WITH gone AS (DELETE FROM kit.services WHERE seen_at < now() - interval '1 day')
       INSERT INTO kit.services (name, instance, version, started_at, ready, checks, consumers, seen_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now())
       ON CONFLICT (name, instance) DO UPDATE SET version = excluded.version, started_at = excluded.started_at,
         ready = excluded.ready, checks = excluded.checks, consumers = excluded.consumers, seen_at = excluded.seen_at`,
      [this.name, this.instance, version, this.startedAt, ready, JSON.stringify(checks), JSON.stringify(consumers)],
    );
  }

  private async remove(): Promise<void> {
    await this.parts.database.pool.query('DELETE FROM kit.services WHERE name = $1 AND instance = $2', [
      this.name,
      this.instance,
    ]);
  }
}
