import type { Anchor, Position } from '@motcua/event-store';
import { moveCheckpoint } from '@motcua/event-store/postgres';
import { assertHeld, type Grant } from '@motcua/messaging/embedded';
import type { Database } from '../database/database.js';

/** How far a dossier is. */
export interface DossierVersion {
  readonly dossierId: string;
  readonly version: number;
}

/** Everything that changes when a lost consumer is set to a place that it and the log both know. */
export interface ConsumerReset {
  readonly jobId: string;
  readonly consumer: string;
  /** Where its checkpoint stands. */
  readonly from: Position;
  /** Where it is set to. */
  readonly place: Position;
  /** A fact that the log holds; undefined when both know none. */
  readonly anchor: Anchor | undefined;
  /** What is recorded behind it happens now and is not told again. */
  readonly replayUntil: Position;
  /** Dossiers of which it has handled facts that the log does not hold, and the version that both know; 0 = none. */
  readonly ahead: readonly DossierVersion[];
  /** Parked facts that the log does not hold. */
  readonly parkedGone: readonly DossierVersion[];
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What the feed remembers of a consumer, set to another place; once per job, and noted for ever. */
export class ConsumerResets {
  constructor(private readonly database: Pick<Database, 'pool'>) {}

  /** The highest version handled of every dossier that the consumer has heard of. */
  async handled(consumer: string): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.database.pool.query<{ dossier_id: string; version: number }>(
      'SELECT dossier_id, version FROM kit.feed_inbox WHERE consumer = $1',
      [consumer],
    );
    return new Map(rows.map((row) => [row.dossier_id, row.version]));
  }

  async wasDone(jobId: string): Promise<boolean> {
    const { rowCount } = await this.database.pool.query('SELECT FROM kit.feed_resets WHERE job_id = $1', [jobId]);
    return rowCount === 1;
  }

  /**
   * All of it or nothing.
   *
   * @param grant of the consumer, so that none of its processes is at work
   * @throws {Fenced} another process took it over @throws {FencedOut} it does not stand at `from`
   */
  async write(reset: ConsumerReset, grant: Grant): Promise<void> {
    const client = await this.database.pool.connect();
    try {
      await client.query('BEGIN');
      await assertHeld(client, grant);
      await moveCheckpoint(client, grant.name, reset.from, reset.place); // a lease and its checkpoint have one name
      for (const [text, values] of statementsOf(reset)) await client.query(text, values);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}

function statementsOf(reset: ConsumerReset): readonly (readonly [text: string, values: unknown[]])[] {
  const { jobId, consumer, from, place, anchor, replayUntil, ahead, parkedGone, at } = reset;
  return [
    [
      'UPDATE kit.feed_consumers SET anchor = $2::jsonb, replay_until = $3 WHERE consumer = $1',
      [consumer, anchor ?? null, replayUntil],
    ],
    [
      `UPDATE kit.feed_inbox i SET version = t.version FROM unnest($2::uuid[], $3::int[]) AS t (dossier_id, version)
       WHERE i.consumer = $1 AND i.dossier_id = t.dossier_id`,
      [consumer, ...columnsOf(ahead)],
    ],
    ['DELETE FROM kit.feed_inbox WHERE consumer = $1 AND version = 0', [consumer]],
    [
      `DELETE FROM kit.feed_parked p USING unnest($2::uuid[], $3::int[]) AS t (dossier_id, version)
       WHERE p.consumer = $1 AND p.dossier_id = t.dossier_id AND p.version = t.version`,
      [consumer, ...columnsOf(parkedGone)],
    ],
    [
      `INSERT INTO kit.feed_resets (job_id, consumer, from_position, to_position, dossiers_ahead, parked_gone, reset_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [jobId, consumer, from, place, ahead.length, parkedGone.length, at],
    ],
  ];
}

function columnsOf(dossiers: readonly DossierVersion[]): [string[], number[]] {
  return [dossiers.map(({ dossierId }) => dossierId), dossiers.map(({ version }) => version)];
}
