import { StoreUnavailable } from '@motcua/event-store';
import type { Generated, Kysely } from 'kysely';

import type { Actor } from '../auth/actor.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import { accessEntry } from './access-entry.js';
import { AccessLog, type AccessPage, type AccessSearch } from './access-log.js';

interface Tables {
  access_log: {
    id: Generated<string>;
    dossier_id: string;
    subject: string;
    roles: string;
    client_id: string | null;
    purpose: string;
    happened_at: Date | string;
    correlation_id: string;
  };
}

/** The table `kit.access_log`. */
export class PostgresAccessLog extends AccessLog {
  private readonly tables: Kysely<Tables>;

  constructor(
    database: Database,
    private readonly clock: Clock,
  ) {
    super();
    this.tables = database.kysely<Tables>('kit');
  }

  override async record(dossierIds: readonly string[], actor: Actor, purpose: string): Promise<void> {
    const rows = dossierIds.map((dossierId) => {
      const entry = accessEntry(dossierId, actor, purpose, this.clock);
      return {
        dossier_id: entry.dossierId,
        subject: entry.subject,
        roles: entry.roles,
        client_id: entry.clientId,
        purpose: entry.purpose,
        happened_at: entry.happenedAt,
        correlation_id: entry.correlationId,
      };
    });
    await answered(this.tables.insertInto('access_log').values(rows).execute());
  }

  override async search(search: AccessSearch): Promise<AccessPage> {
    const query = conditionsOf(search).reduce(
      (narrowed, [column, operator, value]) => narrowed.where(column, operator, value),
      this.tables.selectFrom('access_log').selectAll().orderBy('id', 'desc'),
    );
    const rows = await answered(query.limit(search.limit + 1).execute());
    const entries = rows.slice(0, search.limit).map((row) => ({
      id: row.id,
      dossierId: row.dossier_id,
      subject: row.subject,
      roles: row.roles,
      clientId: row.client_id,
      purpose: row.purpose,
      happenedAt: new Date(row.happened_at).toISOString(),
      correlationId: row.correlation_id,
    }));
    return { entries, next: rows.length > search.limit ? entries.at(-1)?.id : undefined };
  }
}

type Condition = readonly [column: keyof Tables['access_log'], operator: '=' | '<' | '>=', value: string];

function conditionsOf(search: AccessSearch): Condition[] {
  const wanted: readonly (readonly [Condition[0], Condition[1], string | undefined])[] = [
    ['dossier_id', '=', search.dossierId],
    ['subject', '=', search.subject],
    ['purpose', '=', search.purpose],
    ['happened_at', '>=', search.from],
    ['happened_at', '<', search.to],
    ['id', '<', search.before],
  ];
  return wanted.filter((condition): condition is Condition => condition[2] !== undefined);
}

/** Whatever the database's reason: nobody may see anything that is not logged. */
async function answered<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw new StoreUnavailable('the access log does not answer', { cause: error });
  }
}
