import { BlobStore, FileLinks, Sealer } from '@motcua/service-kit';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { FILES, IntakeBench } from '../intake-bench.fixture.js';

describe('files behind signed links', () => {
  let database: TestDatabase;
  let bench: IntakeBench;

  beforeAll(async () => {
    database = await testDatabase();
    bench = await IntakeBench.start(database);
  });

  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  async function linked(expiresAt = '2026-11-17T02:00:00.000Z'): Promise<{ dossierId: string; path: string }> {
    const dossierId = randomUUID();
    const { blobId } = await bench.running.app.get(BlobStore).put(dossierId, FILES.pdf, 'first');
    const file = { dossierId, blobId, mime: 'application/pdf', recipient: 'portal.dvcqg' };
    return { dossierId, path: await bench.running.app.get(FileLinks).issue(file, expiresAt) };
  }

  const get = (path: string, init: RequestInit = {}) => fetch(bench.running.url + path, init);
  const looks = async (dossierId: string) =>
    (await bench.database.pool.query('SELECT subject, purpose FROM kit.access_log WHERE dossier_id = $1', [dossierId]))
      .rows;

  it('come whole, under a name that names nobody, and it is recorded who got them', async () => {
    const { dossierId, path } = await linked();
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(FILES.pdf);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f-]{36}\.pdf"$/);
    expect(await looks(dossierId)).toEqual([{ subject: 'recipient:portal.dvcqg', purpose: 'intake.file-download' }]);
  });

  it('come in parts', async () => {
    const { path } = await linked();
    const part = await get(path, { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      '%PDF',
      `bytes 0-3/${FILES.pdf.length}`,
    ]);
    const tail = await get(path, { headers: { range: 'bytes=-6' } });
    expect([tail.status, await tail.text()]).toEqual([206, '%%EOF\n']);
    const beyond = await get(path, { headers: { range: 'bytes=9999-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${FILES.pdf.length}`]);
  });

  it('tell their size without being looked at', async () => {
    const { dossierId, path } = await linked();
    const head = await get(path, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      200,
      String(FILES.pdf.length),
      'bytes',
    ]);
    expect(await looks(dossierId)).toEqual([]);
  });

  it('do not come by forged, ended or revoked links, or when their key is gone', async () => {
    const { dossierId, path } = await linked();
    const forged = await get(path.replace(/sig=../, 'sig=00'));
    const prolonged = await get(path.replace(/exp=\d+/, 'exp=9999999999'));
    const bare = await get(path.split('?')[0]!);
    const none = await get('/files/none?exp=1&sig=2');
    expect([forged, prolonged, bare, none].map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    await bench.running.app.get(FileLinks).revoke(dossierId);
    expect((await get(path)).status).toBe(410);
    const other = await linked();
    await bench.running.app.get(Sealer).destroyKeys([other.dossierId]);
    expect((await get(other.path)).status).toBe(410);
    const late = await linked();
    bench.clock.set('2026-11-17T02:00:00.000Z');
    expect((await get(late.path)).status).toBe(410);
    expect(await looks(late.dossierId)).toEqual([]);
  });

  it('do not come when it cannot be recorded', async () => {
    const { dossierId, path } = await linked('2026-12-01T00:00:00.000Z');
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query('ALTER TABLE kit.access_log RENAME TO access_log_away');
    const refused = await get(path);
    await owner.query('ALTER TABLE kit.access_log_away RENAME TO access_log');
    await owner.end();
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect((await get(path)).status).toBe(200);
    expect(await looks(dossierId)).toHaveLength(1);
  });
});
