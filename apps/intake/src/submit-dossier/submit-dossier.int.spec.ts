import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FILES, IntakeBench, bodyOf } from '../intake-bench.fixture.js';

describe('submitting a dossier online', () => {
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

  it('answers 201 with the code, and says what it costs and when the office answers', async () => {
    const { status, body, headers } = await bench.submit(bodyOf('lltp-01'));
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ procedureCode: '2.000488', receivingUnit: 'H99.14' }),
    ]);
    expect(body['dossierCode']).toMatch(/^000\.00\.14\.H99-261116-\d{4}$/);
    expect(body['trackingUrl']).toBe(`/api/intake/v1/tracking/${String(body['dossierCode'])}`);
    expect(headers.get('location')).toBe(`/api/intake/v1/dossiers/${String(body['dossierId'])}`);
    expect(body).toMatchObject({ feeAmount: 200_000, feeCollect: 'before', submittedAt: '2026-11-16T02:00:00.000Z' });
    expect(body['intakeAnswerDueAt']).toBe('2026-11-17T02:00:00.000Z');
  });

  it('stores names and numbers only sealed, and finds the persons by blind index', async () => {
    const { body } = await bench.submit(bodyOf('lltp-01'));
    const [submitted] = await bench.facts(String(body['dossierId']));
    expect(JSON.stringify(submitted)).not.toMatch(/MẪU|099090000001|0900000001/);
    expect(submitted!.meta['owners']).toMatch(/^[0-9a-f]{64}$/);
    expect(submitted!.meta['subjects']!.split(',')).toContain(submitted!.meta['owners']);
    expect(bench.lines.join('\n')).not.toMatch(/MẪU|099090000001/);
  });

  it('counts everybody in the declaration who has a number', async () => {
    const body = bodyOf('khai-sinh-01');
    const file = await bench.upload(FILES.pdf, 'giay-chung-sinh.pdf', 'application/pdf');
    const components = [{ componentCode: 'birth-notification', uploadId: file.body['uploadId'] }];
    const answer = await bench.submit({ ...body, components });
    expect(answer.status).toBe(201);
    const [submitted] = await bench.facts(String(answer.body['dossierId']));
    const numbers = new Set(JSON.stringify(body).match(/\b099\d{9}\b/g));
    expect(submitted!.meta['subjects']!.split(',').length).toBeGreaterThanOrEqual(numbers.size);
    expect(numbers.size).toBeGreaterThan(1);
  });

  it('makes one dossier of a hundred parallel repeats, and gives all the same answer', async () => {
    const file = await bench.upload(FILES.pdf, 'mien-phi.pdf', 'application/pdf');
    const body = bodyOf('lltp-13', {
      components: [{ componentCode: 'fee-exemption', uploadId: file.body['uploadId'] }],
    });
    const answers = await Promise.all(Array.from({ length: 100 }, () => bench.submit(body, 'parallel')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    const facts = await bench.facts(String(answers[0]!.body['dossierId']));
    expect(facts.map(({ type }) => type)).toEqual(['DossierSubmitted', 'DossierCodeAssigned']);
    const late = await bench.submit(body, 'parallel');
    expect([late.status, late.body]).toEqual([201, answers[0]!.body]);
  });

  it('gives a repeat its first answer even when the form, the files or the day would be refused now', async () => {
    const file = await bench.upload(FILES.pdf, 'mien-phi.pdf', 'application/pdf');
    const body = bodyOf('lltp-13', {
      components: [{ componentCode: 'fee-exemption', uploadId: file.body['uploadId'] }],
    });
    const first = await bench.submit(body, 'again');
    await bench.database.pool.query('DELETE FROM intake.uploads');
    const again = await bench.submit(body, 'again');
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('refuses a known key with another body', async () => {
    await bench.submit(bodyOf('lltp-01'), 'twice');
    const { status, body } = await bench.submit(bodyOf('lltp-01', { returnMethod: 'post' }), 'twice');
    expect([status, body['code']]).toEqual([409, 'idempotency.key-reused']);
  });

  it('keeps the keys of two accounts apart', async () => {
    const [mine, theirs] = [
      await bench.submit(bodyOf('lltp-01'), 'k'),
      await bench.submit(bodyOf('lltp-01'), 'k', 'stranger'),
    ];
    expect(mine.body['dossierId']).not.toBe(theirs.body['dossierId']);
  });

  it('takes a dossier on a holiday, and counts from the next working time', async () => {
    const at = bench.clock.now();
    bench.clock.set('2026-11-24T02:00:00.000Z');
    const { status, body } = await bench.submit(bodyOf('lltp-01'));
    expect([status, body['intakeAnswerDueAt']]).toEqual([201, '2026-11-25T10:00:00.000Z']);
    expect(body['dossierCode']).toMatch(/-261124-/);
    bench.clock.set(at);
  });

  it('lists everything wrong with the form, and stores nothing', async () => {
    const body = bodyOf('lltp-01') as { declaration: Record<string, unknown> };
    delete body.declaration['nycHoTen'];
    body.declaration['nycGioiTinh'] = '7';
    body.declaration['khongCo'] = true;
    const answer = await bench.submit(body, 'bad-form');
    expect([answer.status, answer.body['code']]).toEqual([422, 'declaration.invalid']);
    const pointers = (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).toSorted();
    expect(pointers).toEqual(['/declaration/khongCo', '/declaration/nycGioiTinh', '/declaration/nycHoTen']);
    const good = await bench.submit(bodyOf('lltp-01'), 'bad-form');
    expect(good.status).toBe(201);
  });

  it('lists every missing paper, and stores nothing', async () => {
    const answer = await bench.submit(bodyOf('khai-sinh-14'), 'no-papers');
    expect([answer.status, answer.body['code']]).toEqual([422, 'dossier.components-missing']);
    const codes = (answer.body['errors'] as { code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(['component.missing.birth-notification', 'component.missing.nationality-agreement']);
  });

  const refusals: [name: string, change: Record<string, unknown>, status: number, code: string][] = [
    ['an unknown procedure', { procedureCode: '9.999999' }, 422, 'procedure.unknown'],
    ['an unknown unit', { receivingUnit: 'H99.77' }, 422, 'unit.unknown'],
    ['a unit that has ended', { receivingUnit: 'H99.42' }, 422, 'unit.ended'],
    ['a unit that does not receive', { receivingUnit: 'H99.02' }, 422, 'dossier.unit-not-receiving'],
    ['a unit that is not competent', { receivingUnit: 'H99.30' }, 422, 'procedure.unit-not-competent'],
    ['an unknown case', { procedureCase: 'none-such' }, 422, 'dossier.case-unknown'],
    ['a channel of other systems', { channel: 'vneid' }, 422, 'submission.not-for-this-account'],
    ['a channel that is none', { channel: 'counter' }, 400, 'input.invalid'],
    ['a portal account in a citizen’s hand', { techId: 't-1' }, 422, 'submission.not-for-this-account'],
    ['a payer class beside the declaration', { payerClass: 'exempt' }, 422, 'fee.from-declaration'],
    [
      'an upload nobody made',
      { components: [{ componentCode: 'x', uploadId: '5d1d5a1e-0f0e-4d55-9b5a-0b7f6a2f9b10' }] },
      422,
      'upload.unknown',
    ],
    ['a field nobody knows', { admin: true }, 400, 'input.invalid'],
    ['a declaration that is a text', { declaration: 'x' }, 400, 'input.invalid'],
    [
      'a declaration too long to be stored',
      { applicant: { fullName: 'MẪU', address: 'x'.repeat(501) } },
      400,
      'input.invalid',
    ],
  ];
  it.each(refusals)('refuses %s', async (_name, change, status, code) => {
    const answer = await bench.submit(bodyOf('lltp-01', change));
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('refuses a declaration that no event can hold', async () => {
    const body = bodyOf('lltp-01') as { declaration: Record<string, unknown> };
    const line = (body.declaration['quaTrinhCTNNNLV'] as object[])[0]!;
    const long = 'Nơi làm việc Mẫu '.repeat(11);
    const lines = Array.from({ length: 60 }, () => ({ ...line, ngheNghiep: long, noiLamViec: long }));
    body.declaration['quaTrinhCTNNNLV'] = lines;
    const answer = await bench.submit(body);
    expect([answer.status, answer.body['code']]).toEqual([422, 'declaration.too-large']);
  });

  const raw: [name: string, body: string, status: number, code: string][] = [
    ['prototype keys', '{"__proto__":{"admin":true}}', 400, 'body.unclean'],
    ['a NUL', JSON.stringify({ ...bodyOf('lltp-01'), receivingUnit: 'H99.14\u0000' }), 400, 'body.unclean'],
    ['a lone surrogate', '{"procedureCode":"\\ud800"}', 400, 'body.unclean'],
    ['nesting without end', `{"declaration":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`, 400, 'body.unclean'],
    ['a body that is too large', JSON.stringify({ procedureCode: 'x'.repeat(10_000_000) }), 413, 'body.too-large'],
    ['no JSON', 'procedureCode=1', 400, 'body.malformed-json'],
  ];
  it.each(raw)('refuses %s', async (_name, text, status, code) => {
    const answer = await bench.submit(text);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it.each([
    ['a list of persons for one', '/applicant', (person: object) => [person]],
    ['a name of two lines', '/applicant/fullName', (person: object) => ({ ...person, fullName: 'MẪU\nBÌNH' })],
    [
      'a name that runs backwards',
      '/applicant/fullName',
      (person: object) => ({ ...person, fullName: 'MẪU\u202eBÌNH' }),
    ],
    ['a name without a letter', '/applicant/fullName', (person: object) => ({ ...person, fullName: ' . ' })],
  ])('refuses %s', async (_what, pointer, change) => {
    const body = bodyOf('lltp-01');
    const answer = await bench.submit({ ...body, applicant: change(body['applicant'] as object) });
    expect([answer.status, answer.body['errors']]).toEqual([
      400,
      expect.arrayContaining([expect.objectContaining({ pointer })]),
    ]);
  });

  it('takes NFD for what it means', async () => {
    const nfd = JSON.parse(JSON.stringify(bodyOf('lltp-01')).normalize('NFD')) as object;
    const [first, second] = [await bench.submit(bodyOf('lltp-01'), 'nfd'), await bench.submit(nfd, 'nfd')];
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  it('wants a token of the right role and an Idempotency-Key', async () => {
    const path = '/api/intake/v1/dossiers';
    const without = await bench.call('POST', path, { body: bodyOf('lltp-01'), key: 'k' });
    const officer = await bench.call('POST', path, { body: bodyOf('lltp-01'), key: 'k', as: 'officer' });
    const keyless = await bench.call('POST', path, { body: bodyOf('lltp-01'), as: 'citizen' });
    expect([without.status, officer.status, keyless.status]).toEqual([401, 403, 400]);
  });
});

describe('submitting while no code comes', () => {
  let database: TestDatabase;
  let bench: IntakeBench;

  beforeAll(async () => {
    database = await testDatabase();
    bench = await IntakeBench.start(database, { clerk: false, codeWaitMs: 50 });
  });

  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  it('answers 202 at once, and the same request later has the code', async () => {
    const first = await bench.submit(bodyOf('lltp-01'), 'late');
    expect([first.status, first.body['dossierCode'], first.body['trackingUrl']]).toEqual([202, null, null]);
    bench.startClerk();
    const later = await bench.eventually(
      () => bench.submit(bodyOf('lltp-01'), 'late'),
      ({ status }) => status === 201,
    );
    expect(later.body).toMatchObject({ dossierId: first.body['dossierId'], submittedAt: first.body['submittedAt'] });
    expect(later.body['dossierCode']).toMatch(/-0001$/);
  });
});
