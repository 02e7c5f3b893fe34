import type { RecordedEvent } from '@motcua/event-store';
import { type View, foldRows } from '@motcua/service-kit';
import { type Transaction, sql } from 'kysely';

export const accountListView = 'account-list';

/** What an account had done; the first fact of a command stands for all of them. */
export interface RememberedAction {
  readonly commandId: string;
  readonly type: string;
  readonly stream: string;
  /** Business time; ISO 8601 UTC. */
  readonly at: string;
}

/** One row of `desk.accounts`. */
export interface AccountRow {
  readonly subject: string;
  /** As in the last token, e.g. `deskOfficer,unitLeader`. */
  readonly roles: string;
  readonly last_at: string;
  readonly actions: number;
  /** The newest first. */
  readonly recent: readonly RememberedAction[];
}

const REMEMBERED = 20;

/**
 * The last actions of everybody who works here, by the metadata of the log. Citizens are left out: what they do in their own matters
 * is no administrator's business; so are our own services.
 */
export function accountList(): View<unknown> {
  return {
    name: accountListView,
    version: 1,
    filter: { categories: ['dossier', 'delivery', 'intake', 'replayJob'] },
    createTables,
    apply: (transaction, events) =>
      foldRows<unknown, AccountRow>(
        transaction,
        { table: 'accounts', key: 'subject', subject: workerOf, evolve: afterFact },
        events,
      ),
  };
}

function workerOf({ meta: { actor, actorRole } }: RecordedEvent): string | undefined {
  const roles = actorRole.split(',');
  return roles.includes('citizen') || roles.includes('system') ? undefined : actor;
}

function afterFact(row: AccountRow | undefined, { meta, type, stream }: RecordedEvent): AccountRow {
  const { actor, actorRole, causationId, recordedAt } = meta;
  const recent = row?.recent ?? [];
  if (row !== undefined && recent[0]?.commandId === causationId) return row;
  const action = { commandId: causationId, type, stream, at: recordedAt };
  return {
    subject: actor,
    roles: actorRole,
    last_at: recordedAt,
    actions: (row?.actions ?? 0) + 1,
    recent: [action, ...recent].slice(0, REMEMBERED),
  };
}

async function createTables(transaction: Transaction<unknown>): Promise<void> {
  await sql`
    CREATE TABLE accounts (
      subject text PRIMARY KEY,
      roles text NOT NULL,
      last_at text NOT NULL,
      actions int NOT NULL,
      recent jsonb NOT NULL
    )`.execute(transaction);
  await sql`CREATE INDEX ON accounts (last_at DESC, subject)`.execute(transaction);
}
