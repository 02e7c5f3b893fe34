import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { EventStore, RecordedEvent } from '@motcua/event-store';
import { PostgresEventStore, storeMigrations } from '@motcua/event-store/postgres';
import { feedMigrations } from '@motcua/messaging/embedded';
import { startPostgres, startSource, testDatabase } from '@motcua/testing';
import { Database } from '../database/database.js';
import { runningJob } from './running-job.fixture.js';
import { submitted, tallyView } from './tally-view.fixture.js';
import { type SwitchOn, ViewBuilds } from './view-builds.js';
import type { View } from './view.js';
import { viewMigrations } from './view.migrations.js';
import { ViewRunner } from './view-runner.js';

jest.setTimeout(60_000);

const migrations = [...storeMigrations, ...feedMigrations, ...viewMigrations];
const schema = { id: 'probe', sql: 'CREATE SCHEMA probe; GRANT USAGE ON SCHEMA probe TO motcua_app' };

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${isTrue.toString()}`);
    await pause(10);
  }
}

describe('ViewRunner', () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });

  async function scene() {
    const db = await testDatabase([...migrations, schema]);
    const database = new Database({ url: db.appUrl, applicationName: 'spec' });
    const store = new PostgresEventStore({ url: db.appUrl });
    cleanups.push(
      () => db.drop(),
      () => database.close(),
      () => store.close(),
    );
    const trouble: unknown[] = [];
    const runner = (view: View<unknown> = tallyView(), from: EventStore = store) => {
      const made = new ViewRunner(database, from, {
        schema: 'probe',
        views: [view],
        pollMs: 20,
        leaseTtlMs: 900,
        onTrouble: (_, error) => trouble.push(error),
      });
      cleanups.push(() => made.stop());
      made.start();
      return made;
    };
    const tell = async (count: number) => {
      const dossiers = Array.from({ length: count }, () => randomUUID());
      const results = await Promise.all(
        dossiers.map((id) => store.append([{ stream: `dossier-${id}`, expected: 0, events: [submitted(id)] }])),
      );
      return { dossiers, position: results.map((result) => result.position).sort((a, b) => Number(b) - Number(a))[0]! };
    };
    const rows = async () =>
      Number((await database.pool.query<{ n: string }>('SELECT count(*) AS n FROM probe.tally')).rows[0]!.n);
    const live = async () =>
      (await database.pool.query(`SELECT build, version FROM kit.view_builds WHERE state = 'live'`)).rows[0];
    const builds = new ViewBuilds(database.kysely('kit'));
    const rebuild = (switchOn: SwitchOn = 'equal') =>
      builds.plan({ view: 'tally', version: 1, schema: 'probe', switchOn }, store.start);
    return { db, database, store, runner, tell, rows, live, trouble, builds, rebuild };
  }

  it('lets an officer read his own write', async () => {
    const { runner, tell, rows } = await scene();
    const { position } = await tell(3);
    const views = runner();
    expect(await views.waitFor('tally', position, 10_000)).toBe(true);
    expect(await rows()).toBe(3);
    const later = await tell(1);
    expect(await views.waitFor('tally', later.position, 10_000)).toBe(true);
    expect(await rows()).toBe(4);
    expect(await views.waitFor('tally', '999999', 30)).toBe(false);
    expect(await views.states()).toMatchObject([{ view: 'tally', active: true, current: true, behind: 0 }]);
  });

  it('hands what was prepared for a batch to exactly that batch, live and while it rebuilds', async () => {
    const { runner, tell, live, rebuild } = await scene();
    const plain = tallyView();
    const idsOf = (events: readonly RecordedEvent[]) => events.map(({ id }) => id).join();
    const wrong: string[] = [];
    let batches = 0;
    const view: View<unknown, string> = {
      ...plain,
      prepare: async (events) => idsOf(events),
      async apply(transaction, events, prepared) {
        batches += 1;
        if (prepared !== idsOf(events)) wrong.push(prepared);
        await plain.apply(transaction, events, undefined);
      },
    };
    const views = runner(view);
    const before = await tell(20);
    expect(await views.waitFor('tally', before.position, 10_000)).toBe(true);
    const lived = batches;
    const asked = await rebuild();
    const meanwhile = await tell(20);
    await until(async () => (await live()).build === asked.build);
    expect(await views.waitFor('tally', meanwhile.position, 10_000)).toBe(true);
    expect(wrong).toHaveLength(0);
    expect(lived).toBeGreaterThan(0);
    expect(batches).toBeGreaterThan(lived);
  });

  it('rebuilds beside the live tables while writers go on, and readers never see fewer rows', async () => {
    const { store, runner, tell, rows, live, database, builds, rebuild } = await scene();
    await tell(300);
    runner();
    await until(async () => (await live()) !== undefined && (await rows()) === 300);
    let writing = true;
    let told = 300;
    const writer = (async () => {
      while (writing) {
        await tell(5);
        told += 5;
      }
    })();
    let least = 300;
    const shrunk: number[] = [];
    const reader = (async () => {
      while (writing) {
        const seen = await rows();
        if (seen < least) shrunk.push(seen);
        least = Math.max(least, seen);
      }
    })();
    const asked = await rebuild();
    await until(async () => (await live()).build === asked.build);
    writing = false;
    await Promise.all([writer, reader]);
    expect(shrunk).toEqual([]);
    await until(async () => (await rows()) === told);
    const [old, next] = await builds.of('tally');
    expect([old!.state, next!.state]).toEqual(['retired', 'live']);
    expect(next!.report).toMatchObject({ equal: true });
    // and back again: the old build catches up first
    await builds.goOn('tally', old!.build, await runningJob(store, 'probe/tally'));
    await tell(2);
    await until(async () => (await live()).build === old!.build);
    await until(async () => (await rows()) === told + 2);
    const { rows: schemas } = await database.pool.query(
      `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'probe_tally%' ORDER BY 1`,
    );
    expect(schemas.map(({ nspname }) => nspname)).toEqual(['probe_tally_v1_b1', 'probe_tally_v1_b2']);
  });

  it('compares both builds at one position, however far the live one went meanwhile', async () => {
    const { store, runner, tell, rows, live, builds, rebuild } = await scene();
    await tell(10);
    let meanwhile = async () => {};
    const slow = Object.create(store) as EventStore;
    slow.readAll = async (...from) => {
      const slice = await store.readAll(...from);
      await meanwhile();
      return slice;
    };
    const views = runner(tallyView(), slow);
    await until(async () => (await live()) !== undefined && (await rows()) === 10);
    meanwhile = async () => {
      meanwhile = async () => {};
      await views.waitFor('tally', (await tell(5)).position, 10_000);
    };
    const asked = await rebuild();
    await until(async () => (await builds.of('tally')).every(({ state }) => state !== 'building'));
    expect((await live()).build).toBe(asked.build);
    expect(await rows()).toBe(15);
  });

  it('does not switch to tables that differ until somebody says so', async () => {
    const { store, runner, tell, rows, live, database, builds, rebuild } = await scene();
    const { dossiers } = await tell(10);
    runner();
    await until(async () => (await live()) !== undefined && (await rows()) === 10);
    await database.pool.query('DELETE FROM probe_tally_v1_b1.tally WHERE dossier_id = $1', [dossiers[0]]);
    const asked = await rebuild();
    const aside = async () => (await builds.of('tally')).find((build) => build.build === asked.build)!;
    await until(async () => (await aside()).state === 'differs');
    expect((await aside()).report).toMatchObject({
      equal: false,
      tables: { tally: { live: { rows: 9 }, next: { rows: 10 } } },
    });
    expect(await rows()).toBe(9);
    await builds.goOn('tally', asked.build, await runningJob(store, 'probe/tally'));
    await until(async () => (await live()).build === asked.build);
    expect(await rows()).toBe(10);
  });

  it('shows the old version until the new one is built', async () => {
    const { runner, tell, rows, live, database } = await scene();
    await tell(50);
    const first = runner();
    await until(async () => (await live()) !== undefined && (await rows()) === 50);
    await first.stop();
    const { position } = await tell(5);
    const gate = Promise.withResolvers<void>();
    const second = runner({
      ...tallyView(2),
      async apply(transaction, events, prepared) {
        await gate.promise;
        await tallyView(2).apply(transaction, events, prepared);
      },
    });
    await until(async () => (await second.states())[0]!.aside.length === 1);
    expect(await second.states()).toMatchObject([{ version: 1, current: false }]);
    expect(await rows()).toBe(50);
    gate.resolve();
    await until(async () => (await live()).version === 2);
    expect(await second.waitFor('tally', position, 10_000)).toBe(true);
    expect(await rows()).toBe(55);
    expect((await database.pool.query('SELECT label FROM probe.tally LIMIT 1')).rows).toEqual([{ label: 'v2' }]);
  });

  it('says that it is frozen when an event cannot be applied, and goes on when it can', async () => {
    const { runner, tell, rows, trouble } = await scene();
    let broken = true;
    const views = runner({
      ...tallyView(),
      async apply(transaction, events: readonly RecordedEvent[], prepared) {
        if (broken) throw new RangeError('a fact nobody thought of');
        await tallyView().apply(transaction, events, prepared);
      },
    });
    const { position } = await tell(1);
    await until(async () => trouble.length > 0 && (await views.states())[0]!.frozenForMs > 0);
    expect(trouble[0]).toBeInstanceOf(RangeError);
    broken = false;
    expect(await views.waitFor('tally', position, 10_000)).toBe(true);
    expect(await rows()).toBe(1);
    expect((await views.states())[0]!.frozenForMs).toBe(0);
  });

  it('sets the dossier aside whose fact cannot be folded, and nobody else waits; a rebuild takes it again', async () => {
    const { runner, store, tell, rows, trouble, rebuild } = await scene();
    const poisoned = randomUUID();
    let broken = true;
    const views = runner({
      ...tallyView(),
      async apply(transaction, events: readonly RecordedEvent[], prepared) {
        await tallyView().apply(transaction, events, prepared);
        if (broken && events.some(({ stream }) => stream === `dossier-${poisoned}`)) throw new RangeError('unheard of');
      },
    });
    await store.append([{ stream: `dossier-${poisoned}`, expected: 0, events: [submitted(poisoned)] }]);
    const { position } = await tell(20);
    expect(await views.waitFor('tally', position, 15_000)).toBe(true);
    const later = await store.append([{ stream: `dossier-${poisoned}`, expected: 1, events: [submitted(poisoned)] }]);
    expect(await views.waitFor('tally', later.position, 5_000)).toBe(true);
    expect(await rows()).toBe(20);
    const aside = { stream: `dossier-${poisoned}`, version: 1, eventType: 'DossierSubmitted', errorName: 'RangeError' };
    expect((await views.states())[0]).toMatchObject({ frozenForMs: 0, streamsAside: [aside] });
    expect(trouble.length).toBeGreaterThan(0);

    broken = false;
    await rebuild('always');
    await until(async () => (await rows()) === 21);
    expect((await views.states())[0]!.streamsAside).toEqual([]);
  });

  it('stands still rather than leave out many dossiers at once', async () => {
    const { runner, tell, rows } = await scene();
    const views = runner({ ...tallyView(), apply: () => Promise.reject(new RangeError('all of them')) });
    await tell(30);
    await until(async () => (await views.states())[0]!.frozenForMs > 3_000);
    expect((await views.states())[0]!.streamsAside).toEqual([]);
    expect(await rows()).toBe(0);
  });

  it('has one keeper and a spare that takes over', async () => {
    const { runner, tell, rows } = await scene();
    const first = runner();
    const one = await tell(1);
    await first.waitFor('tally', one.position, 10_000);
    const second = runner();
    const two = await tell(1);
    expect(await second.waitFor('tally', two.position, 10_000)).toBe(true);
    expect(await second.states()).toMatchObject([{ active: false, frozenForMs: 0 }]);
    await first.stop();
    const three = await tell(1);
    expect(await second.waitFor('tally', three.position, 10_000)).toBe(true);
    expect(await rows()).toBe(3);
  });

  it('survives kills in the middle of a rebuild: the build is resumed and holds every event once', async () => {
    const { db, runner, tell, rows, live, database, rebuild } = await scene();
    for (let i = 0; i < 10; i += 1) await tell(500);
    const first = runner();
    await until(async () => (await live()) !== undefined && (await rows()) === 5_000);
    const asked = await rebuild();
    await first.stop();
    const reached = async () =>
      Number(
        (await database.pool.query('SELECT position FROM kit.view_builds WHERE build = $1', [asked.build])).rows[0]
          .position,
      );
    let before = await reached();
    for (let round = 0; round < 2; round += 1) {
      const child = startSource(join(import.meta.dirname, 'tally-process.fixture.ts'), { DATABASE_URL: db.appUrl });
      cleanups.push(() => child.signal('SIGKILL'));
      await until(async () => (await reached()) > before || (await live()).build === asked.build);
      await child.signal('SIGKILL');
      before = await reached();
    }
    await tell(10);
    runner();
    await until(async () => (await live()).build === asked.build);
    await until(async () => (await rows()) === 5_010);
    const sums = await database.pool.query('SELECT sum(facts)::int AS facts, max(facts) AS most FROM probe.tally');
    expect(sums.rows).toEqual([{ facts: 5_010, most: 1 }]);
  });

  it('waits for a database that is gone and goes on by itself', async () => {
    const server = await startPostgres();
    const url = await server.createDatabase();
    const database = new Database({ url, applicationName: 'spec' });
    for (const { sql } of [...migrations, schema]) await database.pool.query(sql);
    const store = new PostgresEventStore({ url });
    const views = new ViewRunner(database, store, { schema: 'probe', views: [tallyView()], pollMs: 20 });
    views.start();
    try {
      const id = randomUUID();
      const first = await store.append([{ stream: `dossier-${id}`, expected: 0, events: [submitted(id)] }]);
      expect(await views.waitFor('tally', first.position, 10_000)).toBe(true);
      await server.killAll();
      await pause(500);
      await server.restart();
      const again = await store.append([{ stream: `dossier-${id}`, expected: 1, events: [submitted(id)] }]);
      await until(async () => {
        const { rows } = await database.pool.query('SELECT facts FROM probe.tally').catch(() => ({ rows: [] }));
        return rows[0]?.facts === 2;
      });
      expect(await views.waitFor('tally', again.position, 10_000)).toBe(true);
    } finally {
      await views.stop();
      await store.close();
      await database.close();
      await server.stop();
    }
  });
});
