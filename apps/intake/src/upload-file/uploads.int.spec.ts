import { readdir } from 'node:fs/promises';
import { BlobStore } from '@motcua/service-kit';
import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FILES, IntakeBench, bodyOf } from '../intake-bench.fixture.js';

describe('uploads', () => {
  let database: TestDatabase;
  let bench: IntakeBench;

  beforeAll(async () => {
    database = await testDatabase();
    bench = await IntakeBench.start(database, { uploadBytes: 100_000 });
  });

  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  const blobs = async (): Promise<string[]> =>
    (await readdir(bench.folder, { recursive: true, withFileTypes: true }))
      .filter((one) => one.isFile())
      .map(({ name }) => name);

  const rows = async (): Promise<Record<string, unknown>[]> =>
    (await bench.database.pool.query<Record<string, unknown>>('SELECT * FROM intake.uploads')).rows;

  const withProof = (uploadId: unknown) =>
    bodyOf('lltp-13', { components: [{ componentCode: 'fee-exemption', uploadId }] });

  it('are kept sealed for 24 hours, with their name sealed too', async () => {
    const { status, body } = await bench.upload(FILES.pdf, 'Nguyễn Văn Mẫu.pdf', 'application/pdf');
    expect([status, body]).toEqual([
      201,
      {
        uploadId: body['uploadId'],
        mime: 'application/pdf',
        size: FILES.pdf.length,
        expiresAt: '2026-11-17T02:00:00.000Z',
      },
    ]);
    expect(JSON.stringify(await rows())).not.toContain('Mẫu');
  });

  it('are shown to their owner until a dossier takes them, and go when he takes them back', async () => {
    const { body } = await bench.upload(FILES.png, 'cccd.png', 'image/png');
    const path = `/api/intake/v1/uploads/${String(body['uploadId'])}`;
    const headers = { authorization: `Bearer ${await bench.token('citizen')}` };
    const shown = await fetch(bench.running.url + path, { headers });
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(FILES.png);
    const before = (await blobs()).length;
    expect((await bench.call('GET', path, { as: 'stranger' })).body['code']).toBe('upload.unknown');
    expect((await bench.call('DELETE', path, { as: 'stranger' })).body['code']).toBe('upload.unknown');
    expect((await bench.call('DELETE', path, { as: 'citizen' })).status).toBe(204);
    expect((await bench.call('GET', path, { as: 'citizen' })).status).toBe(404);
    expect((await blobs()).length).toBe(before - 1);
  });

  it('are refused when they are too large, empty, of another kind or of no file', async () => {
    const large = await bench.upload(Buffer.concat([FILES.pdf, Buffer.alloc(100_000)]), 'to.pdf', 'application/pdf');
    const empty = await bench.upload(Buffer.alloc(0), 'rong.pdf', 'application/pdf');
    const program = await bench.upload(FILES.exe, 'don.pdf', 'application/pdf');
    const image = await bench.upload(FILES.png, 'don.pdf', 'application/pdf');
    expect([large, empty, program, image].map(({ status, body }) => [status, body['code']])).toEqual([
      [413, 'file.too-large'],
      [422, 'file.empty'],
      [422, 'file.kind-not-accepted'],
      [422, 'file.mislabelled'],
    ]);
    const json = await bench.call('POST', '/api/intake/v1/uploads', { as: 'citizen', body: {} });
    expect([json.status, json.body['code']]).toEqual([415, 'body.unsupported-type']);
  });

  it.each([
    ['has no boundary', 'multipart/form-data'],
    ['ends before its end', 'multipart/form-data; boundary=B'],
  ])('are refused in a form that %s', async (_what, type) => {
    const headers = { 'content-type': type, authorization: `Bearer ${await bench.token('citizen')}` };
    const form = '--B\r\nContent-Disposition: form-data; name="file"; filename="don.pdf"\r\n\r\n%PDF-1.4';
    const response = await fetch(`${bench.running.url}/api/intake/v1/uploads`, { method: 'POST', headers, body: form });
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'body.malformed-form' }),
    ]);
  });

  it('are taken at one address only', async () => {
    const form = new FormData();
    form.append('file', new Blob([FILES.pdf]), 'a.pdf');
    const headers = { authorization: `Bearer ${await bench.token('citizen')}`, 'idempotency-key': 'k' };
    const response = await fetch(`${bench.running.url}/api/intake/v1/dossiers`, {
      method: 'POST',
      headers,
      body: form,
    });
    expect(response.status).toBe(415);
  });

  it('go over into the dossier under its own key, and leave nothing of their own', async () => {
    const upload = await bench.upload(FILES.pdf, 'mien.pdf', 'application/pdf');
    const before = await blobs();
    const { body } = await bench.submit(withProof(upload.body['uploadId']));
    const dossierId = String(body['dossierId']);
    const [{ data }] = (await bench.facts(dossierId)) as unknown as [
      { data: { components: Record<string, unknown>[] } },
    ];
    const [component] = data.components;
    expect(component).toMatchObject({
      componentCode: 'fee-exemption',
      source: 'upload',
      mime: 'application/pdf',
      size: FILES.pdf.length,
    });
    expect(component!['cipherDigest']).toMatch(/^[0-9a-f]{64}$/);
    const store = bench.running.app.get(BlobStore);
    expect(await store.get(dossierId, String(component!['blobId']))).toEqual(FILES.pdf);
    expect(await blobs()).toHaveLength(before.length);
    expect(before).not.toContain(component!['blobId']);
  });

  it('stay where they are when the dossier is refused', async () => {
    const upload = await bench.upload(FILES.pdf, 'mien.pdf', 'application/pdf');
    const before = await blobs();
    const refused = await bench.submit(
      { ...withProof(upload.body['uploadId']), procedureCase: 'none-such' },
      'refused',
    );
    expect([refused.status, refused.body['code']]).toEqual([422, 'dossier.case-unknown']);
    expect((await blobs()).toSorted()).toEqual(before.toSorted());
    expect((await bench.submit(withProof(upload.body['uploadId']), 'refused')).status).toBe(201);
  });

  it('are nobody else’s, and serve one dossier', async () => {
    const upload = await bench.upload(FILES.pdf, 'mien.pdf', 'application/pdf');
    const stranger = await bench.submit(withProof(upload.body['uploadId']), 'foreign', 'stranger');
    expect([stranger.status, stranger.body['code']]).toEqual([422, 'upload.unknown']);
    expect((await bench.submit(withProof(upload.body['uploadId']), 'one')).status).toBe(201);
    const second = await bench.submit(withProof(upload.body['uploadId']), 'two');
    expect([second.status, second.body['errors']]).toEqual([
      422,
      [{ pointer: '/components/0/uploadId', code: 'upload.unknown', detail: expect.any(String) }],
    ]);
  });

  it('lose nothing when the process ends between the copy and the dossier', async () => {
    const upload = await bench.upload(FILES.pdf, 'mien.pdf', 'application/pdf');
    const body = withProof(upload.body['uploadId']);
    const { store } = bench;
    const append = store.append.bind(store);
    store.append = () => Promise.reject(new Error('the process ends here'));
    expect((await bench.submit(body, 'crash')).status).toBe(500);
    store.append = append;
    const { status, body: answer } = await bench.submit(body, 'crash');
    expect(status).toBe(201);
    const copies = await bench.database.pool.query('SELECT * FROM intake.upload_copies WHERE dossier_id = $1', [
      answer['dossierId'],
    ]);
    expect(copies.rowCount).toBe(1);
  });

  it('go when nobody submitted them in time, and copies of a submission that never came with them', async () => {
    const orphan = await bench.upload(FILES.png, 'anh.png', 'image/png');
    const upload = await bench.upload(FILES.pdf, 'mien.pdf', 'application/pdf');
    const { store } = bench;
    const append = store.append.bind(store);
    store.append = () => Promise.reject(new Error('the process ends here'));
    await bench.submit(withProof(upload.body['uploadId']), 'never');
    store.append = append;
    const inDossiers = new Set(
      (await bench.database.pool.query<{ data: unknown }>('SELECT data::text FROM store.events')).rows.map(({ data }) =>
        String(data),
      ),
    );
    bench.clock.set('2026-11-17T02:00:00.000Z');
    await bench.eventually(rows, (left) => left.length === 0);
    expect(await rows()).toEqual([]);
    const left = await blobs();
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter((blob) => ![...inDossiers].some((data) => data.includes(blob)))).toEqual([]);
    const late = await bench.submit(withProof(orphan.body['uploadId']));
    expect(late.body['code']).toBe('upload.unknown');
  });
});
