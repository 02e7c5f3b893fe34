import { execFileSync, spawn } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { statSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type KeyRing, SystemClock, readKeyFile } from '@motcua/service-kit';
import { type RunningStandalone, parseOptions, startStandalone } from '@motcua/standalone';
import { type SampleStory, sampleStories } from '@motcua/testing';
import { Client } from 'pg';
import type { ErasureCertificate } from './certificate.js';
import { type FoundKey, filesBelow, formsOf, grep, unwrap, wrappedKeysIn } from './raw-scan.fixture.js';

jest.setTimeout(300_000);

const cli = join(import.meta.dirname, '../../dist/main.js');
/** No word of any language, so wherever it is found it was left by this person. */
const MARK = 'ẨNDẤUKỲLẠ';
const NUMBER = '099194777351';
const PLANTED = 'ĐƯỢCTRỒNGTHỬ';

interface Filed {
  readonly dossierId: string;
  readonly dossierCode: string;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The story of a dossier, told about somebody else. */
function retold(id: string, name: string, number: string): SampleStory {
  const story = sampleStories().find((one) => one.id === id)!;
  const { fullName, personalId } = story.applicant;
  return JSON.parse(JSON.stringify(story).replaceAll(fullName, name).replaceAll(personalId!, number)) as SampleStory;
}

describe('a person who was erased', () => {
  let folder: string;
  let data: string;
  let motcua: RunningStandalone;
  let marked: Filed;
  let living: Filed;
  let keysBefore: FoundKey[];
  let ringBefore: KeyRing;
  let certificate: ErasureCertificate;
  let before: { chain: { verified: number }; codes: { codes: number } };
  const forms = new Map([...formsOf(MARK), ...formsOf(NUMBER)]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-erase-'));
    await chmod(folder, 0o755); // PostgreSQL runs as somebody else where the tests run as root
    data = join(folder, 'data');
    await stat(cli); // the command line is run as it is shipped: build first
    await start();
    marked = await file(retold('hon-nhan-04', `LÊ THỊ ${MARK}`, NUMBER), MARK);
    living = await file(retold('hon-nhan-01', 'VŨ THỊ MẪU SỐNG', '099194777352'), 'SỐNG');
    for (const { dossierId } of [marked, living]) await accept(dossierId);
    await until('exchanges with the outside', async () => (await exchangesOf(marked.dossierId)) > 0);
    await until('the work list', async () => (await listed()).includes(marked.dossierCode));
    keysBefore = (
      await sql<{ owner: string; key_id: string; wrapped: Buffer }>('SELECT owner, key_id, wrapped FROM keys.data_keys')
    ).map(({ owner, key_id, wrapped }) => ({ owner, keyId: key_id, wrapped }));
    ringBefore = await readKeyFile(motcua.installation.keyFile);
  });

  afterAll(async () => {
    await motcua?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    const clock = new SystemClock();
    const anyPort = ['--port', '0', '--management', '0', '--simulators', '0'];
    const places = ['--data', data, '--keys', join(folder, 'keys', 'motcua.keys')];
    const options = parseOptions(['--no-demo', ...anyPort, ...places], folder);
    motcua = await startStandalone(options, { clock, simulatedTime: { now: clock.now(), rate: 1 } });
  }

  async function call(path: string, token: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${token}`, ...(init.headers as object) };
    const answer = await fetch(`${motcua.url}/api/${path}`, { ...init, headers });
    const body = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
    return body;
  }

  function post(path: string, token: string, body: object): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    return call(path, token, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Scans that say the name, under a name that says it, too. */
  async function upload(token: string, name: string): Promise<string> {
    const form = new FormData();
    const bytes = `%PDF-1.4\n% ${name}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`;
    form.append('file', new Blob([bytes], { type: 'application/pdf' }), `giay-to-${name}.pdf`);
    return String((await call('intake/v1/uploads', token, { method: 'POST', body: form }))['uploadId']);
  }

  async function file(story: SampleStory, name: string): Promise<Filed> {
    const token = await motcua.token({ role: 'citizen', personalId: story.applicant.personalId! });
    const components: object[] = [];
    for (const { code } of story.components)
      components.push({ componentCode: code, uploadId: await upload(token, name) });
    const { dossierId, dossierCode } = await post('intake/v1/dossiers', token, {
      procedureCode: story.procedure,
      procedureCase: story.procedureCase,
      receivingUnit: story.unit,
      returnMethod: story.returnMethod,
      applicant: story.applicant,
      submitter: story.submitter,
      declaration: story.declaration,
      components,
    });
    expect(dossierCode).toEqual(expect.any(String));
    return { dossierId: String(dossierId), dossierCode: String(dossierCode) };
  }

  const officer = (unit: string) => motcua.token({ role: 'deskOfficer', unit });

  /** @returns a file with the token of one of several administrators */
  async function administrator(account: string): Promise<string> {
    const file = join(folder, `${account}.token`);
    await writeFile(file, await motcua.token({ role: 'administrator', unit: 'H99', account }));
    return file;
  }

  async function accept(dossierId: string): Promise<void> {
    const unit = dossierId === marked?.dossierId ? 'H99.33' : 'H99.30';
    await post(`desk/v1/dossiers/${dossierId}/acceptance`, await officer(unit), { checksDone: true });
  }

  async function page(dossierId: string, unit: string): Promise<string> {
    return JSON.stringify(await call(`desk/v1/dossiers/${dossierId}`, await officer(unit)));
  }

  async function listed(): Promise<string> {
    return JSON.stringify(await call('desk/v1/work-list', await officer('H99.33')));
  }

  async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const settings = await readFile(motcua.environmentFile, 'utf8');
    const client = new Client({ connectionString: /MOTCUA_POSTGRES_OWNER_URL=(.*)/.exec(settings)![1]! });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async function exchangesOf(dossierId: string): Promise<number> {
    const found =
      'SELECT count(*)::int AS count FROM kit.exchanges WHERE dossier_id = $1 AND request_sealed IS NOT NULL';
    return (await sql<{ count: number }>(found, [dossierId]))[0]!.count;
  }

  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + 60_000;
    while (!(await isSo())) {
      if (performance.now() > end) throw new Error(`no ${what} within a minute`);
      await pause(100);
    }
  }

  /** @param killAt kills the command as soon as it says this */
  async function command(words: readonly string[], input = '', killAt?: string): Promise<Ended> {
    const settings = ['--env-file', motcua.environmentFile];
    const child = spawn(process.execPath, ['--no-warnings', cli, ...settings, ...words], { env: {} });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      if (killAt !== undefined && err.includes(killAt)) child.kill('SIGKILL');
    });
    child.stdin.on('error', () => undefined).end(input);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out, err };
  }

  const order = ['erase', '--by', 'demo-administrator', '--reason-code', 'subject-request', '--shred', '--yes'];

  /** Everything in the database as text: what is compressed on the disk is not compressed here. */
  async function rowsAsText(): Promise<Buffer> {
    const tables = await sql<{ schema: string; name: string }>(
      `SELECT schemaname AS schema, tablename AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const { schema, name } of tables) {
      const rows = await sql<{ text: string }>(`SELECT t::text AS text FROM "${schema}"."${name}" t`);
      texts.push(...rows.map(({ text }) => text));
    }
    return Buffer.from(texts.join('\n'));
  }

  it('left nothing readable on the disk even before: the same search finds only what was planted', async () => {
    await sql('CHECKPOINT');
    const logs = filesBelow(join(data, 'logs'));
    expect(logs.filter((log) => statSync(log).size > 0).map((log) => basename(log))).toContain('motcua.jsonl');
    expect(grep(filesBelow(data), forms)).toEqual([]);
    const text = await rowsAsText();
    expect([...forms].filter(([, form]) => text.includes(form)).map(([name]) => name)).toEqual([]);

    const planted = formsOf(PLANTED);
    await sql('CREATE TABLE planted (form text, bytes bytea)');
    for (const [name, bytes] of planted) await sql('INSERT INTO planted VALUES ($1, $2)', [name, bytes]);
    await sql('CHECKPOINT');
    const files = filesBelow(data);
    const found = grep(files, planted);
    for (const name of planted.keys()) {
      expect(found.filter((one) => one.endsWith(`: ${name}`) && one.includes('/pg_wal/'))).not.toEqual([]);
      expect(found.filter((one) => one.endsWith(`: ${name}`) && one.includes('/base/'))).not.toEqual([]);
    }
    expect(await page(marked.dossierId, 'H99.33')).toContain(MARK);
  });

  it('is found by the number, which nobody reads in a list of processes; a dry run changes nothing', async () => {
    before = JSON.parse((await command(['verify', '--json', '--blobs'])).out) as typeof before;
    expect(before).toMatchObject({ sound: true, codes: { codes: 2, series: 2 } });
    const { code, out, err } = await command(order.slice(0, -1), `${NUMBER}\n`);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('dry run') });
    expect(err).toContain(marked.dossierId);
    expect(err).not.toContain(living.dossierId);
    expect(err).toContain('WARNING');
    expect((await command([...order, NUMBER])).code).not.toBe(0);
    expect((await command(order)).err).toContain('no identity number');
    const after = JSON.parse((await command(['verify', '--json'])).out) as typeof before;
    expect(after.chain).toEqual(before.chain);
  });

  it('is erased although the command is killed three times on its way', async () => {
    for (const step of ['erase: links', 'erase: keys', 'erase: read-models']) {
      expect(await command(order, NUMBER, step)).toMatchObject({ code: null, out: '' });
    }
    const { code, out } = await command(order, NUMBER);
    certificate = JSON.parse(out) as ErasureCertificate;
    expect(code).toBe(0);
    expect(certificate).toMatchObject({
      dossiers: [{ dossierId: marked.dossierId, policy: 'shred' }],
      selfCheck: { textsOpened: 0, filesLeft: 0, keysLeft: 0 },
      readModels: { behind: [], sealedRows: 0 },
      chain: { root: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(certificate.selfCheck.textsTried).toBeGreaterThan(0);
    expect([...forms].filter(([, form]) => out.includes(form.toString()))).toEqual([]);
    const facts = "SELECT count(*)::int AS count FROM store.events WHERE type = 'SubjectErased'";
    expect(await sql(facts)).toEqual([{ count: 1 }]);
  });

  it('is unknown to the running services, which go on with everybody else', async () => {
    const seen = await page(marked.dossierId, 'H99.33');
    expect(seen).toContain(marked.dossierCode);
    expect(seen).not.toContain(MARK);
    expect(await listed()).not.toContain(MARK);
    expect(await page(living.dossierId, 'H99.30')).toContain('SỐNG');
    const late = post(`desk/v1/dossiers/${marked.dossierId}/stop`, await officer('H99.33'), { reason: 'muộn' });
    await expect(late).rejects.toThrow(/ 4\d\d /);
    const looks = "SELECT subject FROM kit.access_log WHERE purpose = 'erase.subject-request' AND dossier_id = $1";
    expect(await sql(looks, [marked.dossierId])).toContainEqual({ subject: 'demo-administrator' });
  });

  it('is missed by nobody who counts: the log holds, codes stay, read models are built anew with the same rows', async () => {
    const { code, out } = await command(['verify', '--json', '--blobs']);
    const after = JSON.parse(out) as typeof before;
    expect({ code, codes: after.codes }).toEqual({ code: 0, codes: before.codes });
    expect(after.chain.verified).toBeGreaterThan(before.chain.verified);
    const rows = 'SELECT dossier_id, code, version, register_number FROM desk.dossiers ORDER BY 1';
    const shown = await sql(rows);
    const [first, second] = [await administrator('first'), await administrator('second')];
    const job = ['rebuild', 'desk/work-list', '--address', motcua.url, '--token-file', first];
    expect(await command([...job, '--approve-token-file', second])).toMatchObject({ code: 0 });
    const states = "SELECT build, state FROM kit.view_builds WHERE view = 'work-list' ORDER BY build DESC LIMIT 1";
    expect(await sql(states)).toMatchObject([{ build: 2, state: 'live' }]);
    expect(await sql(rows)).toEqual(shown);
    expect(await listed()).toContain(marked.dossierCode);
  });

  async function expectGone(): Promise<void> {
    const files = filesBelow(data);
    expect(grep(files, forms)).toEqual([]);
    const found = wrappedKeysIn(files);
    const { masters } = await readKeyFile(motcua.installation.keyFile);
    const opens = (keys: readonly FoundKey[], ring: ReadonlyMap<string, KeyObject>) =>
      new Set(keys.filter((key) => unwrap(key, ring.values()) !== undefined).map(({ owner }) => owner));
    // the search finds the old copies, and they are what they seem: the old key file opens them
    expect(opens(found, ringBefore.masters)).toContain(marked.dossierId);
    expect(opens(keysBefore, ringBefore.masters)).toContain(marked.dossierId);
    expect(opens(found, masters)).toContain(living.dossierId);
    expect(opens(found, masters)).not.toContain(marked.dossierId);
    expect(opens(keysBefore, masters)).toEqual(new Set());
  }

  it('is nowhere in the data folder after a clean stop, and the keys found there open nothing', async () => {
    await sql('CHECKPOINT');
    const text = await rowsAsText();
    expect([...forms].filter(([, form]) => text.includes(form)).map(([name]) => name)).toEqual([]);
    await motcua.close();
    await expectGone();
  });

  it('is nowhere after a crash of the database either; the others are still there', async () => {
    await start();
    await sql('SELECT pg_switch_wal()');
    await killPostgres();
    await motcua.close().catch(() => undefined);
    await expectGone();
    await start();
    expect(await page(living.dossierId, 'H99.30')).toContain('SỐNG');
    expect(await page(marked.dossierId, 'H99.33')).not.toContain(MARK);
    expect((await command(['verify', '--blobs'])).code).toBe(0);
  });

  /** The server and all its processes at once, so that nothing is written any more. */
  async function killPostgres(): Promise<void> {
    const pid = (await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]!;
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', pid], { encoding: 'utf8' }).trim().split(/\s+/);
    for (const one of [pid, ...children]) process.kill(Number(one), 'SIGKILL');
    await rm(join(data, 'postgres', 'postmaster.pid')); // or the clean-up of the services waits for a process that is gone
  }
});
