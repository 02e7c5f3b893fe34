import pg from 'pg';
import type { AdmittedWrite } from '../admit.js';
import { DefiniteFailure, VersionConflict } from '../errors.js';
import type { AppendResult } from '../event-store.js';
import { answersOf, appendStatement, type AnswerRow } from './append-request.js';
import { within } from '../deadline.js';
import type { StoreSettings } from './options.js';
import { appendFailure, isServerRefusal } from './sql-errors.js';

type Request = readonly AdmittedWrite[];

interface Pending {
  readonly request: Request;
  readonly deadline: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Group commit: callers queue, one connection sends what is there, without any delay of its own; the next group gathers while
 * this one is being flushed. The server's advisory lock orders the groups of all processes.
 */
export class Writer {
  private queue: Pending[] = [];
  private client: pg.Client | undefined;
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly settings: StoreSettings,
    private readonly onWritten: (position: number) => void,
  ) {}

  append(request: Request): Promise<AppendResult> {
    if (this.closed) return Promise.reject(new DefiniteFailure('the store is closed'));
    return new Promise((resolve, reject) => {
      this.queue.push({ request, deadline: Date.now() + this.settings.answerTimeoutMs, resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Waits for what is queued. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
    await this.client?.end().catch(() => undefined);
  }

  private async drain(): Promise<void> {
    await Promise.resolve(); // callers of this very moment go together
    while (this.queue.length > 0) {
      const batch = this.take();
      if (batch.length > 0) await this.commit(batch);
    }
    this.running = undefined;
  }

  /** In order of arrival; of the requests that share a stream only the first, so that each is judged on its own. */
  private take(): Pending[] {
    const batch: Pending[] = [];
    const later: Pending[] = [];
    const touched = new Set<string>();
    const now = Date.now();
    for (const pending of this.queue) {
      const streams = pending.request.map(({ stream }) => stream);
      if (pending.deadline < now) pending.reject(new DefiniteFailure('the store did not take the append in time'));
      else if (batch.length === this.settings.maxBatch || streams.some((stream) => touched.has(stream)))
        later.push(pending);
      else batch.push(pending);
      for (const stream of streams) touched.add(stream);
    }
    this.queue = later;
    return batch;
  }

  private async commit(batch: readonly Pending[]): Promise<void> {
    let client: pg.Client;
    try {
      client = await this.connected();
    } catch (error) {
      for (const { reject } of batch) reject(new DefiniteFailure('the store cannot be reached', { cause: error }));
      return;
    }
    try {
      await this.send(client, batch);
    } catch (error) {
      await this.failed(batch, error);
    }
  }

  private async send(client: pg.Client, batch: readonly Pending[]): Promise<void> {
    const requests = batch.map(({ request }) => request);
    const { rows } = await within(this.settings.answerTimeoutMs, client.query<AnswerRow>(appendStatement(requests)));
    const answers = answersOf(requests, rows);
    batch.forEach(({ resolve, reject }, index) => {
      const answer = answers[index]!;
      if (answer instanceof VersionConflict) reject(answer);
      else resolve(answer);
    });
    const written = answers.findLast((answer) => !(answer instanceof VersionConflict) && !answer.repeated);
    if (written && !(written instanceof VersionConflict)) this.onWritten(Number(written.position));
  }

  /** One bad request fails its whole group: the server has rolled it back, so each is tried alone. */
  private async failed(batch: readonly Pending[], error: unknown): Promise<void> {
    if (!isServerRefusal(error)) this.disconnect();
    if (isServerRefusal(error) && batch.length > 1) for (const pending of batch) await this.commit([pending]);
    else for (const { reject } of batch) reject(appendFailure(error));
  }

  private async connected(): Promise<pg.Client> {
    if (this.client) return this.client;
    const { url, connectTimeoutMs, statementTimeoutMs, lockTimeoutMs } = this.settings;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'motcua-writer',
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      // a writer that stands still inside a transaction would hold up every other one
      idle_in_transaction_session_timeout: statementTimeoutMs,
      // one plan per statement for ever (planning anew costs a third of a call), and never one that suits an empty table
      options:
        '-c default_transaction_isolation=read\\ committed -c plan_cache_mode=force_generic_plan -c enable_seqscan=off',
      keepAlive: true,
    });
    client.on('error', () => this.disconnect(client));
    client.on('end', () => this.disconnect(client));
    await client.connect();
    this.client = client;
    return client;
  }

  private disconnect(client = this.client): void {
    if (client === undefined || this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => undefined);
  }
}
