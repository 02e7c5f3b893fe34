import { createHash, randomBytes } from 'node:crypto';

import type { Clock } from '../../clock.js';
import type { Database } from '../../database/database.js';
import { randomId } from '../../ids/uuid.js';
import type { Log } from '../../logging/log.js';
import { type Claims, claimsOf, sessionOf } from './session-claims.js';
import { type SessionRow, SessionRows } from './session-rows.js';
import { SessionSecret } from './session-secret.js';
import type { Session, SessionLimits, SignedIn } from './session.js';

const MINUTE = 60_000;
/** Requests that were under way with the former cookie when the new one came back. */
const GRACE_MS = 30_000;
/** How long a new cookie has to come back before the former gets another one. */
const ANOTHER_TRY_MS = 30_000;
/** Not every request writes that it was there. */
const SEEN_EVERY_MS = MINUTE;
const SWEEP_EVERY_MS = MINUTE;

/** What a cookie led to. */
export interface Found {
  readonly session: Session;
  /** The cookie's turn is over: the answer brings this one. */
  readonly renewed?: SessionSecret;
}

/**
 * Sessions of people with a browser, in PostgreSQL, shared by all apps. A cookie is replaced every quarter of an hour; the former
 * stays good until the new one came back, and a little longer for what is under way. A cookie that comes after that was copied
 * from somebody: everything of that sign-in ends.
 */
export class Sessions {
  private readonly rows: SessionRows;
  private readonly idleMs: number;
  private readonly longestMs: number;
  private readonly renewMs: number;
  private sweepAfter = 0;

  /** @param clock of real time: a demonstration's time is moved by days in a second */
  constructor(
    database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    { idleMinutes = 30, hours = 10, renewMinutes = 15 }: SessionLimits = {},
  ) {
    this.rows = new SessionRows(database);
    this.idleMs = idleMinutes * MINUTE;
    this.longestMs = hours * 60 * MINUTE;
    this.renewMs = renewMinutes * MINUTE;
  }

  /** Begins a session. @returns what the cookie is to hold */
  async begin(who: SignedIn): Promise<SessionSecret> {
    const now = this.now();
    const secret = SessionSecret.random();
    const claims = claimsOf(who, randomBytes(32).toString('base64url'));
    await this.rows.insert({
      id: secret.id,
      signInId: randomId(),
      account: accountOf(who.actor.subject),
      sealed: secret.seal(JSON.stringify(claims)),
      issuedAt: now,
      renewAt: new Date(now.getTime() + this.renewMs),
      seenAt: now,
      endsAt: new Date(now.getTime() + this.longestMs),
      used: true,
      replaced: false,
    });
    await this.sweep(now);
    return secret;
  }

  /** @returns undefined when there is no such session (any more) @throws when PostgreSQL does not answer */
  async find(secret: SessionSecret): Promise<Found | undefined> {
    const now = this.now();
    const row = await this.rows.byId(secret.id);
    if (row === undefined || !(await this.isOpen(row, now))) return undefined;
    const claims = JSON.parse(secret.open(row.sealed)) as Claims;
    await this.touch(row, now);
    const renewed = await this.renew(row, claims, now);
    const session = sessionOf(claims, {
      signInId: row.signInId,
      idleUntil: new Date(now.getTime() + this.idleMs),
      endsAt: row.endsAt,
    });
    return renewed === undefined ? { session } : { session, renewed };
  }

  /** Whether one sign-in still holds; looking is no use of it. @throws when PostgreSQL does not answer */
  async goesOn({ signInId }: Pick<Session, 'signInId'>): Promise<boolean> {
    const now = this.now();
    return this.rows.hasOpen(signInId, now, new Date(now.getTime() - this.idleMs));
  }

  /** Ends what one sign-in began. */
  async end({ signInId }: Pick<Session, 'signInId'>): Promise<void> {
    await this.rows.deleteSignIn(signInId);
  }

  /** Ends all sessions of an account, wherever they are. @returns how many sign-ins ended */
  async endAllOf(subject: string): Promise<number> {
    return this.rows.deleteAccount(accountOf(subject));
  }

  private async isOpen(row: SessionRow, now: Date): Promise<boolean> {
    if (row.endsAt <= now && row.replaced) {
      await this.rows.deleteSignIn(row.signInId);
      this.log.warn('session.cookie-copied');
      return false;
    }
    return row.endsAt > now && row.seenAt.getTime() + this.idleMs > now.getTime();
  }

  private async touch(row: SessionRow, now: Date): Promise<void> {
    if (!row.used) await this.rows.retireOthers(row, now, new Date(now.getTime() + GRACE_MS));
    else if (now.getTime() - row.seenAt.getTime() >= SEEN_EVERY_MS) await this.rows.see(row.id, now);
  }

  /** Of requests at the same time one gets the new cookie. */
  private async renew(row: SessionRow, claims: Claims, now: Date): Promise<SessionSecret | undefined> {
    if (row.replaced || row.renewAt > now) return undefined;
    const secret = SessionSecret.random();
    const successor = {
      id: secret.id,
      sealed: secret.seal(JSON.stringify(claims)),
      now,
      renewAt: new Date(now.getTime() + this.renewMs),
      formerRenewAt: new Date(now.getTime() + ANOTHER_TRY_MS),
    };
    return (await this.rows.succeed(row.id, successor)) ? secret : undefined;
  }

  private async sweep(now: Date): Promise<void> {
    if (now.getTime() < this.sweepAfter) return;
    this.sweepAfter = now.getTime() + SWEEP_EVERY_MS;
    await this.rows.deleteOver(now, new Date(now.getTime() - this.idleMs));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** Subjects are opaque and stand in events; here not even they do. */
function accountOf(subject: string): Buffer {
  return createHash('sha256').update(`motcua session of ${subject}`).digest();
}
