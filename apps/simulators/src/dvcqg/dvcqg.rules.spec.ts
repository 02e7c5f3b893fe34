import { describe, expect, it } from '@jest/globals';
import { blockOf } from '../contract/caller.js';
import { complainAboutDossier, complainAboutProgress } from './dvcqg.rules.js';
import { isMonotonic, orderComplaint } from './progress-order.js';

const in2025 = (blockOf('dvcqg.DongBoHoSoMC').request['data'] as Record<string, unknown>[])[0] ?? {};
const { KenhThucHien: _kenh, SoGiayToChuHoSo: _so, NgayNopHoSo: _ngay, NoiNopHoSo: _noi, ...rest } = in2025;
const { HoSoCoThanhPhanSoHoa: _soHoa, TaiKhoanDuocXacThucVoiVNeID: _vneid, ...rest2 } = rest;
const { DuocThanhToanTrucTuyen: _thanhToan, DinhDanhCHS: _dinhDanh, DSKetNoiCSDL: _ketNoi, ...in2020 } = rest2;
const file = (in2025['TaiLieuNop'] as object[])[0];
const step = (blockOf('dvcqg.CapNhatTienDoHoSoMC').request['data'] as Record<string, unknown>[])[0] ?? {};

describe('a dossier for the national portal', () => {
  it('is taken in both shapes', () => {
    expect([complainAboutDossier(in2025), complainAboutDossier(in2020)]).toEqual([null, null]);
  });

  it('needs an address and a phone number in the 2020 shape only', () => {
    expect(complainAboutDossier({ ...in2020, Email: '' })).toBe('Trường Email không được để trống');
    expect(complainAboutDossier({ ...in2025, Email: '', SoDienThoai: '' })).toBeNull();
  });

  it.each([
    [{ NgayHenTra: '2024-12-06' }, 'Trường NgayHenTra không đúng định dạng'],
    [{ NgayTiepNhan: '20241126250000' }, 'Trường NgayTiepNhan không đúng định dạng'],
    [{ TrangThaiHoSo: '11' }, 'Trường TrangThaiHoSo không có trong danh mục'],
    [{ TrangThaiHoSo: 2 }, 'Trường TrangThaiHoSo không đúng kiểu dữ liệu'],
    [{ MaTTHC: '9.999999' }, 'Trường MaTTHC không có trong danh mục'],
    [{ MaLinhVuc: 'G01-XX01' }, 'Trường MaLinhVuc không có trong danh mục'],
    [{ HinhThuc: '2' }, 'Trường HinhThuc không có trong danh mục'],
    [{ TrichYeuHoSo: 'a'.repeat(1001) }, 'Trường TrichYeuHoSo vượt quá độ dài cho phép'],
    [{ DonViXuLy: null }, 'Trường DonViXuLy không được để trống'],
    [{ HoTen: 'A' }, 'Trường HoTen không được hỗ trợ'],
    [{ SoGiayToChuHoSo: '' }, 'Trường SoGiayToChuHoSo không được để trống'],
    [
      { TaiLieuNop: [{ ...file, DuongDanTaiTepTin: 'C:\\scan.pdf' }] },
      'Trường TaiLieuNop[0].DuongDanTaiTepTin không đúng định dạng',
    ],
    [
      { TaiLieuNop: [{ ...file, TenTepDinhKem: 'a'.repeat(4001) }] },
      'Trường TaiLieuNop[0].TenTepDinhKem vượt quá độ dài cho phép',
    ],
    [
      { DanhSachGiayToKetQua: [{ TenGiayTo: 'Phiếu' }] },
      'Trường DanhSachGiayToKetQua[0].DuongDanTepTinKetQua không được để trống',
    ],
  ])('is refused for its first fault', (change, words) => {
    expect(complainAboutDossier({ ...in2025, ...change })).toBe(words);
  });
});

describe('a step of progress', () => {
  it.each([
    [{ NguoiXuLy: 'a'.repeat(51) }, 'Trường NguoiXuLy vượt quá độ dài cho phép'],
    [{ ThoiDiemXuLy: '26/11/2024' }, 'Trường ThoiDiemXuLy không đúng định dạng'],
    [{ TrangThai: '0' }, 'Trường TrangThai không có trong danh mục'],
  ])('is refused for its fault', (change, words) => {
    expect([complainAboutProgress(step), complainAboutProgress({ ...step, ...change })]).toEqual([null, words]);
  });

  const at = (status: string, hour: number): Parameters<typeof orderComplaint>[1] => {
    const time = `202411260${hour}0000`;
    return { status, at: time, digest: `${status}@${time}` };
  };

  it.each([
    [[], at('9', 1), null],
    [[at('2', 1)], at('4', 1), null],
    [[at('2', 2)], at('4', 1), 'Thời điểm xử lý không được trước bước xử lý đã có'],
    [[at('10', 1)], at('4', 2), 'Hồ sơ đã kết thúc, không thể cập nhật tiến độ'],
    [[at('9', 1)], at('4', 2), 'Không thể cập nhật từ trạng thái 9 sang trạng thái 4'],
    [[at('9', 1)], at('10', 2), null],
    [[at('8', 1)], at('4', 2), null],
    [[at('8', 1)], at('9', 2), 'Không thể cập nhật từ trạng thái 8 sang trạng thái 9'],
  ])('fits behind what the portal has, or does not', (before, next, words) => {
    expect(orderComplaint(before, next)).toBe(words);
  });

  it('makes a monotonic history only in order and once', () => {
    const histories = [
      [at('2', 1), at('4', 2), at('9', 3), at('10', 3)],
      [at('4', 2), at('2', 1)],
      [at('2', 1), at('2', 1)],
      [at('9', 1), at('4', 2)],
    ];
    expect(histories.map(isMonotonic)).toEqual([true, false, false, false]);
  });
});
