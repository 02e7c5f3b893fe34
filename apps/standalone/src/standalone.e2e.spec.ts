import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addressesIn, Home, isRunning, type StandaloneProcess } from './standalone-process.fixture.js';

jest.setTimeout(600_000);

const sound = /56 of 56 dossiers are as expected, 0 discrepancies/;

/** The business time of each line of progress. */
function momentsIn(output: string): string[] {
  return [...output.matchAll(/^(\d{4}-\d{2}-\d{2} \d{2}:\d{2})  to come/gm)].map(([, moment]) => moment!);
}

async function tokenOf(management: string, wish: object): Promise<string> {
  const answer = await fetch(`${management}/api/standalone/v1/tokens`, {
    method: 'POST',
    body: JSON.stringify(wish),
  });
  return ((await answer.json()) as { token: string }).token;
}

describe('a start that cannot be', () => {
  let home: Home;

  beforeAll(async () => {
    home = await Home.make();
  });

  afterAll(() => home.remove());

  it('is not asked for with --help', async () => {
    const help = home.start('--help');
    expect(await help.end()).toBe(0);
    expect(help.output).toMatch(/--no-demo .*--exit .*--port .*--data /s);
  });

  it('says which word it does not know', async () => {
    const wrong = home.start('--nodemo');
    expect(await wrong.end()).toBe(2);
    expect(wrong.output).toMatch(/nodemo.*npm start -- \[options\]/s);
  });

  it('says that the keys of the data are missing', async () => {
    await mkdir(join(home.data, 'postgres'), { recursive: true });
    await writeFile(join(home.data, 'postgres', 'PG_VERSION'), '18');
    const keyless = home.start('--no-demo');
    expect(await keyless.end()).toBe(1);
    expect(keyless.output).toMatch(/does not start: there are data in .*but the key file .* is missing/);
    await rm(home.data, { recursive: true });
  });

  it('says which port is taken, and leaves nothing behind', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const late = home.start('--no-demo', '--port', String(port));
    expect(await late.end()).toBe(1);
    expect(late.output).toContain(`port ${port} is in use by another program; choose another with --port`);
    expect(await home.pids()).toEqual([]);
    other.close();
  });
});

describe('the demo', () => {
  let home: Home;

  beforeAll(async () => {
    home = await Home.make();
  });

  afterAll(() => home.remove());

  it('brings every sample dossier to its expected end, and ends with 0', async () => {
    const whole = home.start('--exit');
    const status = await whole.end();
    expect(whole.output).toMatch(sound);
    expect(status).toBe(0);
    expect(await home.running()).toEqual([]);
  });

  describe('started again on its finished data', () => {
    let again: StandaloneProcess;
    let at: ReturnType<typeof addressesIn>;

    beforeAll(async () => {
      again = home.start();
      await again.says(/work-list/);
      at = addressesIn(again.output);
    });

    it('has all dossiers, and sends none again', async () => {
      expect(again.output).toMatch(sound);
      const [, code] = /lltp-01 +(\S+)/.exec(again.output)!;
      const tracked = await fetch(`${at.url}/api/intake/v1/tracking/${code}`);
      expect(await tracked.json()).toMatchObject({ status: 10 });
    });

    it('is ready', async () => {
      const ready = await fetch(`${at.managementUrl}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ ready: true })]);
    });

    it('refuses a second process on the same data', async () => {
      const second = home.start();
      expect(await second.end()).toBe(1);
      expect(second.output).toMatch(/process \d+ works on .* already/);
    });

    it.each(['intake', 'dossier-code', 'desk', 'ministry-connector', 'portal-sync'])(
      'describes %s as docs/reference/openapi does',
      async (name) => {
        const answer = await fetch(`${at.url}/api/${name}/openapi.json`);
        const written = await readFile(
          join(import.meta.dirname, `../../../docs/reference/openapi/${name}.json`),
          'utf8',
        );
        expect(await answer.json()).toEqual(JSON.parse(written));
      },
    );

    it('gives tokens to this machine only, and only for what it knows', async () => {
      const path = `${at.managementUrl}/api/standalone/v1/tokens`;
      const body = JSON.stringify({ role: 'deskOfficer', unit: 'H99.14' });
      const byPage = await fetch(path, { method: 'POST', body, headers: { origin: 'http://evil.example' } });
      const unknown = await fetch(path, { method: 'POST', body: '{"role":"king"}' });
      expect([byPage.status, unknown.status]).toEqual([400, 400]);
      const token = await tokenOf(at.managementUrl, { role: 'deskOfficer', unit: 'H99.14' });
      const list = await fetch(`${at.url}/api/desk/v1/work-list`, { headers: { authorization: `Bearer ${token}` } });
      expect(list.status).toBe(200);
    });

    it('writes no name of a person into a log, whatever was sent', async () => {
      const token = await tokenOf(at.managementUrl, { role: 'citizen', personalId: '099090000001' });
      const sent = { procedureCode: '2.000488', applicant: { fullName: 'NGUYỄN THỊ MẪU ĐẶCBIỆT', personalId: 7 } };
      const refused = await fetch(`${at.url}/api/intake/v1/dossiers?name=${encodeURIComponent('MẪU ĐẶCBIỆT')}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': 'marked' },
        body: JSON.stringify(sent),
      });
      expect(refused.status).toBe(400);
      const logs = join(home.data, 'logs');
      const texts = await Promise.all((await readdir(logs)).map((file) => readFile(join(logs, file), 'utf8')));
      const said = texts.join('\n');
      expect(said).toContain('app.started');
      for (const mark of ['MẪU', 'ĐẶCBIỆT', '099090000001', '0900000001']) {
        for (const form of [mark, mark.normalize('NFD'), encodeURIComponent(mark)]) expect(said).not.toContain(form);
      }
    });

    it('ends on a signal with 0, even when it comes twice as from a terminal, and nothing of it runs on', async () => {
      const pids = await home.pids();
      expect(pids.filter(isRunning)).toHaveLength(2);
      again.child.kill('SIGINT');
      expect(await again.end('SIGTERM')).toBe(0);
      expect(pids.filter(isRunning)).toEqual([]);
      expect(await home.pids()).toEqual([]);
      await expect(fetch(`${at.url}/api/intake/v1/procedures`)).rejects.toThrow(/fetch failed/);
    });
  });
});

describe('a demo that is killed in the middle', () => {
  let home: Home;

  beforeAll(async () => {
    home = await Home.make();
  });

  afterAll(() => home.remove());

  it('goes on at the next start and ends as if nothing had happened', async () => {
    const first = home.start('--exit');
    await first.says(/done [1-9]\d/);
    await first.end('SIGKILL');
    expect(await home.running()).toHaveLength(2);
    const second = home.start('--exit');
    const status = await second.end();
    expect(second.output).toMatch(sound);
    expect(status).toBe(0);
    expect(momentsIn(second.output)[0]! >= momentsIn(first.output).at(-1)!).toBe(true);
    expect(await home.running()).toEqual([]);
  });
});
