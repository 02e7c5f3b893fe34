import { testDatabase, type TestDatabase } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type ActorName, FILES, IntakeBench } from '../intake-bench.fixture.js';

const PDF = FILES.pdf.toString('base64');
const OK = { statusCode: '00', data: null, errorDetail: null };

/** As in the connection guide: no telephone, no place of birth, no history. */
function vneidBody(dossierCode: string, toKhai: Record<string, unknown> = {}): Record<string, unknown> {
  const address = {
    maTinhThanh: '99',
    tenTinhThanh: 'Tỉnh Mẫu',
    maPhuongXa: '99001',
    tenPhuongXa: 'Phường Mẫu',
    chiTiet: 'Số 1',
  };
  return {
    maTinh: '99',
    tenTinh: 'Tỉnh Mẫu',
    maHoSoMCDT: dossierCode,
    ngayTiepNhan: '16/11/2026',
    nguonDangKy: 2,
    tenNguonDangKy: 'VNeID',
    toKhai: {
      loaiPhieu: 1,
      yeuCauCDNCV: 0,
      maMucDich: 1,
      tenMucDich: 'Xin việc',
      soLuongCap: 1,
      nycHoTen: 'NGUYỄN VĂN MẪU',
      nycGioiTinh: 1,
      nycNgaySinh: '01/02/1990',
      nycLoaiGiayTo: 3,
      nycSoGiayTo: '099090000001',
      nycQuocTich: 'VN',
      nycDanToc: '01',
      nycThuongTru: address,
      chaNamSinh: 0,
      uyQuyen: 0,
      thongTinUyQuyen: null,
      quaTrinhCTNNNLV: [],
      thongTinThanhToan: { nhomDoiTuong: 1, phiLLTP: '200000', hinhThucNhanBanGiay: 1, tongPhi: '200000' },
      giayToDinhKem: [{ ma: 'CCCD', ten: 'Căn cước', danhSach: [{ loai: 'application/pdf', duLieu: PDF }] }],
      ...toKhai,
    },
    thongTinBienLai: {
      maDichVu: 2,
      maTTHC: '2.000488',
      dSKhoanNop: [{ NoiDung: 'Phí LLTP', SoTien: '200000' }],
      trangThaiGD: 1,
      urlBienLai: 'https://sim.local/bl/1',
    },
  };
}

describe('the external intake', () => {
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

  const reserve = (key: string, change: Record<string, unknown> = {}, as: ActorName = 'vneid') =>
    bench.call('POST', '/external/v1/dossier-codes', {
      as,
      key,
      body: { unit: 'H99.14', channel: 'vneid', procedure: '2.000488', ...change },
    });

  const send = (body: unknown, as: ActorName = 'vneid') => bench.call('POST', '/external/v1/dossiers', { as, body });

  async function reserved(): Promise<string> {
    return String((await reserve(randomUUID())).body['dossierCode']);
  }

  async function idOf(code: string): Promise<string> {
    const { rows } = await bench.eventually(
      () =>
        bench.database.pool.query<{ dossier_id: string }>(
          `SELECT dossier_id FROM intake.dossier_states WHERE state->>'dossierCode' = $1`,
          [code],
        ),
      (found) => found.rows.length > 0,
    );
    return rows[0]!.dossier_id;
  }

  const typesOf = async (code: string): Promise<string[]> =>
    (await bench.facts(await idOf(code))).map(({ type }) => type);

  describe('reserves codes', () => {
    it('once for a key, with the end of the reservation', async () => {
      const [first, second] = [await reserve('r1'), await reserve('r1')];
      expect([first.status, second.body]).toEqual([201, first.body]);
      expect(first.body).toEqual({
        dossierCode: expect.stringMatching(/^000\.00\.14\.H99-261116-\d{4}$/),
        expiresAt: '2026-11-17T09:00:00+07:00',
      });
      expect((await reserve('r1', { procedure: undefined })).body['code']).toBe('idempotency.key-reused');
    });

    const refusals: [name: string, change: Record<string, unknown>, as: ActorName, status: number, code: string][] = [
      ['for a unit that nobody knows', { unit: 'H99.77' }, 'vneid', 404, 'unit-not-found'],
      ['for a unit that is not the client’s', { unit: 'H99.30' }, 'vneid', 404, 'unit-not-found'],
      ['for a channel that is not the client’s', { channel: 'kiosk' }, 'vneid', 403, 'integration.channel'],
      ['for a client that nobody set up', {}, 'nobody', 403, 'integration.not-configured'],
      ['for a citizen', {}, 'citizen', 403, 'auth.role-missing'],
      ['for a procedure that nobody knows', { procedure: '9.9' }, 'vneid', 422, 'procedure.unknown'],
    ];
    it.each(refusals)('but not %s', async (_name, change, as, status, code) => {
      const answer = await reserve(randomUUID(), change, as);
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
    });

    it('shows them in the tracking as codes that wait for their dossier', async () => {
      const code = await reserved();
      const { body } = await bench.eventually(
        () => bench.call('GET', `/api/intake/v1/tracking/${code}`),
        ({ status }) => status === 200,
      );
      expect(body).toMatchObject({ dossierCode: code, status: null, statusName: 'Mã số đã được cấp, đang chờ hồ sơ' });
    });
  });

  describe('takes dossiers of VNeID', () => {
    it('under their reserved code, with the fee that was paid; what our form asks for beyond theirs is the officer’s matter', async () => {
      const code = await reserved();
      const { status, body } = await send(vneidBody(code));
      expect([status, body]).toEqual([200, OK]);
      expect(await typesOf(code)).toEqual([
        'CodeRequested',
        'DossierCodeAssigned',
        'DossierSubmitted',
        'PaymentRequested',
        'PaymentConfirmed',
      ]);
      const facts = await bench.facts(await idOf(code));
      expect(facts[2]!.data).toMatchObject({
        channel: 'vneid',
        components: [{ componentCode: 'other', mime: 'application/pdf' }],
      });
      expect(JSON.stringify(facts)).not.toMatch(/MẪU|099090000001/);
    });

    it('with scans of some megabytes', async () => {
      const code = await reserved();
      const duLieu = Buffer.concat([FILES.pdf, Buffer.alloc(3_000_000, 32)]).toString('base64');
      const giayToDinhKem = [{ ma: 'CCCD', ten: 'Căn cước', danhSach: [{ loai: 'application/pdf', duLieu }] }];
      expect((await send(vneidBody(code, { giayToDinhKem }))).body).toEqual(OK);
    });

    it('answers an exact repeat 00 and stores nothing again, and refuses another body', async () => {
      const code = await reserved();
      const body = vneidBody(code);
      await send(body);
      const before = await typesOf(code);
      const answers = await Promise.all([send(body), send(body), send(body)]);
      expect(answers.map((answer) => answer.body)).toEqual([OK, OK, OK]);
      expect(await typesOf(code)).toEqual(before);
      const other = await send(vneidBody(code, { tenMucDich: 'Khác' }));
      expect([other.status, other.body]).toEqual([
        200,
        { statusCode: '01', data: null, errorDetail: 'Hồ sơ không ở trạng thái bổ sung, không thể thực hiện cập nhật' },
      ]);
    });

    it('makes one dossier of parallel repeats', async () => {
      const code = await reserved();
      const body = vneidBody(code);
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(body)));
      expect(answers.map((answer) => answer.body)).toEqual(answers.map(() => OK));
      expect((await typesOf(code)).filter((type) => type === 'DossierSubmitted')).toHaveLength(1);
      expect((await typesOf(code)).filter((type) => type === 'PaymentConfirmed')).toHaveLength(1);
    });

    it('takes a repeat with other content as the supplement while one is asked for', async () => {
      const code = await reserved();
      await send(vneidBody(code));
      const dossierId = await idOf(code);
      await bench.append(dossierId, 'SupplementRequested', {
        stage: 'intake',
        resumeState: 'submitted',
        items: ['/nycDienThoai', 'identity-copy'],
        by: 'officer-14',
        requestedAt: bench.clock.now(),
        due: { dueAt: '2026-11-25T10:00:00.000Z' },
      });
      const supplement = vneidBody(code, { nycDienThoai: '0900000001' });
      expect((await send(supplement)).body).toEqual(OK);
      expect((await send(supplement)).body).toEqual(OK);
      const supplements = (await bench.facts(dossierId)).filter(({ type }) => type === 'SupplementSubmitted');
      expect(supplements.map(({ data }) => data['items'])).toEqual([['/nycDienThoai', 'identity-copy']]);
    });

    const bad: [name: string, change: Record<string, unknown>, told: RegExp][] = [
      [
        'a program as a scan',
        {
          giayToDinhKem: [
            { ma: 'CCCD', ten: 'x', danhSach: [{ loai: 'application/pdf', duLieu: FILES.exe.toString('base64') }] },
          ],
        },
        /loại được tiếp nhận/,
      ],
      [
        'an image called a PDF',
        {
          giayToDinhKem: [
            { ma: 'CCCD', ten: 'x', danhSach: [{ loai: 'application/pdf', duLieu: FILES.png.toString('base64') }] },
          ],
        },
        /không khớp/,
      ],
      [
        'what is no base64',
        { giayToDinhKem: [{ ma: 'CCCD', ten: 'x', danhSach: [{ loai: 'application/pdf', duLieu: 'JVBERi0x*' }] }] },
        /base64/,
      ],
      [
        'an empty scan',
        { giayToDinhKem: [{ ma: 'CCCD', ten: 'x', danhSach: [{ loai: 'application/pdf', duLieu: '' }] }] },
        /không có nội dung/,
      ],
      ['no name', { nycHoTen: '' }, /nycHoTen/],
      ['a name that is an object', { nycHoTen: { ten: 'x' } }, /nycHoTen/],
      ['a list that is none', { quaTrinhCTNNNLV: 'x' }, /quaTrinhCTNNNLV/],
      ['a birthday that is none', { nycNgaySinh: '31/02/1990' }, /nycNgaySinh/],
      [
        'certificate no. 2 by a proxy',
        {
          loaiPhieu: 2,
          uyQuyen: 1,
          thongTinUyQuyen: {
            nuqHoTen: 'LÊ MẪU',
            nuqNgaySinh: '1980',
            nuqLoaiGiayTo: 3,
            nuqSoGiayTo: '099080000001',
            nuqQuanHe: { ma: 1 },
          },
        },
        /số 2/,
      ],
    ];
    it.each(bad)('but not with %s; the code stays reserved', async (_name, change, told) => {
      const code = await reserved();
      const { status, body } = await send(vneidBody(code, change));
      expect([status, body['statusCode'], body['data']]).toEqual([200, '01', null]);
      expect(body['errorDetail']).toMatch(told);
      expect(await typesOf(code)).toEqual(['CodeRequested', 'DossierCodeAssigned']);
      expect((await send(vneidBody(code))).body).toEqual(OK);
    });

    it('but not under a code of nobody, or of another system', async () => {
      const unknown = await send(vneidBody('H99.14-261116-0999'));
      const foreign = await send(vneidBody(await reserved()), 'portal');
      const elsewhere = await send(vneidBody('G22.99-261116-0999'));
      const told = [unknown, foreign, elsewhere].map(({ body }) => body['errorDetail']);
      expect(told).toEqual(told.map(() => 'Mã hồ sơ không tồn tại'));
      expect((await send({})).body['errorDetail']).toMatch(/maHoSoMCDT/);
      expect((await send(vneidBody('x'), 'citizen')).status).toBe(403);
      expect((await bench.call('POST', '/external/v1/dossiers', { body: {} })).status).toBe(401);
    });

    it('and tells the sender where they stand, and lets the applicant withdraw there', async () => {
      const code = await reserved();
      await send(vneidBody(code));
      const status = await bench.call('GET', `/external/v1/dossiers/${code}`, { as: 'vneid' });
      expect(status.body).toMatchObject({ dossierCode: code, status: 1 });
      const path = `/external/v1/dossiers/${code}/withdrawals`;
      const other = await bench.call('POST', path, { as: 'portal', key: 'w', body: { reason: 'x' } });
      expect([other.status, other.body['code']]).toEqual([404, 'dossier.unknown']);
      const withdrawn = await bench.call('POST', path, {
        as: 'vneid',
        key: 'w',
        body: { reason: 'Không còn nhu cầu' },
      });
      expect([withdrawn.status, withdrawn.body['refundDue']]).toEqual([201, true]);
    });
  });

  describe('takes what the National Public Service Portal pushes', () => {
    const message = (MaHoSo: string, more: Record<string, unknown> = {}) => ({
      MaHoSo,
      MaTTHC: '2.000488',
      NgayNopHoSo: '20261116075500',
      HoTen: 'NGUYỄN VĂN MẪU',
      SoDinhDanh: '099090000001',
      TenTepDonDangKy: 'don.pdf',
      TepDonDangKy: PDF,
      TaiLieuNop: [{ TenTepDinhKem: 'cccd.pdf', Base64: PDF }],
      ...more,
    });
    const push = (body: unknown) => bench.call('POST', '/external/v1/dvcqg/dossiers', { as: 'portal', body });

    it('once, keeps its code as an alias, and knows a duplicate', async () => {
      const created = await push(message('G22.99-261116-0007'));
      expect([created.status, created.body]).toEqual([200, { error_code: 0, message: 'Thành công' }]);
      const duplicates = [
        await push(message('G22.99-261116-0007')),
        await push(message('G22.99-261116-0007', { HoTen: 'KHÁC' })),
      ];
      expect(duplicates.map(({ body }) => body['error_code'])).toEqual([1, 1]);
      const { body } = await bench.eventually(
        () => bench.call('GET', '/api/intake/v1/tracking/G22.99-261116-0007'),
        ({ status }) => status === 200,
      );
      expect(body).toMatchObject({ status: 1, externalCodes: ['G22.99-261116-0007'] });
    });

    it('makes one dossier of parallel pushes', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => push(message('G22.99-261116-0100'))));
      expect(answers.every(({ body }) => body['error_code'] !== -1)).toBe(true);
    });

    const bad: [name: string, change: Record<string, unknown>, told: RegExp][] = [
      ['a procedure that is not set up', { MaTTHC: '9.999999' }, /Thủ tục chưa được cấu hình/],
      [
        'a program as a scan',
        { TaiLieuNop: [{ TenTepDinhKem: 'a.pdf', Base64: FILES.exe.toString('base64') }] },
        /loại được tiếp nhận/,
      ],
      ['an image named .pdf', { TepDonDangKy: FILES.png.toString('base64') }, /không khớp/],
      ['no applicant', { HoTen: null }, /HoTen/],
      ['a name of two lines', { HoTen: 'MẪU\nBÌNH' }, /HoTen: không đúng định dạng/],
      ['a code that is a text', { MaHoSo: 'Hồ sơ của MẪU BÌNH' }, /MaHoSo: không đúng định dạng/],
      ['a code without end', { MaHoSo: 'G'.repeat(81) }, /MaHoSo: không đúng định dạng/],
      ['a field that the form does not have', { nycLaLung: '1' }, /Tờ khai/],
      ['another unit', { MaDonVi: 'H99.30' }, /đơn vị/],
    ];
    it.each(bad)('answers -1 to %s', async (_name, change, told) => {
      const { status, body } = await push(message(randomUUID(), change));
      expect([status, body['error_code']]).toEqual([200, -1]);
      expect(body['message']).toMatch(told);
    });
  });

  it.each(['/external/v1/dossiers', '/external/v1/dvcqg/dossiers'])(
    'reads not a byte at %s before it knows who sends',
    async (path) => {
      const answer = await bench.call('POST', path, { body: '{"broken' });
      expect([answer.status, answer.body['code']]).toEqual([401, 'auth.token-missing']);
    },
  );

  it('does not have the old addresses unless they are set up', async () => {
    const { status, body } = await bench.call('GET', '/external/legacy/LLTP/LayMaHoSo?CodeGet=');
    expect([status, body['statusCode']]).toEqual([401, '01']);
  });

  it('closes a reserved code whose dossier never came, for ever', async () => {
    const code = await reserved();
    await idOf(code);
    bench.clock.set('2026-11-17T02:00:05.000Z');
    await bench.eventually(
      () => typesOf(code),
      (types) => types.includes('CodeVoided'),
    );
    expect(await typesOf(code)).toEqual(['CodeRequested', 'DossierCodeAssigned', 'CodeVoided']);
    const { body } = await send(vneidBody(code));
    expect([body['statusCode'], body['errorDetail']]).toEqual(['01', 'Mã hồ sơ không tồn tại']);
  });
});

describe('VNeID’s old addresses', () => {
  let database: TestDatabase;
  let bench: IntakeBench;

  beforeAll(async () => {
    database = await testDatabase();
    bench = await IntakeBench.start(database, {
      legacyKey: 'static-key-of-vneid-1',
      legacyAddresses: ['127.0.0.1'],
      legacyUnit: 'H99.14',
    });
  });

  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  const get = (key: string) => bench.call('GET', `/external/legacy/LLTP/LayMaHoSo?CodeGet=${key}`);

  it('give a code and take the dossier, with the static key', async () => {
    const { status, body } = await get('static-key-of-vneid-1');
    expect([status, body]).toEqual([200, { Data: expect.stringMatching(/^000\.00\.14\.H99-/) }]);
    const path = '/external/legacy/LLTP/TaoHoSo?CodeGet=static-key-of-vneid-1';
    const taken = await bench.call('POST', path, { body: vneidBody(String(body['Data'])) });
    expect(taken.body).toEqual(OK);
  });

  it('refuse a wrong key, and write no key into any log', async () => {
    for (const key of ['', 'wrong', 'static-key-of-vneid-2']) {
      expect((await get(key)).body).toEqual({
        statusCode: '01',
        data: null,
        errorDetail: 'Mã xác thực không chính xác',
      });
    }
    expect(bench.lines.join('\n')).not.toContain('static-key');
  });
});
