import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { startKafka, startKurrentDbStandinProcess } from '@motcua/testing';
import { Home } from './standalone-process.fixture.js';

jest.setTimeout(900_000);

describe('standalone on other backends', () => {
  const afterwards: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const end of afterwards.splice(0).toReversed()) await end();
  });

  async function kafka(settings: Readonly<Record<string, string>> = {}) {
    const cluster = await startKafka({ settings });
    afterwards.push(() => cluster.stop());
    return { MOTCUA_FEED: 'kafka', MOTCUA_KAFKA_BROKERS: cluster.brokers };
  }

  async function kurrentDbStandin() {
    const data = await mkdtemp(join(tmpdir(), 'motcua-standin-'));
    afterwards.push(() => rm(data, { recursive: true, force: true }));
    const standin = await startKurrentDbStandinProcess({ port: 0, data });
    afterwards.push(() => standin.kill());
    return { MOTCUA_STORE: 'kurrentdb', MOTCUA_KURRENTDB_URL: standin.url, MOTCUA_KURRENTDB_WATCH_MS: '100' };
  }

  async function home(env: Readonly<Record<string, string>>): Promise<Home> {
    const made = await Home.make(env);
    afterwards.push(() => made.remove());
    return made;
  }

  it('brings every sample dossier to its expected end over Kafka and the stand-in for KurrentDB', async () => {
    const whole = (await home({ ...(await kafka()), ...(await kurrentDbStandin()) })).start('--exit');
    const status = await whole.end();
    expect(whole.output).toMatch(/Kafka had no topic motcua\.dossier\.lifecycle\.v1 and .*: made/);
    expect(whole.output).toMatch(/56 of 56 dossiers are as expected, 0 discrepancies/);
    expect(status).toBe(0);
  });

  it('does not start on another store than the one of its checkpoints', async () => {
    const place = await home({});
    const first = place.start('--no-demo');
    await first.says(/work-list/);
    expect(await first.end('SIGTERM')).toBe(0);
    Object.assign(process.env, {
      MOTCUA_STORE: 'kurrentdb',
      MOTCUA_KURRENTDB_URL: 'kurrentdb://127.0.0.1:1?tls=false',
    });
    afterwards.push(async () => {
      delete process.env['MOTCUA_STORE'];
      delete process.env['MOTCUA_KURRENTDB_URL'];
    });
    const second = place.start('--no-demo');
    expect(await second.end()).toBe(1);
    expect(second.output).toMatch(/does not start: .*MOTCUA_STORE: names the wrong store/s);
  });

  it('ends with 1 and in order when a consumer has given up', async () => {
    // a broker that refuses our sessions as too long: trying again is of no use
    const place = await home(await kafka({ 'group.max.session.timeout.ms': '10000' }));
    const hopeless = place.start('--no-demo');
    expect(await hopeless.end()).toBe(1);
    expect(hopeless.output).toMatch(/Motcua ends: the consumer cannot go on/);
    expect(await place.running()).toEqual([]);
  });
});
