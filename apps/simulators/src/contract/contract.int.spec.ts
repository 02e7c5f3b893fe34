import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulators, type RunningSimulators } from '../start-simulators.js';
import { blockOf, BLOCKS, Caller, type Answer } from './caller.js';
import { asFarAsNamed, meaning } from './meaning.js';

const DAY = 86_400;
let sim: RunningSimulators;
let caller: Caller;

beforeAll(async () => {
  sim = await startSimulators({ now: '2020-07-21T08:00:00+07:00', seed: 42 });
});

afterAll(() => sim.stop());

beforeEach(async () => {
  await sim.control.reset({ now: '2020-07-21T08:00:00+07:00' });
  caller = await new Caller(sim.url).signOn();
});

const lltp = (): Promise<Answer> => caller.op('lltp.g1.nhanHoSoDangKy');
const civil = (): Promise<Answer> => caller.op('civil.g1.dangKyHoTich');
const portal = (): Promise<Answer> => caller.op('dvcqg.DongBoHoSoMC');
const birth = async (): Promise<void> => {
  const fields = {
    nksHoTen: 'NGUYỄN MẪU NHI',
    nksGioiTinh: '1',
    nksNgaySinh: '01.07.2020',
    nksNoiSinh: 'Tỉnh Mẫu',
    nksDanToc: '01',
    nksQuocTich: 'VN',
    nksLoaiKhaiSinh: '1',
    loaiDangKy: '1',
    nycHoTen: 'NGUYỄN VĂN MẪU',
    nycQuanHe: 'Cha',
  };
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  const data = `<hotich><hoso>${elements.join('')}</hoso></hotich>`;
  await caller.op('civil.g1.dangKyHoTich', { module: 'KS', maHoSo: '000.00.30.H99-200721-0001', data });
  await sim.control.advance(DAY);
  await caller.signOn();
};
const later = async (step: () => Promise<unknown>): Promise<void> => {
  await step();
  await sim.control.advance(DAY);
  await caller.signOn();
};
const supplement = { mount: 'civil1', scenario: 'supplement', match: {} } as const;
const steps = blockOf('dvcqg.CapNhatTienDoHoSoMC').request['data'] as object[];
const dossier = (blockOf('dvcqg.DongBoHoSoMC').request['data'] as object[])[0];
const unnamed = {
  declarationWSForm: { ...(blockOf('lltp.g1.nhanHoSoDangKy').request['declarationWSForm'] as object), fullName: '' },
};
const token = (secret: string, client = 'sim'): Promise<Answer> =>
  caller.send('/sim/gateway/token', {
    method: 'POST',
    headers: { lgspaccesstoken: blockOf('gateway.token').headers?.['lgspaccesstoken'] ?? '' },
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: secret }),
  });

/** How each named answer of each block comes about: what happens before, and what is changed in the request. */
const CASES: Record<string, () => Promise<Answer>> = {
  'gateway.token ok': () => token('sim'),
  'gateway.token badClient': () => token('wrong'),
  'gateway.token forbidden': () => token('sim', 'sim-blocked'),
  'lltp.g1.nhanHoSoDangKy ok': lltp,
  'lltp.g1.nhanHoSoDangKy duplicate': async () => lltp().then(lltp),
  'lltp.g1.nhanHoSoDangKy invalid': () => caller.op('lltp.g1.nhanHoSoDangKy', unnamed),
  'lltp.g1.traTrangThaiHs done': async () => later(lltp).then(() => caller.op('lltp.g1.traTrangThaiHs')),
  'lltp.g1.traTrangThaiHs absent': () => caller.op('lltp.g1.traTrangThaiHs'),
  'lltp.g1.traDsTrangThaiHs ok': async () => {
    await lltp();
    await sim.control.advance(3600);
    await caller.signOn();
    return caller.op('lltp.g1.traDsTrangThaiHs');
  },
  'lltp.g1.danhDauHsThanhCong ok': async () => {
    const { ID } = (await lltp()).body as { ID: string };
    await caller.op('lltp.g1.traDsTrangThaiHs');
    return caller.op('lltp.g1.danhDauHsThanhCong', { declarationId: `${ID};ab1enc` });
  },
  'lltp.g1.traDanhMuc ok': () => caller.op('lltp.g1.traDanhMuc'),
  'lltp.g1.traHoSo ok': async () => {
    await sim.control.emit('lltp1/online-dossier');
    return caller.op('lltp.g1.traHoSo');
  },
  'civil.g1.dangKyHoTich ok': civil,
  'civil.g1.dangKyHoTich badUnit': () => caller.op('civil.g1.dangKyHoTich', { maDonVi: 12 }),
  'civil.g1.dangKyHoTich badData': () => {
    const record = blockOf('civil.g1.dangKyHoTich').request['data'] as string;
    const data = record.replace('>NGUYỄN THỊ MẪU</nxnHoTen>', '></nxnHoTen>').replace('01.02.1995', '1995-02-01');
    return caller.op('civil.g1.dangKyHoTich', { data });
  },
  'civil.g1.dangKyHoTich duplicate': async () => civil().then(civil),
  'civil.g1.traTrangThaiHoSo supplement': async () => {
    await sim.control.scenario({ ...supplement, params: { d1Seconds: 0 } });
    return civil().then(() => caller.op('civil.g1.traTrangThaiHoSo'));
  },
  'civil.g1.traTrangThaiHoSo registered': async () => later(civil).then(() => caller.op('civil.g1.traTrangThaiHoSo')),
  'civil.g1.traTrangThaiHoSo absent': () => caller.op('civil.g1.traTrangThaiHoSo'),
  'civil.g1.ketQuaDangKyHS ok': async () => later(civil).then(() => caller.op('civil.g1.ketQuaDangKyHS')),
  'civil.g1.ketQuaDangKyHS notReady': async () => civil().then(() => caller.op('civil.g1.ketQuaDangKyHS')),
  'civil.g1.dsHoSoDangKy ok': async () => birth().then(() => caller.op('civil.g1.dsHoSoDangKy')),
  'civil.g1.traHoSo ok': async () => birth().then(() => caller.op('civil.g1.traHoSo')),
  'civil.g1.traDanhSachHoSo ok': async () => birth().then(() => caller.op('civil.g1.traDanhSachHoSo')),
  'civil.g1.traDanhSachHoSo badProvince': () => caller.op('civil.g1.traDanhSachHoSo', { maTinh: '01' }),
  'civil.g1.danhMuc ok': () => caller.op('civil.g1.danhMuc'),
  'civil.g1.danhMuc badType': () => caller.op('civil.g1.danhMuc', { loaiDanhMuc: '9' }),
  'dvcqg.login ok': () => caller.op('dvcqg.login'),
  'dvcqg.login bad': () => caller.op('dvcqg.login', { password: 'wrong' }),
  'dvcqg.DongBoHoSoMC ok': portal,
  'dvcqg.DongBoHoSoMC exists': async () => portal().then(portal),
  'dvcqg.DongBoHoSoMC invalid': () =>
    caller.op('dvcqg.DongBoHoSoMC', { data: [{ ...dossier, NgayHenTra: '06/12/2024' }] }),
  'dvcqg.DongBoHoSoMC expired': async () => sim.control.advance(601).then(portal),
  'dvcqg.CapNhatTienDoHoSoMC ok': async () => portal().then(() => caller.op('dvcqg.CapNhatTienDoHoSoMC')),
  'dvcqg.CapNhatTienDoHoSoMC unknownDossier': () => caller.op('dvcqg.CapNhatTienDoHoSoMC'),
  'dvcqg.CapNhatTienDoHoSoMC tooMany': async () =>
    portal().then(() => caller.op('dvcqg.CapNhatTienDoHoSoMC', { data: Array.from({ length: 11 }, () => steps[0]) })),
  'dvcqg.DongBoTrangThaiHoSo ok': () => caller.op('dvcqg.DongBoTrangThaiHoSo'),
  'dvcqg.TraCuuHoSo found': async () => portal().then(() => caller.op('dvcqg.TraCuuHoSo')),
  'dvcqg.TraCuuHoSo absent': () => caller.op('dvcqg.TraCuuHoSo'),
  'dvcqg.TraCuuTechID found': () => caller.op('dvcqg.TraCuuTechID'),
  'dvcqg.TraCuuTechID absent': () => caller.op('dvcqg.TraCuuTechID', { mstorcmnd: '099199000009' }),
  'gateway.token tooMany': async () => {
    await sim.control.fault({ mount: 'gateway', operation: 'token', fault: { type: 'rate', perSecond: 1, burst: 1 } });
    return token('sim').then(() => token('sim'));
  },
};

/** Reads that need nothing before them and have one answer. */
const PLAIN = BLOCKS.filter(({ op, responses }) =>
  Object.keys(responses).every((name) => CASES[`${op} ${name}`] === undefined),
);

describe('contract blocks', () => {
  const named = BLOCKS.flatMap((block) => Object.keys(block.responses).map((name) => ({ block, name })));

  it.each(named.map(({ block, name }) => [`${block.op} ${name}`, block, name] as const))(
    'answers %s as written',
    async (title, block, name) => {
      const expected = block.responses[name];
      const given = await (CASES[title]?.() ?? caller.op(block.op));
      expect(given.status).toBe(expected?.[0]);
      const wanted = meaning(expected?.[1]);
      expect(asFarAsNamed(wanted, meaning(given.body))).toEqual(wanted);
    },
  );

  it('leaves only catalogues and questions without a story of their own', () => {
    expect(PLAIN.map(({ op }) => op).filter((op) => !/^dvcqg\.(Lay|DongBo(KetQua)?HoiDap)/.test(op))).toEqual([]);
  });
});

describe('spellings of a function behind the gateway', () => {
  it.each(['', 'LLTP-API-', 'API-'])('accepts the prefix "%s"', async (prefix) => {
    const { request } = blockOf('lltp.g1.traTrangThaiHs');
    const given = await caller.post(`/sim/gateway/apiLyLichTuPhap/${prefix}traTrangThaiHs`, request);
    expect(given.body).toMatchObject({ STATUS: '0', DESCRIPTION: 'Không tìm thấy hồ sơ' });
  });

  it('knows no function of another name', async () => {
    const given = await caller.post('/sim/gateway/apiLyLichTuPhap/constructor', {});
    expect(given.status).toBe(404);
  });
});
