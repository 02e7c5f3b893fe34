import type { Migration } from '../../database/migration.js';

/** Who is signed in. A row says neither who nor with which rights: see SessionSecret. */
export const sessionMigrations: readonly Migration[] = [
  {
    id: 'kit-005-sessions',
    sql: `
      create table kit.sessions (
        id bytea primary key, -- SHA-256 of what the cookie holds
        sign_in_id uuid not null, -- rows that followed each other after one sign-in
        account bytea not null, -- SHA-256 of the subject, to end all of an account
        sealed bytea not null, -- the claims; the key is in the cookie
        issued_at timestamptz not null,
        renew_at timestamptz not null, -- from then on the next request gets a new cookie
        seen_at timestamptz not null,
        ends_at timestamptz not null,
        used boolean not null, -- whether the cookie came back once
        replaced boolean not null -- a younger one came back; this one ends shortly
      );
      create index sessions_sign_in on kit.sessions (sign_in_id);
      create index sessions_account on kit.sessions (account);
      grant select, insert, update, delete on kit.sessions to motcua_app;
    `,
  },
];
