import type { Database } from '../../database/database.js';

/** One cookie that was given out; see session.migrations.ts. */
export interface SessionRow {
  readonly id: Buffer;
  readonly signInId: string;
  readonly account: Buffer;
  readonly sealed: Buffer;
  readonly issuedAt: Date;
  readonly renewAt: Date;
  readonly seenAt: Date;
  readonly endsAt: Date;
  readonly used: boolean;
  readonly replaced: boolean;
}

/** The cookie that follows another one. */
export interface Successor {
  readonly id: Buffer;
  readonly sealed: Buffer;
  readonly now: Date;
  readonly renewAt: Date;
  /** When the former one gets another successor, should this one never come back. */
  readonly formerRenewAt: Date;
}

const COLUMNS = `id, sign_in_id as "signInId", account, sealed, issued_at as "issuedAt", renew_at as "renewAt",
  seen_at as "seenAt", ends_at as "endsAt", used, replaced`;

/** The table `kit.sessions`. */
export class SessionRows {
  constructor(private readonly database: Database) {}

  async byId(id: Buffer): Promise<SessionRow | undefined> {
    const { rows } = await this.database.pool.query<SessionRow>(`select ${COLUMNS} from kit.sessions where id = $1`, [
      id,
    ]);
    return rows[0];
  }

  async insert(row: SessionRow): Promise<void> {
    await this.database.pool.query(
      `insert into kit.sessions (id, sign_in_id, account, sealed, issued_at, renew_at, seen_at, ends_at, used, replaced)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        row.id,
        row.signInId,
        row.account,
        row.sealed,
        row.issuedAt,
        row.renewAt,
        row.seenAt,
        row.endsAt,
        row.used,
        row.replaced,
      ],
    );
  }

  /** @returns false when somebody else did it, or the former one is gone or replaced */
  async succeed(former: Buffer, { id, sealed, now, renewAt, formerRenewAt }: Successor): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `with former as (
         update kit.sessions set renew_at = $5 where id = $1 and renew_at <= $4 and not replaced
         returning sign_in_id, account, ends_at)
       insert into kit.sessions (id, sign_in_id, account, sealed, issued_at, renew_at, seen_at, ends_at, used, replaced)
       select $2, sign_in_id, account, $3, $4, $6, $4, ends_at, false, false from former`,
      [former, id, sealed, now, formerRenewAt, renewAt],
    );
    return rowCount === 1;
  }

  /** The cookie came back for the first time: the others of its sign-in are over after the grace. */
  async retireOthers({ id, signInId }: SessionRow, now: Date, until: Date): Promise<void> {
    await this.database.pool.query(
      `update kit.sessions set
         used = used or id = $1,
         seen_at = case when id = $1 then greatest(seen_at, $3) else seen_at end,
         replaced = id <> $1,
         ends_at = case when id = $1 then ends_at else least(ends_at, $4) end
       where sign_in_id = $2 and not replaced`,
      [id, signInId, now, until],
    );
  }

  async see(id: Buffer, now: Date): Promise<void> {
    await this.database.pool.query('update kit.sessions set seen_at = $2 where id = $1 and seen_at < $2', [id, now]);
  }

  async hasOpen(signInId: string, now: Date, idleSince: Date): Promise<boolean> {
    const { rows } = await this.database.pool.query<{ open: boolean }>(
      `select exists (select from kit.sessions
         where sign_in_id = $1 and ends_at > $2 and seen_at > $3 and not replaced) as open`,
      [signInId, now, idleSince],
    );
    return rows[0]?.open ?? false;
  }

  async deleteSignIn(signInId: string): Promise<void> {
    await this.database.pool.query('delete from kit.sessions where sign_in_id = $1', [signInId]);
  }

  /** @returns how many sign-ins there were */
  async deleteAccount(account: Buffer): Promise<number> {
    const { rows } = await this.database.pool.query<{ count: number }>(
      `with gone as (delete from kit.sessions where account = $1 returning sign_in_id)
       select count(distinct sign_in_id)::int as count from gone`,
      [account],
    );
    return rows[0]?.count ?? 0;
  }

  /** Replaced ones stay as long as their sign-in, to notice a copied cookie. */
  async deleteOver(now: Date, idleSince: Date): Promise<void> {
    await this.database.pool.query('delete from kit.sessions where not replaced and (ends_at <= $1 or seen_at <= $2)', [
      now,
      idleSince,
    ]);
    await this.database.pool.query(
      `delete from kit.sessions old where replaced and ends_at <= $1
         and not exists (select from kit.sessions young where young.sign_in_id = old.sign_in_id and not young.replaced)`,
      [now],
    );
  }
}
