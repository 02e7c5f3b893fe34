import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { blockOf, Caller, type Answer } from '../contract/caller.js';
import { startSimulators, type RunningSimulators } from '../start-simulators.js';

let sim: RunningSimulators;
let caller: Caller;

beforeAll(async () => {
  sim = await startSimulators({ now: '2020-07-21T23:30:00+07:00' });
});

afterAll(() => sim.stop());

beforeEach(async () => {
  await sim.control.reset({ now: '2020-07-21T23:30:00+07:00' });
  caller = await new Caller(sim.url).signOn();
});

const register = (change: Record<string, unknown> = {}): Promise<Answer> => caller.op('civil.g1.dangKyHoTich', change);
const later = async (seconds: number): Promise<void> => {
  await sim.control.advance(seconds);
  await caller.signOn();
};
const changedOn = async (ngayCapNhat: string): Promise<unknown> =>
  ((await caller.op('civil.g1.dsHoSoDangKy', { module: 'HN', ngayCapNhat })).body as { value: unknown }).value;
const result = async (): Promise<unknown> => (await caller.op('civil.g1.ketQuaDangKyHS')).body;

describe('civil status', () => {
  it.each([
    [{ maDonVi: '99001' }, 500, 'maDonVi không đúng kiểu dữ liệu.'],
    [{ maDonVi: 99_099 }, 106, 'AGENCY_ID_INCORRECT - Mã đơn vị không chính xác.'],
    [{ module: 'XX' }, 500, 'module không có trong danh mục.'],
    [{ ngayTiepNhan: '21/07/2020' }, 500, 'ngayTiepNhan không đúng định dạng.'],
    [{ maHoSo: '', ghiChu: 'x' }, 500, 'maHoSo không được để trống.nghiChu không được hỗ trợ.'],
  ])('refuses a wrong envelope in its own way', async (change, errorCode, errorDescription) => {
    expect(await register(change)).toMatchObject({ status: 200, body: { status: 0, errorCode, errorDescription } });
    expect((await sim.control.summary()).totals['civil1']?.keys).toBe(0);
  });

  it('refuses a body that is no JSON object', async () => {
    const path = blockOf('civil.g1.dangKyHoTich').http.split(' ')[1] ?? '';
    for (const body of ['{"maDonVi":', '[]', 'null', '"text"']) {
      expect((await caller.post(path, body)).body).toMatchObject({ status: 0, errorCode: 500 });
    }
  });

  it('knows a dossier only under the unit it was sent for', async () => {
    await register();
    const other = await caller.op('civil.g1.traTrangThaiHoSo', { maDonVi: 99_002 });
    expect(other.body).toMatchObject({ status: 0, errorCode: 201 });
  });

  it('lists a dossier on every day it moved, by the days of Vietnam', async () => {
    await register();
    expect(await changedOn('2020-07-21')).toEqual([{ id: '1', maDonVi: '99001' }]);
    expect(await changedOn('2020-07-22')).toEqual([]);
    await later(3600);
    expect(await changedOn('2020-07-22')).toEqual([{ id: '1', maDonVi: '99001' }]);
    expect((await caller.op('civil.g1.dsHoSoDangKy', { module: 'HN', ngayCapNhat: '22.07.2020' })).body).toMatchObject({
      errorCode: 302,
    });
  });

  it('hands out the register entry and the declared fields when it is done', async () => {
    await register();
    await later(86_400);
    const entry = { so: '1', quyenSo: '01/2020', trangSo: '1', ngayDangKy: '22.07.2020' };
    expect(await result()).toMatchObject({ status: 1, value: { id: 1, ...entry } });
    const record = await caller.op('civil.g1.traHoSo', { module: 'HN', maHoSo: 1 });
    expect(record.body).toMatchObject({ status: 1, value: [{ id: '1', ...entry, nxnHoTen: 'NGUYỄN THỊ MẪU' }] });
    expect((await caller.op('civil.g1.traHoSo', { module: 'KS', maHoSo: 1 })).body).toMatchObject({ errorCode: 201 });
  });

  it('ends a negative case with an entry that has no number', async () => {
    await sim.control.scenario({ mount: 'civil1', match: { module: 'HN' }, scenario: 'negative' });
    await register();
    await later(86_400);
    expect(await result()).toMatchObject({
      status: 1,
      value: { so: '', ghiChu: expect.stringContaining('không đủ điều kiện') },
    });
  });

  it('asks for a supplement, goes on by itself, and never takes the dossier a second time', async () => {
    await sim.control.scenario({ mount: 'civil1', scenario: 'supplement' });
    await register();
    const statuses = [];
    for (const seconds of [3600, 82_800, 86_400]) {
      await later(seconds);
      statuses.push(((await caller.op('civil.g1.traTrangThaiHoSo')).body as { status: number }).status);
      expect((await register()).body).toMatchObject({ status: 0, errorDescription: 'Hồ sơ đã được tiếp nhận' });
    }
    expect(statuses).toEqual([2, 3, 4]);
  });
});
