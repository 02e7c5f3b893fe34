import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type PostgresServer, startPostgres } from '@motcua/testing/backends';
import { Client } from 'pg';
import { DemoClock } from './demo-clock.js';
import { type Answer, booksOf, OutageClients, type Receipt, refusal } from './outage-clients.fixture.js';
import type { DatabaseAddresses } from './postgres/product-database.js';
import { type RunningStandalone, startStandalone } from './standalone.js';

jest.setTimeout(900_000);

const outageMs = 120_000;
const betweenTriesMs = 3_000;
const atOnce = 8;
const dayMs = 86_400_000;
const patienceMs = 240_000;

/** An empty database, its owner, and a login role as an installation has it. */
async function emptyDatabase(server: PostgresServer): Promise<DatabaseAddresses> {
  const ownerUrl = await server.createDatabase();
  const password = randomBytes(18).toString('base64url');
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('CREATE ROLE motcua_app NOLOGIN');
  await client.query(`CREATE ROLE outage_app LOGIN PASSWORD '${password}' IN ROLE motcua_app`);
  await client.end();
  const appUrl = new URL(ownerUrl);
  [appUrl.username, appUrl.password] = ['outage_app', password];
  return { ownerUrl, appUrl: appUrl.href };
}

describe('two minutes without PostgreSQL', () => {
  const early = ['early-1', 'early-2', 'early-3'];
  const crowd: string[] = [];
  const late = ['late-1', 'late-2', 'late-3', 'late-4'];
  const all = () => [...early, ...crowd, ...late];

  let home: string;
  let server: PostgresServer;
  let database: DatabaseAddresses;
  let standalone: RunningStandalone;
  let clients: OutageClients;
  const clock = new DemoClock(new Date(Date.now() - 10 * dayMs).toISOString());

  const before = new Map<string, Receipt>();
  const atTheEdge: Answer[] = [];
  const meanwhile: Answer[] = [];
  const readiness: boolean[] = [];
  const after = new Map<string, Receipt>();

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'motcua-outage-'));
    await chmod(home, 0o755);
    server = await startPostgres();
    database = await emptyDatabase(server);
    standalone = await startStandalone(
      {
        help: false,
        demo: false,
        exit: false,
        port: 0,
        managementPort: 0,
        simulatorsPort: 0,
        data: join(home, 'data'),
        keys: join(home, 'keys', 'motcua.keys'),
      },
      { clock, simulatedTime: { now: clock.now(), rate: 0 }, database },
    );
    clients = await OutageClients.of(standalone);
    await clients.ready();
    for (const key of early) before.set(key, await clients.insist(key));
    await handOver(before.get('early-1')!);
    await outage();
    await server.restart();
  });

  afterAll(async () => {
    await standalone?.close();
    await server?.stop();
    await rm(home, { recursive: true, force: true });
  });

  /** The ministry has taken it; that it has, we are told too late. */
  async function handOver({ dossierId, dossierCode: key }: Receipt): Promise<void> {
    const { simulators } = standalone;
    const scenario = { scenario: 'auto', params: { d1Seconds: 600, d2Seconds: 3_600 } };
    await simulators.scenario({ mount: 'civil1', match: { key }, ...scenario });
    const fault = { type: 'timeout', phase: 'afterCommit', ms: 5_000 };
    await simulators.fault({ mount: 'civil1', operation: 'dangKyHoTich', match: { key }, fault, times: 1 });
    await clients.accept(dossierId);
    const until = performance.now() + patienceMs;
    while ((await acceptances(key)) === 0 && performance.now() < until) await pause(50);
  }

  async function acceptances(key: string): Promise<number> {
    const { mounts } = await standalone.simulators.summary();
    return mounts['civil1']?.find((one) => one.key === key)?.committed ?? 0;
  }

  /** Killed while a crowd sends its dossiers, then away for two minutes in which four people do not give up. */
  async function outage(): Promise<void> {
    const busy = Promise.withResolvers<void>();
    const sending = Array.from({ length: atOnce }, () => sendUntilRefused(busy.resolve));
    await busy.promise;
    await server.killAll();
    const until = performance.now() + outageMs;
    await Promise.all(sending);
    while (performance.now() < until) {
      for (const key of late) meanwhile.push(await clients.submit(key));
      readiness.push(await clients.isReady());
      await pause(betweenTriesMs);
    }
  }

  async function sendUntilRefused(onAcknowledged: () => void): Promise<void> {
    for (;;) {
      const key = `crowd-${crowd.length + 1}`;
      crowd.push(key);
      const answer = await clients.submit(key);
      atTheEdge.push(answer);
      if (answer.dossierId === undefined) return;
      if (crowd.length > 2 * atOnce) onAcknowledged();
    }
  }

  it('answers every submission with 503 and when to come back, and acknowledges none', () => {
    expect(meanwhile.length).toBeGreaterThanOrEqual(late.length * 10);
    for (const answer of meanwhile) expect(answer).toEqual(refusal);
  });

  it('answers those that were on their way with what is true: acknowledged, or 503', () => {
    const unacknowledged = atTheEdge.filter(({ dossierId }) => dossierId === undefined);
    for (const answer of unacknowledged) expect(answer).toEqual(refusal);
    expect(unacknowledged).toHaveLength(atOnce);
  });

  it('is not ready meanwhile', () => {
    expect(readiness.length).toBeGreaterThan(0);
    expect(readiness.filter((ready) => ready)).toEqual([]);
  });

  it('is ready again without a restart', async () => {
    await clients.ready();
  });

  it('makes one dossier with one code of every key, whenever it was sent', async () => {
    await Promise.all(all().map(async (key) => after.set(key, await clients.insist(key))));
    const again = await Promise.all(all().map((key) => clients.insist(key)));
    expect(again).toEqual(all().map((key) => after.get(key)));
    const { dossiers, codes } = await booksOf(database.ownerUrl);
    const receipts = [...after.values()];
    expect([...dossiers].sort()).toEqual(receipts.map(({ dossierId }) => dossierId).sort());
    expect(codes.map(({ dossierId, dossierCode }) => ({ dossierId, dossierCode }))).toEqual(
      expect.arrayContaining(receipts),
    );
    expect(codes.map(({ ordinal }) => ordinal)).toEqual(all().map((_, index) => index + 1));
  });

  it('has lost nothing that was acknowledged', () => {
    for (const [key, receipt] of before) expect(after.get(key)).toEqual(receipt);
    const known = new Set([...after.values()].map(({ dossierId }) => dossierId));
    const acknowledged = atTheEdge.flatMap(({ dossierId }) => (dossierId === undefined ? [] : [dossierId]));
    expect(acknowledged).not.toEqual([]);
    expect(acknowledged.filter((dossierId) => !known.has(dossierId))).toEqual([]);
  });

  it('goes on with a hand-over that was under way, up to its result, and the ministry took it once', async () => {
    const { dossierId, dossierCode } = before.get('early-1')!;
    const until = performance.now() + patienceMs;
    while (!(await clients.timeline(dossierId)).includes('ResultReceived')) {
      if (performance.now() > until) throw new Error('the result of the ministry does not come');
      const next = new Date(Date.parse(clock.now()) + 600_000).toISOString();
      await standalone.simulators.setClock({ now: next });
      clock.stepTo(next);
      await pause(500);
    }
    expect(await acceptances(dossierCode)).toBe(1);
  });
});
