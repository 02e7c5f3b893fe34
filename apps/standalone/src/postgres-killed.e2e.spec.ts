import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Answer, type Books, booksOf, OutageClients, type Receipt, refusal } from './outage-clients.fixture.js';
import { killServer } from './postgres/kill-server.fixture.js';
import { addressesIn, Home, type StandaloneProcess } from './standalone-process.fixture.js';

jest.setTimeout(600_000);

const triesWhileDown = 6;
const betweenTriesMs = 1_000;

describe('a standalone whose own PostgreSQL is killed', () => {
  let home: Home;
  let folder: string;
  let running: StandaloneProcess;
  let clients: OutageClients;
  const receipts = new Map<string, Receipt>();

  beforeAll(async () => {
    home = await Home.make();
    folder = join(home.data, 'postgres');
    await start();
  });

  afterAll(() => home.remove());

  async function start(): Promise<void> {
    running = home.start('--no-demo');
    await running.says(/work-list/);
    clients = await OutageClients.of(addressesIn(running.output));
  }

  /** Killed, and kept from starting until it is mended. */
  async function breakServer(): Promise<() => Promise<void>> {
    const file = join(folder, 'postgresql.conf');
    const whole = await readFile(file, 'utf8');
    await appendFile(file, '\nthis is no setting\n');
    await killServer(folder);
    return () => writeFile(file, whole);
  }

  async function acknowledged(key: string): Promise<void> {
    receipts.set(key, await clients.insist(key));
  }

  async function books(): Promise<Books> {
    const { owner } = JSON.parse(await readFile(join(home.folder, 'keys', 'postgres.json'), 'utf8')) as {
      owner: string;
    };
    const port = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[3];
    return booksOf(`postgres://motcua_owner:${owner}@127.0.0.1:${port}/motcua`);
  }

  it.each([1, 2])('answers with 503 until it has started it again (time %i)', async (time) => {
    await acknowledged(`before-${time}`);
    const mend = await breakServer();
    const answers: Answer[] = [];
    for (let tries = 0; tries < triesWhileDown; tries += 1) {
      answers.push(await clients.submit(`meanwhile-${time}`));
      await pause(betweenTriesMs);
    }
    for (const answer of answers) expect(answer).toEqual(refusal);
    expect(await clients.isReady()).toBe(false);
    await mend();
    await acknowledged(`meanwhile-${time}`);
    await acknowledged(`after-${time}`);
    await clients.ready();
    expect(running.output.match(/PostgreSQL runs again/g)).toHaveLength(time);
  });

  it('has made one dossier of every key, and the codes go on without a gap', async () => {
    for (const [key, receipt] of receipts) expect(await clients.insist(key)).toEqual(receipt);
    const { dossiers, codes } = await books();
    const all = [...receipts.values()];
    expect([...dossiers].sort()).toEqual(all.map(({ dossierId }) => dossierId).sort());
    expect(codes.map(({ dossierId, dossierCode }) => ({ dossierId, dossierCode }))).toEqual(all);
    expect(codes.map(({ ordinal }) => ordinal)).toEqual(all.map((_, index) => index + 1));
  });

  it('ends on a signal with 0 while it is down, and has everything at the next start', async () => {
    const mend = await breakServer();
    await running.says(/PostgreSQL did not start \(try 1\)(?![^]*runs again)/);
    expect(await running.end('SIGTERM')).toBe(0);
    expect(await home.running()).toEqual([]);
    await mend();
    await start();
    for (const [key, receipt] of receipts) expect(await clients.insist(key)).toEqual(receipt);
  });

  it('says that its folder is gone, and ends with 1', async () => {
    const away = `${folder}.away`;
    await rename(folder, away);
    await killServer(away);
    expect(await running.end()).toBe(1);
    expect(running.output).toMatch(/Motcua ends: the database folder .*postgres is gone; put it back and start again/);
    await rename(away, folder);
  });
});
