import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesStream } from '@motcua/domain';
import type { NewEvent } from '@motcua/event-store';
import { newKeyRing, writeKeyFile } from '@motcua/service-kit';
import { type TestDatabase, dossierFacts, submittedComponent, testDatabase } from '@motcua/testing';
import { Client } from 'pg';
import { CliConfig } from './cli.config.js';
import { runCheck } from './check/check.command.js';
import type { ShownState } from './dossier/dossier-state.js';
import { runShow } from './dossier/show-dossier.command.js';
import { runParked } from './feed/parked.command.js';
import { Installation } from './installation.js';
import { runMigrate } from './migrate/migrate.command.js';
import { runViews } from './views/views.command.js';
import { runVerify } from './verify/verify.command.js';

const meta = {
  correlationId: 'c',
  causationId: 'c',
  actor: 'a',
  actorRole: 'system',
  recordedAt: '2026-11-24T01:00:00Z',
};

function event(type: string, data: object): NewEvent {
  return { id: randomUUID(), type, schemaVersion: 1, data: { ...data }, meta };
}

describe('the command line on an installation', () => {
  let database: TestDatabase;
  let folder: string;
  let config: CliConfig;
  let installation: Installation;
  let lines: string[] = [];
  let values: unknown[] = [];
  const output = {
    say: (line: string) => void lines.push(line),
    json: (value: unknown) => void values.push(value),
    note: () => undefined,
  };
  const dossierId = randomUUID();
  const dossierCode = 'H99.30-261124-0001';
  let blobId: string;

  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'motcua-cli-'));
    const keyFile = join(folder, 'keys', 'motcua.keys');
    await writeKeyFile(keyFile, newKeyRing());
    config = configWith(keyFile, 'catalogues/2020');
    installation = new Installation(config);
  });

  afterAll(async () => {
    await installation.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const configWith = (keyFile: string, catalogueFolder: string): CliConfig =>
    Object.assign(new CliConfig(), {
      postgresUrl: database.appUrl,
      postgresOwnerUrl: database.ownerUrl,
      dataFolder: join(folder, 'data'),
      keyFile,
      catalogueFolder,
      profileFolder: 'profiles',
      logLevel: 'info',
    });

  async function told(work: () => Promise<number>): Promise<{ code: number; text: string; value: unknown }> {
    [lines, values] = [[], []];
    const code = await work();
    return { code, text: lines.join('\n'), value: values[0] };
  }

  async function asOwner(sql: string): Promise<void> {
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  it('lists everything that does not fit before the database is made, and nothing after', async () => {
    const before = await told(() => runCheck(installation, output, false));
    expect(before.code).toBe(1);
    expect(before.text).toContain('the database does not answer as it should');
    expect((await told(() => runMigrate(config, output))).text).toMatch(/\d+ applied/);
    expect((await told(() => runMigrate(config, output))).text).toBe('nothing to do');
    expect(await told(() => runCheck(installation, output, true))).toMatchObject({ code: 0, value: { sound: true } });
  });

  it('notices a key file that others may read, and one of other data', async () => {
    await (await installation.sealer()).seal(dossierId, 'x', 'x', 'first');
    await chmod(config.keyFile, 0o644);
    expect((await told(() => runCheck(installation, output, false))).text).toContain('others than its owner');
    const keyFile = join(folder, 'other.keys');
    await writeKeyFile(keyFile, newKeyRing());
    const other = new Installation(configWith(keyFile, 'catalogues/none'));
    const { text } = await told(() => runCheck(other, output, false));
    await other.close();
    expect(text).toContain('does not open 1 of the data keys');
    expect(text).toContain('catalogue: 1 fault(s)');
  });

  it('verifies log, codes and files', async () => {
    const stored = await (await installation.blobs()).put(dossierId, Buffer.from('bản quét'), 'first');
    ({ blobId } = stored);
    const components = [submittedComponent({ blobId, cipherDigest: stored.cipherDigest })];
    const code = { dossierId, dossierCode, sequence: 1, ordinal: 1 };
    const series = codesStream('H99.30', '2026-11-24');
    await installation.store.append([
      {
        stream: `dossier-${dossierId}`,
        expected: 0,
        events: [
          event('DossierSubmitted', {
            ...dossierFacts.DossierSubmitted.data,
            dossierId,
            components,
            sealed: 'v1.secret',
          }),
          event('DossierCodeAssigned', code),
        ],
      },
      { stream: series, expected: 0, events: [event('CodeIssued', code)] },
    ]);
    const sound = await told(() => runVerify(installation, output, { blobs: true, json: true }));
    expect(sound).toMatchObject({
      code: 0,
      value: { sound: true, chain: { verified: 3 }, codes: { series: 1, codes: 1 }, blobs: { blobs: 1, erased: 0 } },
    });
    await (await installation.blobs()).remove(blobId);
    const faulty = await told(() => runVerify(installation, output, { blobs: true }));
    expect(faulty).toMatchObject({
      code: 1,
      text: expect.stringContaining(`file ${blobId} of dossier ${dossierId} is missing`),
    });
  });

  it('shows a dossier by code without its sealed part', async () => {
    const show = (code: string) => runShow(installation, output, code, { json: true });
    const { code, value } = await told(() => show('000.00.30.H99-261124-0001'));
    expect(code).toBe(0);
    expect(value).toMatchObject({
      state: { status: 'submitted', nationalStatus: 1, dossierCode },
      facts: [
        { version: 1, type: 'DossierSubmitted', sealed: true },
        { version: 2, type: 'DossierCodeAssigned', sealed: false },
      ],
    });
    expect(JSON.stringify(value)).not.toContain('secret');
    await expect(show('H99.30-261124-0002')).rejects.toThrow('no dossier');
    await expect(show(randomUUID())).rejects.toThrow('no such dossier');
    await expect(show('nonsense')).rejects.toThrow('not a dossier code');
  });

  it('shows what is parked and asks for it again', async () => {
    expect((await told(() => runParked(installation, output, false))).text).toBe('nothing is parked');
    await asOwner(`INSERT INTO kit.feed_parked (consumer, dossier_id, version, event_type, error_name, attempts)
      VALUES ('portal', '${dossierId}', 2, 'DossierCodeAssigned', 'TypeError', 8)`);
    expect((await told(() => runParked(installation, output, false))).text).toMatch(/portal .*TypeError/);
    const { value } = await told(() => runParked(installation, output, true));
    expect(value).toMatchObject({ facts: [{ redriving: false }], unreadable: [] });
  });

  it('shows records that no consumer could read until somebody has looked at them', async () => {
    const offset = '9007199254740993';
    await asOwner(`INSERT INTO kit.feed_quarantined (consumer, topic, partition, record_offset, digest, fault)
      VALUES ('portal', 'motcua.dossier.lifecycle.v1', 3, ${offset}, 'abcdef', 'header-missing')`);
    const shown = () => told(() => runParked(installation, output, false));
    expect((await shown()).text).toMatch(
      new RegExp(`portal +motcua.dossier.lifecycle.v1/3/${offset} +header-missing +abcdef`),
    );
    await asOwner(`INSERT INTO kit.feed_acknowledged
      VALUES ('portal', 'motcua.dossier.lifecycle.v1', 3, ${offset}, 'admin-1', now(), 'foreign-writer')`);
    expect((await shown()).text).not.toContain('header-missing');
  });

  it('shows the builds of read models and how far they are behind', async () => {
    await asOwner(`INSERT INTO kit.view_builds (view, build, version, schema_name, state, switch_on, prepared, position)
      VALUES ('work-list', 1, 3, 'desk_work_list_v3_b1', 'live', 'always', true, '0')`);
    expect((await told(() => runViews(installation, output, true))).value).toMatchObject([
      { view: 'work-list', build: 1, state: 'live', behind: 3 },
    ]);
  });

  it('shows a dossier as it stood at a moment: the facts until then, and what they lead to', async () => {
    const id = randomUUID();
    const at = (recordedAt: string, { type, data }: { type: string; data: object }): NewEvent => ({
      ...event(type, { ...data, dossierId: id }),
      meta: { ...meta, recordedAt },
    });
    const { DossierSubmitted, DossierCodeAssigned, DossierAccepted, StepForwarded, SupplementRequested } = dossierFacts;
    const stage = { stage: 'appraisal', resumeState: 'processing' };
    await installation.store.append([
      {
        stream: `dossier-${id}`,
        expected: 0,
        events: [
          at('2026-11-16T02:00:00.000Z', DossierSubmitted),
          at('2026-11-16T02:00:00.010Z', {
            ...DossierCodeAssigned,
            data: { ...DossierCodeAssigned.data, dossierCode: 'x' },
          }),
          at('2026-11-16T16:59:59.999Z', DossierAccepted),
          at('2026-11-16T17:00:00.000Z', StepForwarded),
          at('2026-11-16T16:59:00.000Z', { ...SupplementRequested, data: { ...SupplementRequested.data, ...stage } }),
        ],
      },
    ]);
    const shownAt = async (moment?: string) => {
      const options = { json: true, ...(moment === undefined ? {} : { at: moment }) };
      const { value } = await told(() => runShow(installation, output, id, options));
      const { state, facts } = value as { state: ShownState; facts: unknown[] };
      return [facts.length, state.status, state.handler];
    };
    expect(await shownAt('2026-11-16T02:00:00Z')).toEqual([1, 'submitted', null]);
    expect(await shownAt('2026-11-16T09:00:00+07:00')).toEqual([1, 'submitted', null]);
    expect(await shownAt('2026-11-16')).toEqual([3, 'accepted', 'officer-1']); // the fifth was told by a slower clock
    expect(await shownAt('2026-11-17')).toEqual([5, 'supplementRequested', 'handler-1']);
    expect(await shownAt()).toEqual([5, 'supplementRequested', 'handler-1']);
    const { text } = await told(() => runShow(installation, output, id, { at: '2026-11-16' }));
    expect(text).toContain(
      'as it stood at 2026-11-16T16:59:59.999Z, 2026-11-16 23:59 in Vietnam\nstatus      accepted (2)',
    );
    await expect(shownAt('2026-11-15')).rejects.toThrow('no facts yet');
    await expect(shownAt('2026-11-16T09:00')).rejects.toThrow('--at is a moment with its offset');
  });

  it('notices an erased dossier whose key came back', async () => {
    const stream = `dossier-${dossierId}`;
    const erased = event('SubjectErased', { dossierId, policy: 'shred' });
    await installation.store.append([{ stream, expected: 2, events: [erased] }]);
    const { text } = await told(() => runCheck(installation, output, false));
    expect(text).toContain(`dossier ${dossierId} was erased, but its key lives`);
    await (await installation.sealer()).destroyKeys([dossierId]);
    expect((await told(() => runCheck(installation, output, false))).text).toContain('erasures: sound');
  });

  it('does not call a log sound in which one byte was changed', async () => {
    await asOwner(`ALTER TABLE store.events DISABLE TRIGGER ALL;
      UPDATE store.events SET data = replace(data::text, 'H99.30', 'H99.31')::json WHERE position = 2`);
    const { code, text } = await told(() => runVerify(installation, output, {}));
    expect([code, text]).toEqual([1, expect.stringContaining('the event at position 2 is changed')]);
  });
});
