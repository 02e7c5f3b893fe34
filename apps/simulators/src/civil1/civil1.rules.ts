import { checkFields, type FieldFault, type FieldRule, type FieldTable } from '../rules/fields.js';
import { readRecord, type RecordFields } from './civil1.xml.js';

export const MODULES = ['KS', 'KT', 'KH', 'HN', 'CMC'] as const;

/** The ministry's numbers of the fictitious province, its department of justice and its communes. */
export const UNITS: readonly number[] = [99, ...Array.from({ length: 14 }, (_, index) => 99000 + index)];

const text = (max = 500): FieldRule => ({ type: 'string', max });
const name: FieldRule = { type: 'string', max: 250, pattern: /^[\p{L}\p{M}' .-]+$/u };
const day: FieldRule = { type: 'string', date: ['dd.MM.yyyy'] };
const partialDay: FieldRule = { type: 'string', date: ['dd.MM.yyyy', 'MM.yyyy', 'yyyy'] };
const codes = (...oneOf: string[]): FieldRule => ({ type: 'string', oneOf });
const required = (rule: FieldRule): FieldRule => ({ ...rule, required: true });

const GENDER = codes('1', '2', '3');
const PAPER = codes('0', '1', '2', '3', '4', '5', '6', '7', '8');
const RESIDENCE = codes('0', '1', '2');

/** Members that every person of a record may have; the prefix says which person. */
function person(prefix: string): FieldTable {
  const members: Record<string, FieldRule> = {
    HoTen: name,
    NgaySinh: partialDay,
    GioiTinh: GENDER,
    DanToc: text(50),
    DanTocKhac: text(100),
    QuocTich: text(50),
    QuocTichKhac: text(100),
    LoaiCuTru: RESIDENCE,
    NoiCuTru: text(),
    LoaiGiayToTuyThan: PAPER,
    GiayToKhac: text(250),
    SoGiayToTuyThan: text(20),
    NgayCapGiayToTuyThan: day,
    NoiCapGiayToTuyThan: text(250),
    SoDDCN: { type: 'string', pattern: /^\d{12}$/ },
    XacThucThongTin: text(50),
    SoDienThoai: { type: 'string', pattern: /^\d{8,15}$/ },
    Email: text(100),
    QuanHe: text(100),
  };
  return Object.fromEntries(Object.entries(members).map(([member, rule]) => [`${prefix}${member}`, rule]));
}

function demand(names: readonly string[], table: FieldTable): FieldTable {
  return Object.fromEntries(
    Object.entries(table).map(([key, rule]) => [key, names.includes(key) ? required(rule) : rule]),
  );
}

const REGISTRATION: FieldTable = {
  so: text(50),
  quyenSo: text(50),
  trangSo: text(50),
  ngayDangKy: day,
  loaiDangKy: codes('1', '2', '3', '4'),
  noiDangKy: text(),
  nguoiKy: name,
  chucVuNguoiKy: text(250),
  nguoiThucHien: name,
  ghiChu: text(1000),
  soLuongBanSao: { type: 'string', pattern: /^\d{1,3}$/ },
};

const BIRTH: FieldTable = demand(
  [
    'nksHoTen',
    'nksGioiTinh',
    'nksNgaySinh',
    'nksNoiSinh',
    'nksDanToc',
    'nksQuocTich',
    'nksLoaiKhaiSinh',
    'loaiDangKy',
    'nycHoTen',
    'nycQuanHe',
  ],
  {
    ...REGISTRATION,
    ...person('nks'),
    nksNgaySinhBangChu: text(),
    nksNoiSinh: text(),
    nksNoiSinhDVHC: text(50),
    nksNoiSinhNuocNgoai: text(),
    nksQueQuan: text(),
    nksLoaiKhaiSinh: codes('1', '2', '3', '4', '5'),
    ...person('me'),
    ...person('cha'),
    ...person('nyc'),
    nksMangThaiHo: codes('0', '1'),
    maGCS: text(50),
    ngayCapGCS: day,
    coSoCapGCS: text(),
    gcnkhSo: text(50),
    gcnkhQuyenSo: text(50),
    gcnkhNgayDangKy: partialDay,
    gcnkhNoiDangKy: text(),
    giayToKhaiSinh: text(),
    dkTruocNoiDangKy: text(),
    dkTruocNgayDangKy: partialDay,
    dkTruocQuyenSo: text(50),
    dkTruocSo: text(50),
    lyDoDangKyLai: text(1000),
    camDoan: text(1000),
    soDangKyNuocNgoai: text(50),
    ngayDangKyNuocNgoai: day,
    cqNuocNgoaiDaDangKy: text(),
    qgNuocNgoaiDaDangKy: text(100),
  },
);

const MARITAL_STATUS: FieldTable = demand(
  ['nxnHoTen', 'nxnGioiTinh', 'nxnNgaySinh', 'nxnTinhTrangHonNhan', 'nxnLoaiMucDichSuDung', 'nycHoTen'],
  {
    ...REGISTRATION,
    ...person('nxn'),
    nxnThoiGianCuTruTai: text(),
    nxnThoiGianCuTruTu: partialDay,
    nxnThoiGianCuTruDen: partialDay,
    nxnTinhTrangHonNhan: text(1000),
    nxnVoChongHoTen: name,
    nxnBanAnSo: text(50),
    nxnBanAnNgay: day,
    nxnBanAnToaAn: text(),
    nxnGiayChungTuSo: text(50),
    nxnGiayChungTuNgay: day,
    nxnGiayChungTuNoiCap: text(),
    nxnCapLai: codes('0', '1'),
    nxnLyHonNuocNgoai: codes('0', '1'),
    nxnLoaiMucDichSuDung: codes('1', '2', '3', '4', '5'),
    nxnMucDichSuDung: text(),
    nxnNguoiKetHonHoTen: name,
    nxnNguoiKetHonNgaySinh: partialDay,
    nxnNguoiKetHonSoGiayTo: text(20),
    nxnNoiDangKyKetHon: text(),
    ...person('nyc'),
  },
);

/** A citizen may have lived in several places: these three elements may repeat, side by side. */
const REPEATABLE = new Set(['nxnThoiGianCuTruTai', 'nxnThoiGianCuTruTu', 'nxnThoiGianCuTruDen']);

/** Modules whose declarations are not specified are checked for a name of the requester only. */
const OTHER: FieldTable = { ...REGISTRATION, ...demand(['nycHoTen'], person('nyc')) };

export const DECLARATION_TABLES: Readonly<Record<string, FieldTable>> = { KS: BIRTH, HN: MARITAL_STATUS };

export const SUBMISSION: FieldTable = {
  maDonVi: required({ type: 'integer' }),
  module: required({ type: 'string', oneOf: MODULES }),
  maHoSo: required(text(50)),
  ngayTiepNhan: required({ type: 'string', date: ['yyyy-MM-dd'] }),
  data: required({ type: 'string', max: 200_000 }),
};

const WORDS: Readonly<Record<FieldFault['kind'], string>> = {
  missing: 'không được để trống',
  type: 'không đúng kiểu dữ liệu',
  format: 'không đúng định dạng',
  length: 'vượt quá độ dài cho phép',
  code: 'không có trong danh mục',
  unknown: 'không được hỗ trợ',
};

/** One sentence a field, glued together by the `n` that is left of a lost line break; null when there is nothing to say. */
export function glue(faults: readonly FieldFault[]): string | null {
  if (faults.length === 0) return null;
  return `${faults.map(({ field, kind }) => `${field} ${WORDS[kind]}`).join('.n')}.`;
}

/** Faults of the `data` member, and its fields. */
export function readDeclaration(module: string, xml: string): { faults: FieldFault[]; record: RecordFields } {
  const record = readRecord(xml);
  if (record === null) return { faults: [{ field: 'data', kind: 'format' }], record: {} };
  const lists = Object.entries(record).filter(([, value]) => typeof value !== 'string');
  const doubled = lists
    .filter(([field]) => !REPEATABLE.has(field))
    .map(([field]) => ({ field, kind: 'format' as const }));
  const table = DECLARATION_TABLES[module] ?? OTHER;
  const rounds = Math.max(1, ...lists.map(([, value]) => value.length));
  const checked = Array.from({ length: rounds }, (_, round) => checkFields(table, nth(record, round)));
  const faults = [...doubled, ...checked.flat()];
  return { faults: faults.filter((fault, at) => faults.findIndex((other) => same(fault, other)) === at), record };
}

/** The record as it would read with only the n-th of each repeated element. */
function nth(record: RecordFields, round: number): Record<string, string> {
  const pick = (value: string | readonly string[]): string =>
    typeof value === 'string' ? value : (value[round] ?? '');
  return Object.fromEntries(Object.entries(record).map(([field, value]) => [field, pick(value)]));
}

function same(one: FieldFault, other: FieldFault): boolean {
  return one.field === other.field && one.kind === other.kind;
}
