import pg from 'pg';
import { type JournalEntry, readJournal } from '../journal.ts';

export interface StoredEvent {
  readonly id: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, string>>;
  /** Clock of the database server, ms. */
  readonly recordedAt: number;
}

/** All that an invariant may look at: what clients saw, what is stored, what the outside systems wrote down. */
export interface Evidence {
  readonly journal: readonly JournalEntry[];
  readonly events: readonly StoredEvent[];
  readonly byStream: ReadonlyMap<string, readonly StoredEvent[]>;
  readonly databaseUrl: string;
  readonly simulatorsUrl: string | undefined;
  readonly kafkaBrokers?: string | undefined;
}

interface Row {
  readonly event_id: string;
  readonly position: string;
  readonly stream_id: string;
  readonly stream_version: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly meta: Record<string, string>;
  readonly recorded_at: Date;
}

export interface Sources {
  readonly journal: string;
  readonly databaseUrl: string;
  readonly simulatorsUrl?: string;
  readonly kafkaBrokers?: string;
}

export async function gather({ journal, databaseUrl, simulatorsUrl, kafkaBrokers }: Sources): Promise<Evidence> {
  const events = await storedEvents(databaseUrl);
  const byStream = Map.groupBy(events, ({ stream }) => stream);
  return { journal: readJournal(journal), events, byStream, databaseUrl, simulatorsUrl, kafkaBrokers };
}

async function storedEvents(databaseUrl: string): Promise<StoredEvent[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(
      'SELECT event_id, position, stream_id, stream_version, type, data, meta, recorded_at FROM store.events ORDER BY position',
    );
    return rows.map((row) => ({
      id: row.event_id,
      position: Number(row.position),
      stream: row.stream_id,
      version: Number(row.stream_version),
      type: row.type,
      data: row.data,
      meta: row.meta,
      recordedAt: row.recorded_at.getTime(),
    }));
  } finally {
    await client.end();
  }
}

export function ofType(evidence: Evidence, type: string): StoredEvent[] {
  return evidence.events.filter((event) => event.type === type);
}

export function text(event: StoredEvent, member: string): string {
  return String(event.data[member]);
}
