import { type Page, pageOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';
import type { AccountHistory, AccountQuery, SeenAccount } from './account-actions.dto.js';
import type { AccountRow, RememberedAction } from './account-list.view.js';

type Row = Pick<AccountRow, 'subject' | 'roles' | 'last_at' | 'actions' | 'recent'> & {
  readonly look_purpose: string | null;
  readonly look_dossier: string | null;
  readonly look_at: Date | null;
};

type Looked = Pick<Row, 'look_purpose' | 'look_dossier' | 'look_at'> & { readonly roles: string };

/** Personal data that an account saw last. */
const lastLook = (subject: RawBuilder<unknown>) => sql`
  SELECT roles, purpose AS look_purpose, dossier_id AS look_dossier, happened_at AS look_at
  FROM kit.access_log WHERE subject = ${subject} ORDER BY id DESC LIMIT 1`;

/** Who works here, and what they did and looked at last. */
@Injectable()
export class AccountActions {
  constructor(private readonly views: DeskViews) {}

  /** The last to act first. @throws {Problem} 400 `cursor.invalid` */
  async page({ subject, cursor, limit }: AccountQuery): Promise<Page<SeenAccount>> {
    if (subject !== undefined) {
      const one = await this.one(subject);
      return { items: one === undefined ? [] : [withoutHistory(one)] };
    }
    const behind = cursor === undefined ? sql`true` : after(cursor);
    const { rows } = await sql<Row>`
      SELECT a.*, look_purpose, look_dossier, look_at
      FROM desk.accounts a LEFT JOIN LATERAL (${lastLook(sql`a.subject`)}) AS look ON true
      WHERE ${behind} ORDER BY a.last_at DESC, a.subject LIMIT ${limit + 1}`.execute(this.views.tables);
    return pageOf(rows, limit, seen, (row) => [row.last_at, row.subject]);
  }

  /** @returns undefined when it neither did nor saw anything; citizens are nobody here */
  async one(subject: string): Promise<AccountHistory | undefined> {
    const { tables } = this.views;
    const [acted, looked] = await Promise.all([
      sql<AccountRow>`SELECT * FROM desk.accounts WHERE subject = ${subject}`.execute(tables),
      sql<Looked>`${lastLook(sql`${subject}`)}`.execute(tables),
    ]);
    const [account, look] = [acted.rows[0], looked.rows[0]];
    const { look_purpose, look_dossier, look_at } = look ?? NO_LOOK;
    if (account !== undefined)
      return { ...seen({ ...account, look_purpose, look_dossier, look_at }), recent: account.recent.map(action) };
    if (look === undefined || look.roles.split(',').some((role) => role === 'citizen' || role === 'system'))
      return undefined;
    return { ...seen({ ...NO_ACTION, subject, ...look }), recent: [] };
  }
}

const NO_LOOK = { look_purpose: null, look_dossier: null, look_at: null };
const NO_ACTION = { last_at: '', actions: 0, recent: [] };

function seen({
  subject,
  roles,
  actions,
  recent,
  look_purpose,
  look_dossier,
  look_at,
}: Row): Pick<SeenAccount, keyof SeenAccount> {
  const last = recent[0];
  return {
    subject,
    roles,
    actions,
    lastAction: last === undefined ? null : action(last),
    lastLook:
      look_at === null || look_purpose === null || look_dossier === null
        ? null
        : { purpose: look_purpose, dossierId: look_dossier, at: look_at.toISOString() },
  };
}

function action({ type, stream, at }: RememberedAction) {
  return { type, stream, at };
}

function withoutHistory({ recent: _recent, ...account }: AccountHistory): SeenAccount {
  return account;
}

function after(cursor: string): RawBuilder<unknown> {
  const [lastAt, subject] = cursorParts(cursor, ['text', 'text']);
  return sql`(a.last_at < ${lastAt} OR (a.last_at = ${lastAt} AND a.subject > ${subject}))`;
}
