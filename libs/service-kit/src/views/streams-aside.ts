import type { RecordedEvent } from '@motcua/event-store';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { ViewBuild } from './view-builds.js';

/** A stream that a build leaves out, from the fact on that it could not fold. */
export interface StreamAside {
  readonly view: string;
  readonly build: number;
  readonly stream: string;
  /** The first fact that is missing in the build. */
  readonly version: number;
  readonly eventType: string;
  /** Name of the error only: a message may carry personal data. */
  readonly errorName: string;
  readonly asideAt: Date;
}

/**
 * The rows of `kit.view_streams_aside`. A fact that cannot be folded must not stand in front of all others, and half a stream
 * must not look like a whole one, so its later facts are left out too. A rebuild takes all of them again.
 */
export class StreamsAside {
  private readonly known = new Map<number, Set<string>>();

  constructor(
    private readonly database: Kysely<unknown>,
    private readonly view: string,
  ) {}

  async of({ build }: ViewBuild): Promise<ReadonlySet<string>> {
    const cached = this.known.get(build);
    if (cached !== undefined) return cached;
    const streams = new Set((await asideOf(this.database, this.view, build)).map(({ stream }) => stream));
    this.known.set(build, streams);
    return streams;
  }

  async add(tx: Transaction<unknown>, { build }: ViewBuild, event: RecordedEvent, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : 'Error';
    await sql`
      INSERT INTO kit.view_streams_aside (view, build, stream, version, event_type, error_name)
      VALUES (${this.view}, ${build}, ${event.stream}, ${event.version}, ${event.type}, ${name})`.execute(tx);
  }

  /** After a transaction that may have added some: the table has the word. */
  forget({ build }: ViewBuild): void {
    this.known.delete(build);
  }
}

/** For administrators and readiness. */
export async function asideOf(database: Kysely<unknown>, view: string, build: number): Promise<StreamAside[]> {
  const { rows } = await sql<StreamAside>`
    SELECT view, build, stream, version, event_type AS "eventType", error_name AS "errorName", aside_at AS "asideAt"
    FROM kit.view_streams_aside WHERE view = ${view} AND build = ${build} ORDER BY aside_at`.execute(database);
  return rows;
}
