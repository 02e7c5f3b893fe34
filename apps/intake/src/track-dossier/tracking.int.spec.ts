import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntakeBench, bodyOf } from '../intake-bench.fixture.js';

describe('public tracking', () => {
  let database: TestDatabase;
  let bench: IntakeBench;
  let code: string;

  beforeAll(async () => {
    database = await testDatabase();
    bench = await IntakeBench.start(database);
    const externalCodes = [{ system: 'portal.dvcqg', code: 'G22.99-261116-0007' }];
    const { body } = await bench.submit(bodyOf('lltp-02', { externalCodes }), 'k', 'portal');
    code = String(body['dossierCode']);
    await bench.eventually(
      () => track(code),
      ({ status }) => status === 200,
    );
  });

  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  const track = (text: string) => bench.call('GET', `/api/intake/v1/tracking/${encodeURIComponent(text)}`);

  it('shows the degree of completion to everybody who has the code, and nothing else', async () => {
    const { body } = await track(code);
    expect(body).toEqual({
      dossierCode: code,
      externalCodes: ['G22.99-261116-0007'],
      status: 1,
      statusName: 'Mới đăng ký',
    });
    expect(JSON.stringify(body)).not.toMatch(/TRẦN|NGUYỄN|099|0900|citizen|service-/);
  });

  it('accepts every spelling of the unit, lower case, blanks, and the code of the other system', async () => {
    const spellings = [
      '000.00.14.H99-261116-0001',
      '14.H99-261116-0001',
      'H99.14-261116-0001',
      ' h99.14-261116-0001 ',
      'g22.99-261116-0007',
    ];
    const answers = await Promise.all(spellings.map(track));
    expect(answers.map(({ status, body }) => [status, body['dossierCode']])).toEqual(spellings.map(() => [200, code]));
  });

  it('tells a code that nobody has from one that cannot be one', async () => {
    const unknown = await track('H99.14-261116-0002');
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'dossier.unknown']);
    const malformed = ['DK-2026-888', 'H99.14-261131-0001', 'H99.14-261116-0000', "x'; DROP TABLE", 'x'.repeat(240)];
    for (const text of malformed) expect((await track(text)).body['code']).toBe('dossier-code.malformed');
    expect((await track('H99.14-261131-0001')).body['detail']).toContain('Ngày');
  });

  it('follows the dossier', async () => {
    const dossierId = String(
      (await bench.database.pool.query<{ dossier_id: string }>('SELECT dossier_id FROM intake.dossier_states')).rows[0]!
        .dossier_id,
    );
    await bench.append(dossierId, 'IntakeRefused', {
      by: 'officer-14',
      refusedAt: bench.clock.now(),
      reasonCode: 'wrong-unit',
    });
    const shown = await bench.eventually(
      () => track(code),
      ({ body }) => body['status'] === 3,
    );
    expect(shown.body).toMatchObject({ status: 3, statusName: 'Không được tiếp nhận' });
  });
});

describe('procedures for pages', () => {
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

  const list = async (q: string): Promise<string[]> => {
    const { body } = await bench.call<{ items: { code: string }[] }>(
      'GET',
      `/api/intake/v1/procedures?q=${encodeURIComponent(q)}`,
    );
    return body.items.map(({ code }) => code);
  };

  it('are found with and without diacritics, by words in any order, and by code', async () => {
    expect(await list('ly lich tu phap')).toEqual(['2.000488']);
    expect(await list('PHÁP LÝ')).toEqual(['2.000488']);
    expect(await list('2.000488')).toEqual(['2.000488']);
    expect((await list('')).length).toBe(6);
    expect(await list('khong co thu tuc nay')).toEqual([]);
    expect((await list('dang ky')).length).toBeGreaterThan(1);
  });

  it('come with form, papers, fees, limits and units', async () => {
    const { body } = await bench.call('GET', '/api/intake/v1/procedures/2.000488');
    expect(body).toMatchObject({
      code: '2.000488',
      versionId: '2.000488@2020-1',
      receivingUnits: [{ code: 'H99.14' }],
    });
    expect(body['declarationSchema']).toMatchObject({ type: 'object', $defs: expect.any(Object) });
    expect((body['components'] as unknown[]).length).toBe(5);
    const lists = body['codeLists'] as { id: string; choices: { code: string; name: { vi: string } }[] }[];
    expect(lists.find(({ id }) => id === 'yes-no')?.choices.map(({ code }) => code)).toEqual(['0', '1']);
    expect(lists.every(({ choices }) => choices.length > 0)).toBe(true);
    const unknown = await bench.call('GET', '/api/intake/v1/procedures/9.9');
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'procedure.unknown']);
  });

  it('and everything else stand in the OpenAPI document', async () => {
    const { body } = await bench.call<{ paths: Record<string, Record<string, { responses: object }>> }>(
      'GET',
      '/api/intake/openapi.json',
    );
    expect(Object.keys(body.paths).toSorted()).toEqual([
      '/api/intake/v1/counter-dossiers',
      '/api/intake/v1/counter-visits',
      '/api/intake/v1/dossiers',
      '/api/intake/v1/dossiers/{dossierId}',
      '/api/intake/v1/dossiers/{dossierId}/files/{attachmentId}',
      '/api/intake/v1/dossiers/{dossierId}/result',
      '/api/intake/v1/dossiers/{dossierId}/supplements',
      '/api/intake/v1/dossiers/{dossierId}/withdrawals',
      '/api/intake/v1/drafts',
      '/api/intake/v1/drafts/{draftId}',
      '/api/intake/v1/own-person',
      '/api/intake/v1/procedures',
      '/api/intake/v1/procedures/{code}',
      '/api/intake/v1/tracking/{dossierCode}',
      '/api/intake/v1/uploads',
      '/api/intake/v1/uploads/{uploadId}',
      '/external/v1/dossier-codes',
      '/external/v1/dossiers',
      '/external/v1/dossiers/{dossierCode}',
      '/external/v1/dossiers/{dossierCode}/withdrawals',
      '/external/v1/dvcqg/dossiers',
      '/files/{linkId}',
    ]);
    const submit = body.paths['/api/intake/v1/dossiers']!['post']!;
    expect(Object.keys(submit.responses)).toEqual(
      expect.arrayContaining(['201', '202', '400', '401', '409', '422', '503']),
    );
  });
});
