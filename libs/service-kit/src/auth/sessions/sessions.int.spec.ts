import { HandClock, testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Database } from '../../database/database.js';
import { JsonLog } from '../../logging/json-log.js';
import { Actor } from '../actor.js';
import { SessionRows } from './session-rows.js';
import { SessionSecret } from './session-secret.js';
import { sessionMigrations } from './session.migrations.js';
import { Sessions } from './sessions.js';

const MINUTE = 60;
const person = '099090000001';
const citizen = {
  actor: new Actor('account-7', ['citizen'], ['H99.14'], undefined, person),
  name: 'Trần Văn Mẫu Bình',
  idToken: 'eyJ-id-token',
};

describe('sessions', () => {
  const kit = { id: 'probe-000-kit', sql: 'create schema if not exists kit; grant usage on schema kit to motcua_app' };
  const lines: string[] = [];
  let server: TestDatabase;
  let database: Database;
  let clock: HandClock;
  let sessions: Sessions;

  beforeAll(async () => {
    server = await testDatabase([kit, ...sessionMigrations]);
    database = new Database({ url: server.appUrl, applicationName: 'probe' });
  });

  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  beforeEach(async () => {
    await database.pool.query('delete from kit.sessions');
    clock = new HandClock('2026-11-25T01:00:00.000Z');
    sessions = instance();
  });

  function instance(): Sessions {
    return new Sessions(
      database,
      clock,
      new JsonLog({ name: 'probe', destination: { write: (line) => void lines.push(line) } }),
    );
  }

  async function rows(): Promise<number> {
    return (await database.pool.query('select from kit.sessions')).rowCount ?? 0;
  }

  it('bring back who signed in, at whichever instance', async () => {
    const secret = await sessions.begin(citizen);
    const { session } = (await instance().find(secret))!;
    expect(session).toMatchObject({
      name: citizen.name,
      idToken: citizen.idToken,
      idleUntil: '2026-11-25T01:30:00.000Z',
      endsAt: '2026-11-25T11:00:00.000Z',
    });
    const { subject, roles, units, personalId } = session.actor;
    expect([subject, roles, units, personalId]).toEqual(['account-7', ['citizen'], ['H99.14'], person]);
  });

  it('tell whoever reads the table nothing: no person, no account, no cookie', async () => {
    const secret = await sessions.begin(citizen);
    const { rows: all } = await database.pool.query<{ text: string; raw: Buffer }>(
      `select row_to_json(s)::text as text, sealed as raw from kit.sessions s`,
    );
    const seen = all.map(({ text, raw }) => text + raw.toString('latin1')).join('');
    for (const word of [person, 'account-7', 'Mẫu', citizen.idToken, secret.text]) expect(seen).not.toContain(word);
    expect(seen).not.toContain(Buffer.from(secret.text, 'base64url').toString('hex'));
  });

  it('are nobody for a cookie that was made up', async () => {
    await sessions.begin(citizen);
    await expect(sessions.find(SessionSecret.random())).resolves.toBeUndefined();
  });

  it('cannot be opened by putting one row in the place of another', async () => {
    const [mine, theirs] = [await sessions.begin(citizen), await sessions.begin({ ...citizen, name: 'somebody' })];
    await database.pool.query(
      'update kit.sessions set sealed = (select sealed from kit.sessions where id = $2) where id = $1',
      [mine.id, theirs.id],
    );
    await expect(sessions.find(mine)).rejects.toThrow(/unable to authenticate/);
  });

  it('end after half an hour without a request, and go on with requests', async () => {
    const secret = await sessions.begin(citizen);
    clock.add(14 * MINUTE);
    expect(await sessions.find(secret)).toBeDefined();
    clock.add(29 * MINUTE);
    const renewed = (await sessions.find(secret))?.renewed;
    expect(renewed).toBeDefined();
    clock.add(31 * MINUTE);
    await expect(sessions.find(renewed!)).resolves.toBeUndefined();
  });

  it('end after ten hours, however busy', async () => {
    let secret = await sessions.begin(citizen);
    for (let passed = 0; passed < 10 * 60 - 10; passed += 10) {
      clock.add(10 * MINUTE);
      secret = (await sessions.find(secret))!.renewed ?? secret;
    }
    expect((await sessions.find(secret))?.session).toMatchObject({ idleUntil: '2026-11-25T11:00:00.000Z' });
    clock.add(10 * MINUTE);
    await expect(sessions.find(secret)).resolves.toBeUndefined();
  });

  it('get a new cookie after a quarter of an hour: one, of however many requests at once', async () => {
    const secret = await sessions.begin(citizen);
    clock.add(14 * MINUTE);
    expect((await sessions.find(secret))?.renewed).toBeUndefined();
    clock.add(MINUTE);
    const found = await Promise.all([1, 2, 3, 4].map((n) => (n % 2 === 0 ? sessions : instance()).find(secret)));
    expect(found.filter((one) => one?.renewed !== undefined)).toHaveLength(1);
    expect(new Set(found.map((one) => one?.session.csrfToken)).size).toBe(1);
    const renewed = found.find((one) => one?.renewed !== undefined)!.renewed!;
    expect((await sessions.find(renewed))?.session).toMatchObject({ csrfToken: found[0]!.session.csrfToken });
  });

  it('have one successor when two requests find the same cookie due at the same time', async () => {
    const former = await sessions.begin(citizen);
    const table = new SessionRows(database);
    const now = new Date('2026-11-25T01:15:00.000Z');
    const later = new Date('2026-11-25T01:30:00.000Z');
    const successor = () => {
      const { id } = SessionSecret.random();
      return { id, sealed: Buffer.alloc(1), now, renewAt: later, formerRenewAt: later };
    };
    const succeeded = await Promise.all([1, 2, 3].map(() => table.succeed(former.id, successor())));
    expect(succeeded.filter((isMine) => isMine)).toHaveLength(1);
    expect(await rows()).toBe(2);
  });

  async function renewed(secret: SessionSecret): Promise<SessionSecret> {
    clock.add(15 * MINUTE);
    return (await sessions.find(secret))!.renewed!;
  }

  it('know the former cookie until the new one came back, and half a minute longer', async () => {
    const former = await sessions.begin(citizen);
    const young = await renewed(former);
    expect(await sessions.find(former)).toBeDefined();
    expect(await sessions.find(young)).toBeDefined();
    clock.add(29);
    expect((await sessions.find(former))?.renewed).toBeUndefined();
    expect(await sessions.find(young)).toBeDefined();
  });

  it('go on with the former cookie when the answer with the new one was lost, and give out another', async () => {
    const former = await sessions.begin(citizen);
    await renewed(former);
    clock.add(29);
    expect((await sessions.find(former))?.renewed).toBeUndefined();
    clock.add(MINUTE);
    const again = (await sessions.find(former))?.renewed;
    expect(again).toBeDefined();
    expect(await sessions.find(again!)).toBeDefined();
    clock.add(29);
    expect(await sessions.find(former)).toBeDefined();
  });

  it('all end when a cookie comes whose time is over: somebody has copied it', async () => {
    const former = await sessions.begin(citizen);
    const young = await renewed(former);
    await sessions.find(young);
    clock.add(31);
    await expect(sessions.find(former)).resolves.toBeUndefined();
    await expect(sessions.find(young)).resolves.toBeUndefined();
    expect(lines.join('')).toContain('session.cookie-copied');
  });

  it('end with the sign-out, all their cookies', async () => {
    const former = await sessions.begin(citizen);
    const young = await renewed(former);
    await sessions.end((await sessions.find(young))!.session);
    await expect(Promise.all([sessions.find(former), sessions.find(young)])).resolves.toEqual([undefined, undefined]);
    expect(await rows()).toBe(0);
  });

  it('of one account can all be ended, and others go on', async () => {
    const phone = await sessions.begin(citizen);
    const desk = await renewed(await sessions.begin(citizen));
    const other = await sessions.begin({ ...citizen, actor: new Actor('account-8', ['citizen']) });
    await expect(sessions.endAllOf('account-7')).resolves.toBe(2);
    const found = await Promise.all([phone, desk, other].map((secret) => sessions.find(secret)));
    expect(found.map((one) => one?.session.actor.subject)).toEqual([undefined, undefined, 'account-8']);
  });

  it('leave no row behind when their time is over', async () => {
    const secret = await sessions.begin(citizen);
    await sessions.find(await renewed(secret));
    expect(await rows()).toBe(2);
    clock.add(31 * MINUTE);
    await sessions.begin(citizen);
    expect(await rows()).toBe(1);
  });
});
