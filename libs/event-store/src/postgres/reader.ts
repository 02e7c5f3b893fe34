import pg from 'pg';
import { PositionUnknown, StoreUnavailable } from '../errors.js';
import type { EventFilter, EventMeta, JsonObject, Position, RecordedEvent, Slice } from '../event-store.js';
import { type Upcast } from '../upcasters.js';
import { within } from '../deadline.js';
import type { StoreSettings } from './options.js';

type Row = [
  position: string,
  stream: string,
  version: string,
  id: string,
  type: string,
  schemaVersion: number,
  data: JsonObject,
  meta: EventMeta,
];

const COLUMNS = 'position, stream_id, stream_version, event_id, type, schema_version, data, meta';

const STREAM = `SELECT ${COLUMNS} FROM store.events WHERE stream_id = $1 AND stream_version >= $2 ORDER BY stream_version`;

const HEAD = 'SELECT coalesce(max(position), 0) FROM store.events';

/** A filter may match nothing for long: one slice looks at no more than this many positions, and says how far it came. */
const WINDOW = 20_000;

// one statement, hence one snapshot: what lies up to its head is complete, because commits are in order of position
const ALL = `
  SELECT h.head, ${COLUMNS} FROM (${HEAD}) AS h (head) LEFT JOIN LATERAL (
    SELECT ${COLUMNS} FROM store.events
    WHERE position > $1 AND position <= least(h.head, $1 + ${WINDOW})
      AND ($2::text[] IS NULL OR category = ANY ($2)) AND ($3::text[] IS NULL OR type = ANY ($3))
    ORDER BY position LIMIT $4
  ) AS e ON true ORDER BY position`;

function recorded([position, stream, version, id, type, schemaVersion, data, meta]: Row): RecordedEvent {
  return { id, stream, version: Number(version), position, type, schemaVersion, data, meta };
}

/** Reading, with connections of its own, so that no reader waits for the writer. */
export class Reader {
  private readonly pool: pg.Pool;

  constructor(
    private readonly settings: StoreSettings,
    private readonly upcast: Upcast,
  ) {
    this.pool = new pg.Pool({
      connectionString: settings.url,
      application_name: 'motcua-reader',
      max: settings.readers,
      connectionTimeoutMillis: settings.connectTimeoutMs,
      statement_timeout: settings.statementTimeoutMs,
      keepAlive: true,
    });
    this.pool.on('error', () => undefined); // the pool replaces the connection; whoever uses one sees the error itself
  }

  async stream(stream: string, from: number): Promise<RecordedEvent[]> {
    const rows = await this.rows<Row>('motcua-stream', STREAM, [stream, from]);
    return rows.map((row) => this.upcast(recorded(row)));
  }

  async slice(after: Position, filter: EventFilter, limit: number): Promise<Slice> {
    const { categories = null, types = null } = filter;
    const rows = await this.rows<[string, ...Row]>('motcua-all', ALL, [after, categories, types, limit]);
    const head = Number(rows[0]![0]);
    if (Number(after) > head) throw new PositionUnknown(after, String(head));
    const events = rows.filter((row) => row[1] !== null).map(([, ...row]) => this.upcast(recorded(row)));
    const next = events.length === limit ? Number(events.at(-1)!.position) : Math.min(head, Number(after) + WINDOW);
    return { events, next: String(next), atHead: next === head };
  }

  async head(): Promise<Position> {
    const rows = await this.rows<[string]>('motcua-head', HEAD, []);
    return rows[0]![0];
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async rows<R extends unknown[]>(name: string, text: string, values: unknown[]): Promise<R[]> {
    try {
      const query = { name, text, values, rowMode: 'array' as const, query_timeout: this.settings.answerTimeoutMs };
      return (await within(this.settings.answerTimeoutMs, this.pool.query<R>(query))).rows;
    } catch (error) {
      throw new StoreUnavailable('the store does not answer', { cause: error });
    }
  }
}
