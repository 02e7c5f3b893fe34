import type { Anchor } from '@motcua/event-store';
import { FencedOut, moveCheckpoint, readCheckpoint } from '@motcua/event-store/postgres';
import type { Pool, PoolClient } from 'pg';
import type { ParkedFact, QuarantinedRecord } from '../feed.js';
import {
  BEHIND_PARKED,
  placeName,
  type FactToPark,
  type FeedLedger,
  type HandledFact,
  type PartitionPlace,
  type PartitionProgress,
  type Progress,
  type ProgressStep,
  type RecordMark,
  type Way,
} from './feed-ledger.js';
import { assertHeld, Fenced, isHeld, Lease, type Grant, type LeaseOptions } from './lease.js';

interface ParkedRow {
  dossier_id: string;
  version: number;
  event_type: string;
  error_name: string;
  error_code: string | null;
  attempts: number;
  parked_at: Date;
  redriving: boolean;
}

const inboxSql = `
  WITH anchored AS (UPDATE kit.feed_consumers SET anchor = $4::jsonb WHERE consumer = $1 AND $4::jsonb IS NOT NULL)
  INSERT INTO kit.feed_inbox AS i (consumer, dossier_id, version)
  SELECT $1, d, max(v) FROM unnest($2::uuid[], $3::int[]) AS t (d, v) GROUP BY d
  ON CONFLICT (consumer, dossier_id) DO UPDATE SET version = greatest(i.version, excluded.version)`;

const recordSql = `
  UPDATE kit.feed_partitions SET last_record = $3::jsonb
  WHERE consumer = $1 AND 'feed:' || consumer || '@' || topic || '/' || partition = $2`;

/**
 * Checkpoints, inbox and parked facts in the schema `kit`. The pool must set `idle_in_transaction_session_timeout`: a process that
 * stands still inside a transaction would keep the lease from changing hands for as long as its connection lives.
 */
export class PostgresFeedLedger implements FeedLedger {
  constructor(
    private readonly pool: Pool,
    private readonly lease: LeaseOptions = {},
  ) {}

  lead(name: string, work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<void> {
    return new Lease(this.pool, checkpoint(name), this.lease).run(work, stop);
  }

  isServedFrom(consumer: string, way: Way): Promise<boolean> {
    return isHeld(this.pool, way === 'store' ? { name: checkpoint(consumer) } : { prefix: checkpoint(`${consumer}@`) });
  }

  async open(consumer: string, first: Progress): Promise<Progress> {
    await this.pool.query(
      `WITH begun AS (
         INSERT INTO kit.feed_consumers (consumer, replay_until) VALUES ($1, $3) ON CONFLICT DO NOTHING RETURNING consumer)
       INSERT INTO kit.checkpoints (consumer, position) SELECT $4, $2 FROM begun ON CONFLICT DO NOTHING`,
      [consumer, first.position, first.replayUntil, checkpoint(consumer)],
    );
    return (await this.progress(consumer)) ?? first;
  }

  async progress(consumer: string): Promise<Progress | undefined> {
    const { rows } = await this.pool.query<{ replay_until: string; anchor: Anchor | null }>(
      'SELECT replay_until, anchor FROM kit.feed_consumers WHERE consumer = $1',
      [consumer],
    );
    const position = await readCheckpoint(this.pool, checkpoint(consumer));
    return rows[0] && { position, replayUntil: rows[0].replay_until, anchor: rows[0].anchor ?? undefined };
  }

  async openPartitions(first: readonly (PartitionPlace & PartitionProgress)[]): Promise<void> {
    for (const place of first) {
      await this.pool.query(
        `WITH begun AS (
           INSERT INTO kit.feed_partitions (consumer, topic, partition, history_until) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING RETURNING consumer)
         INSERT INTO kit.checkpoints (consumer, position) SELECT $5, $6 FROM begun ON CONFLICT DO NOTHING`,
        [place.consumer, place.topic, place.partition, place.historyUntil, checkpoint(placeName(place)), place.next],
      );
    }
  }

  async partition(place: PartitionPlace): Promise<PartitionProgress | undefined> {
    const { rows } = await this.pool.query<{ history_until: string; last_record: RecordMark | null }>(
      'SELECT history_until, last_record FROM kit.feed_partitions WHERE consumer = $1 AND topic = $2 AND partition = $3',
      [place.consumer, place.topic, place.partition],
    );
    const next = await readCheckpoint(this.pool, checkpoint(placeName(place)));
    return rows[0] && { next, historyUntil: rows[0].history_until, last: rows[0].last_record ?? undefined };
  }

  async handled(consumer: string, dossierIds: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ dossier_id: string; version: number }>(
      'SELECT dossier_id, version FROM kit.feed_inbox WHERE consumer = $1 AND dossier_id = ANY ($2::uuid[])',
      [consumer, dossierIds],
    );
    return new Map(rows.map((row) => [row.dossier_id, row.version]));
  }

  save(consumer: string, grant: Grant, step: ProgressStep): Promise<void> {
    return this.fenced(grant, async (client) => {
      await remember(client, consumer, step.handled, step.anchor);
      if (step.record !== undefined) await client.query(recordSql, [consumer, grant.name, step.record]);
      await moveCheckpoint(client, grant.name, step.from, step.to); // a lease and its checkpoint have one name
    });
  }

  park(consumer: string, grant: Grant, fact: FactToPark): Promise<void> {
    return this.fenced(grant, async (client) => {
      await client.query(
        `INSERT INTO kit.feed_parked (consumer, dossier_id, version, event_type, error_name, error_code, attempts)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [consumer, fact.dossierId, fact.version, fact.eventType, fact.errorName, fact.errorCode ?? null, fact.attempts],
      );
    });
  }

  parkAgain(consumer: string, grant: Grant, fact: FactToPark): Promise<void> {
    return this.fenced(grant, async (client) => {
      await client.query(
        `UPDATE kit.feed_parked SET error_name = $4, error_code = $5, attempts = attempts + $6, parked_at = now()
         WHERE consumer = $1 AND dossier_id = $2 AND version = $3`,
        [consumer, fact.dossierId, fact.version, fact.errorName, fact.errorCode ?? null, fact.attempts],
      );
      await client.query('UPDATE kit.feed_parked SET redriving = false WHERE consumer = $1 AND dossier_id = $2', [
        consumer,
        fact.dossierId,
      ]);
    });
  }

  unpark(consumer: string, grant: Grant, fact: HandledFact): Promise<void> {
    return this.fenced(grant, async (client) => {
      await remember(client, consumer, [fact]);
      await client.query('DELETE FROM kit.feed_parked WHERE consumer = $1 AND dossier_id = $2 AND version = $3', [
        consumer,
        fact.dossierId,
        fact.version,
      ]);
    });
  }

  async parked(consumer: string, dossierId?: string): Promise<ParkedFact[]> {
    const { rows } = await this.pool.query<ParkedRow>(
      `SELECT * FROM kit.feed_parked WHERE consumer = $1 AND ($2::uuid IS NULL OR dossier_id = $2)
       ORDER BY min(place) OVER (PARTITION BY dossier_id), version`,
      [consumer, dossierId ?? null],
    );
    return rows.map((row) => ({
      consumer,
      dossierId: row.dossier_id,
      dossierVersion: row.version,
      eventType: row.event_type,
      errorName: row.error_name,
      errorCode: row.error_code ?? undefined,
      attempts: row.attempts,
      parkedAt: row.parked_at.toISOString(),
      redriving: row.redriving,
    }));
  }

  async parkedDossiers(consumer: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ dossier_id: string }>(
      'SELECT DISTINCT dossier_id FROM kit.feed_parked WHERE consumer = $1',
      [consumer],
    );
    return rows.map((row) => row.dossier_id);
  }

  async askRedrive(consumer: string, dossierId?: string): Promise<number> {
    const asked = await this.pool.query(
      `UPDATE kit.feed_parked SET redriving = true WHERE consumer = $1 AND ($2::uuid IS NULL OR dossier_id = $2)`,
      [consumer, dossierId ?? null],
    );
    return asked.rowCount ?? 0;
  }

  async dossiersToRedrive(consumer: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ dossier_id: string }>(
      `SELECT dossier_id FROM (
         SELECT DISTINCT ON (dossier_id) * FROM kit.feed_parked WHERE consumer = $1 ORDER BY dossier_id, version) first
       WHERE redriving OR error_name = $2 ORDER BY place`,
      [consumer, BEHIND_PARKED],
    );
    return rows.map((row) => row.dossier_id);
  }

  quarantine(grant: Grant, record: Omit<QuarantinedRecord, 'foundAt'>): Promise<void> {
    return this.fenced(grant, async (client) => {
      await client.query(
        `INSERT INTO kit.feed_quarantined (consumer, topic, partition, record_offset, digest, fault)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [record.consumer, record.topic, record.partition, record.offset, record.digest, record.fault],
      );
    });
  }

  async quarantined(consumer: string): Promise<QuarantinedRecord[]> {
    const { rows } = await this.pool.query<Omit<QuarantinedRecord, 'foundAt'> & { readonly found_at: Date }>(
      `SELECT consumer, topic, partition, record_offset AS offset, digest, fault, found_at
       FROM kit.feed_quarantined WHERE consumer = $1 ORDER BY found_at, partition, record_offset`,
      [consumer],
    );
    return rows.map(({ found_at: foundAt, ...record }) => ({ ...record, foundAt: foundAt.toISOString() }));
  }

  private async fenced(grant: Grant, write: (client: PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    client.on('error', ignore);
    let fault: Error | undefined;
    try {
      await client.query('BEGIN');
      await assertHeld(client, grant);
      await write(client);
      await client.query('COMMIT');
    } catch (error) {
      fault = error instanceof FencedOut ? new Fenced(error.message) : (error as Error);
      await client.query('ROLLBACK').catch(ignore);
      throw fault;
    } finally {
      client.off('error', ignore);
      client.release(fault !== undefined && !(fault instanceof Fenced));
    }
  }
}

function checkpoint(consumer: string): string {
  return `feed:${consumer}`;
}

/** A connection that breaks fails its query too; without a listener the second report would end the process. */
function ignore(): void {}

async function remember(
  client: PoolClient,
  consumer: string,
  handled: readonly HandledFact[],
  anchor?: Anchor,
): Promise<void> {
  if (handled.length === 0 && anchor === undefined) return;
  await client.query(inboxSql, [
    consumer,
    handled.map((fact) => fact.dossierId),
    handled.map((fact) => fact.version),
    anchor ?? null,
  ]);
}
