import { checkFields, isRecord, type FieldFault, type FieldRule, type FieldTable } from '../rules/fields.js';
import { FIELDS, PROCEDURES } from './dvcqg.catalogues.js';

const text = (max = 4000): FieldRule => ({ type: 'string', max });
const required = (rule: FieldRule): FieldRule => ({ ...rule, required: true });
const code = (...oneOf: string[]): FieldRule => ({ type: 'string', oneOf });
const moment: FieldRule = { type: 'string', date: ['yyyyMMddHHmmss'] };
const link: FieldRule = { type: 'string', max: 4000, pattern: /^https?:\/\/\S+$/ };
const integer: FieldRule = { type: 'integer' };
const list = (members: FieldTable): FieldRule => ({ type: 'array', members });

const STATUS = code('1', '2', '3', '4', '5', '6', '7', '8', '9', '10');
const FLAG = code('0', '1');

const ATTACHMENT: FieldTable = {
  TepDinhKemId: text(100),
  TenTepDinhKem: required(text()),
  IsDeleted: code('True', 'False'),
  MaThanhPhanHoSo: text(100),
  DuongDanTaiTepTin: required(link),
  DuocSoHoa: FLAG,
  DuocTaiSuDung: code('0', '1', '2'),
  DuocLayTuKhoDMQG: FLAG,
  MaKetQuaThayThe: text(100),
};

const FEE: FieldTable = {
  TenPhiLePhi: text(),
  MaPhiLePhi: text(100),
  HinhThucThu: text(100),
  Gia: { type: 'string', pattern: /^\d+$/ },
  LoaiPhiLePhi: text(100),
};

const PAPER: FieldTable = { TenGiayTo: text(2000), SoLuong: integer, LoaiGiayTo: integer };

const SUPPLEMENT: FieldTable = {
  HoSoBoSungId: integer,
  NguoiYeuCauBoSung: text(250),
  NoiDungBoSung: text(),
  NgayBoSung: moment,
  NguoiTiepNhanBoSung: text(250),
  ThongTinTiepNhan: text(),
  NgayTiepNhanBoSung: moment,
  TrangThaiBoSung: { type: 'boolean' },
  DanhSachGiayToBoSung: list(PAPER),
  DanhSachLePhiBoSung: list(FEE),
  NgayHenTraTruoc: moment,
  NgayHenTraMoi: moment,
};

const RESULT: FieldTable = {
  TenGiayTo: required(text(2000)),
  MaThanhPhanHoSo: text(100),
  GiayToId: text(100),
  DuongDanTepTinKetQua: required(link),
  MaGiayToKetQua: { type: 'string', pattern: /^KQ\.G\d{2}\.\d{6}$/ },
};

const DOSSIER: FieldTable = {
  MaHoSo: required(text(50)),
  MaTTHC: required(code(...PROCEDURES.map(({ MATTHC }) => MATTHC))),
  TenTTHC: required(text(1000)),
  MaLinhVuc: required(code(...FIELDS.map(({ MALINHVUC }) => MALINHVUC))),
  TenLinhVuc: required(text(1000)),
  LoaiDoiTuong: required(code('1', '2', '3', '4')),
  TrichYeuHoSo: required(text(1000)),
  NgayTiepNhan: required(moment),
  NgayHenTra: required(moment),
  TrangThaiHoSo: required(STATUS),
  HinhThuc: required(code('0', '1')),
  DonViXuLy: required(text(500)),
  Email: { type: 'string', max: 200, pattern: /^[^@\s]+@[^@\s]+$/ },
  SoDienThoai: { type: 'string', pattern: /^\+?[\d ]{8,16}$/ },
  SoBienNhan: text(100),
  ChuHoSo: text(500),
  MaDoiTuong: text(100),
  ThongTinKhac: text(),
  Fax: text(50),
  NgayTra: moment,
  ThongTinTra: text(),
  NgayKetThucXuLy: moment,
  NgayTuChoi: moment,
  GhiChu: text(),
  TaiLieuNop: list(ATTACHMENT),
  DanhSachLePhi: list(FEE),
  DanhSachTepDinhKemKhac: list(PAPER),
  DanhSachHoSoBoSung: list(SUPPLEMENT),
  DanhSachGiayToKetQua: list(RESULT),
};

/** Members that came with the 2025 contract; a dossier that has `KenhThucHien` is held to all of them. */
const DOSSIER_2025: FieldTable = {
  KenhThucHien: required(code('1', '2', '3')),
  SoGiayToChuHoSo: required(text(20)),
  NoiNopHoSo: required(text(50)),
  HoSoCoThanhPhanSoHoa: required(FLAG),
  TaiKhoanDuocXacThucVoiVNeID: required(FLAG),
  DuocThanhToanTrucTuyen: required(code('1', '2', '3')),
  NgayNopHoSo: required(moment),
  DinhDanhCHS: required(list({ LoaiDinhDanh: required(code('1', '2')), SoDinhDanh: required(text(20)) })),
  DSKetNoiCSDL: required(list({ MaCSDL: required(text(20)) })),
};

const CONTACT_2020: FieldTable = { Email: required(DOSSIER['Email']!), SoDienThoai: required(DOSSIER['SoDienThoai']!) };

const PROGRESS: FieldTable = {
  MaHoSo: required(text(50)),
  NguoiXuLy: required(text(50)),
  ChucDanh: text(250),
  ThoiDiemXuLy: required(moment),
  PhongBanXuLy: text(250),
  NoiDungXuLy: text(),
  TrangThai: required(STATUS),
  NgayBatDau: moment,
  NgayKetThucTheoQuyDinh: moment,
};

const OWN_STATUS: FieldTable = {
  TrangThai: required(STATUS),
  MaHoSo: required(text(50)),
  MaHoSoDonVi: required(text(50)),
  MaDoiTuong: text(100),
  NoiDung: text(),
  NgayXuLy: required(moment),
  TaiLieuXuLy: list({ ...ATTACHMENT, TepDinhKemId: integer }),
};

const WORDS: Readonly<Record<FieldFault['kind'], string>> = {
  missing: 'không được để trống',
  type: 'không đúng kiểu dữ liệu',
  format: 'không đúng định dạng',
  length: 'vượt quá độ dài cho phép',
  code: 'không có trong danh mục',
  unknown: 'không được hỗ trợ',
};

/** The first thing wrong with a dossier, in the portal's words; it never names more than one. */
export function complainAboutDossier(dossier: unknown): string | null {
  const is2025 = isRecord(dossier) && dossier['KenhThucHien'] !== undefined;
  const table = is2025 ? { ...DOSSIER, ...DOSSIER_2025 } : { ...DOSSIER, ...CONTACT_2020 };
  return firstComplaint(checkFields(table, dossier, ''));
}

export function complainAboutProgress(item: unknown): string | null {
  return firstComplaint(checkFields(PROGRESS, item, ''));
}

export function complainAboutOwnStatus(data: unknown): string | null {
  return firstComplaint(checkFields(OWN_STATUS, data, ''));
}

function firstComplaint(faults: readonly FieldFault[]): string | null {
  const [first] = faults;
  return first === undefined ? null : `Trường ${first.field === '' ? 'data' : first.field} ${WORDS[first.kind]}`;
}
