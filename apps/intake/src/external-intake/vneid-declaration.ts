import type { JsonObject, Person, ReturnMethod } from '@motcua/domain';
import type { SentFile } from './external-files.js';
import { WireReader, present } from './wire-value.js';

/** What VNeID sends is always this procedure: cấp Phiếu lý lịch tư pháp. */
export const VNEID_PROCEDURE = '2.000488';

/** A body of VNeID in our terms. */
export interface VneidSubmission {
  readonly dossierCode: string;
  readonly declaration: JsonObject;
  readonly applicant: Person;
  readonly submitter: Person;
  readonly returnMethod: ReturnMethod;
  readonly files: readonly SentFile[];
  /** Đồng paid already; null when the receipt says nothing of a payment. */
  readonly paid: number | null;
}

/** Wire names that are the same in our form; numbers of theirs are texts of ours. */
const SAME = words(
  'loaiPhieu yeuCauCDNCV maMucDich tenMucDich mucDichKhac nycHoTen nycTenGoiKhac nycGioiTinh nycNgaySinh nycNoiSinhNuocNgoai',
  'nycQuocTich nycDanToc nycLoaiGiayTo nycSoGiayTo nycNgayCapGiayTo nycNoiCapGiayTo nycDienThoai nycEmail nycDoiTuongNopPhi',
  'nycHoTenCha nycHoTenMe nycHoTenVoChong thongTinAnTich uyQuyen',
);

/** Years come as numbers; 0 = not known. */
const YEARS = ['chaNamSinh', 'meNamSinh', 'voChongNamSinh'];

const PROXY = words('HoTen GioiTinh NgaySinh DienThoai Email LoaiGiayTo SoGiayTo QuocTich DanToc NgayKyVanBanUyQuyen');

/** @throws {Problem} 422 `wire.missing`, `wire.wrong-type`, with the member's name */
export function readVneid(body: unknown): VneidSubmission {
  const envelope = WireReader.of(body);
  const dossierCode = envelope.demand('maHoSoMCDT');
  const form = envelope.inner('toKhai') ?? WireReader.of(undefined, '/toKhai');
  for (const key of ['loaiPhieu', 'nycHoTen', 'nycNgaySinh', 'nycLoaiGiayTo', 'nycSoGiayTo']) form.demand(key);
  const payment = form.inner('thongTinThanhToan');
  const applicant = applicantOf(form);
  const proxy = form.text('uyQuyen') === '1' ? form.inner('thongTinUyQuyen') : undefined;
  return {
    dossierCode,
    declaration: declarationOf(form, payment, proxy),
    applicant,
    submitter: proxy === undefined ? applicant : proxyPerson(proxy),
    returnMethod: payment?.text('hinhThucNhanBanGiay') === '2' ? 'post' : 'counter',
    files: form.list('giayToDinhKem').flatMap(filesOf),
    paid: paidOf(envelope),
  };
}

function declarationOf(form: WireReader, payment: WireReader | undefined, proxy: WireReader | undefined): JsonObject {
  const same = Object.fromEntries(SAME.map((key) => [key, form.text(key)]));
  const years = Object.fromEntries(YEARS.map((key) => [key, form.text(key) === '0' ? undefined : form.text(key)]));
  const history = form.list('quaTrinhCTNNNLV').map(periodOf);
  return present({
    ...same,
    ...years,
    soLuongCap: form.whole('soLuongCap'),
    nycNoiSinh: birthPlaceOf(form.inner('nycNoiSinh')),
    nycThuongTru: addressOf(form.inner('nycThuongTru')),
    nycTamTru: addressOf(form.inner('nycTamTru')),
    quaTrinhCTNNNLV: history.length === 0 ? undefined : history,
    thongTinUyQuyen: proxy === undefined ? undefined : proxyOf(proxy),
    hinhThucNhanBanGiay: payment?.text('hinhThucNhanBanGiay'),
  });
}

/** They say `chiTiet` where we say `dcChiTiet`. */
function addressOf(address: WireReader | undefined): JsonObject | undefined {
  if (address === undefined) return undefined;
  const keys = ['maTinhThanh', 'tenTinhThanh', 'maQuanHuyen', 'tenQuanHuyen', 'maPhuongXa', 'tenPhuongXa'];
  const parts = Object.fromEntries(keys.map((key) => [key, address.text(key)]));
  return filled({ ...parts, dcChiTiet: address.text('chiTiet') ?? address.text('dcChiTiet') });
}

function birthPlaceOf(place: WireReader | undefined): JsonObject | undefined {
  if (place === undefined) return undefined;
  return filled({
    quocGia: place.text('maQuocGia') ?? place.text('quocGia'),
    maTinhThanh: place.text('maTinhThanh'),
    tenTinhThanh: place.text('tenTinhThanh'),
    dcChiTiet: place.text('chiTiet') ?? place.text('dcChiTiet'),
  });
}

function periodOf(period: WireReader): JsonObject {
  const texts = ['tuThangNam', 'denThangNam', 'loaiCuTru', 'ngheNghiep', 'noiLamViec'];
  return present({
    ...Object.fromEntries(texts.map((key) => [key, period.text(key)])),
    diaChiCuTru: addressOf(period.inner('diaChiCuTru')),
  });
}

function proxyOf(proxy: WireReader): JsonObject {
  const birthPlace = proxy.inner('nuqNoiDKKS');
  return present({
    ...Object.fromEntries(PROXY.map((key) => [key, proxy.text(`nuq${key}`)])),
    NgayCap: proxy.text('nuqNgayCapGiayTo'),
    NoiCap: proxy.text('nuqNoiCapGiayTo'),
    QuanHe: proxy.inner('nuqQuanHe')?.text('ma'),
    NoiDKKS: birthPlace?.text('chiTiet') ?? birthPlace?.text('tenTinhThanh'),
    NoiOHienTai: addressOf(proxy.inner('nuqNoiOHienTai')),
  });
}

function applicantOf(form: WireReader): Person {
  return {
    fullName: form.name('nycHoTen'),
    personalId: form.text('nycSoGiayTo') ?? null,
    birthDate: form.text('nycNgaySinh') ?? null,
    address: form.inner('nycThuongTru')?.text('chiTiet') ?? null,
    phone: form.text('nycDienThoai') ?? null,
    email: form.text('nycEmail') ?? null,
  };
}

function proxyPerson(proxy: WireReader): Person {
  return {
    fullName: proxy.name('nuqHoTen'),
    personalId: proxy.text('nuqSoGiayTo') ?? null,
    birthDate: proxy.text('nuqNgaySinh') ?? null,
    address: proxy.inner('nuqNoiOHienTai')?.text('chiTiet') ?? null,
    phone: proxy.text('nuqDienThoai') ?? null,
    email: proxy.text('nuqEmail') ?? null,
  };
}

function filesOf(paper: WireReader): SentFile[] {
  const componentCode = paper.text('ma') ?? '';
  const fileName = paper.text('ten') ?? componentCode;
  return paper.list('danhSach').map((file) => ({
    componentCode,
    fileName,
    isNamed: false,
    declaredMime: file.text('loai'),
    base64: file.text('duLieu') ?? '',
  }));
}

function paidOf(envelope: WireReader): number | null {
  const receipt = envelope.inner('thongTinBienLai');
  if (receipt === undefined || receipt.whole('trangThaiGD') !== 1) return null;
  const sum = receipt.list('dSKhoanNop').reduce((total, item) => total + (item.whole('SoTien') ?? 0), 0);
  return sum > 0 ? sum : null;
}

function filled(entries: Readonly<Record<string, string | undefined>>): JsonObject | undefined {
  const known = present(entries);
  return Object.keys(known).length === 0 ? undefined : known;
}

function words(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}
