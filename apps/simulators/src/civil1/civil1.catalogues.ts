interface CatalogueRow {
  ma: string;
  ten: string;
}

const COUNTRIES: readonly CatalogueRow[] = [
  { ma: 'VN', ten: 'Việt Nam' },
  { ma: 'LA', ten: 'Lào' },
  { ma: 'KH', ten: 'Campuchia' },
  { ma: 'CN', ten: 'Trung Quốc' },
  { ma: 'KR', ten: 'Hàn Quốc' },
  { ma: 'JP', ten: 'Nhật Bản' },
];

/** By `loaiDanhMuc` of `danhMuc`: nationality, country, ethnicity, provinces, identity papers. */
export const CATALOGUES: Readonly<Record<string, readonly CatalogueRow[]>> = {
  '1': COUNTRIES,
  '2': COUNTRIES,
  '3': [
    { ma: '01', ten: 'Kinh' },
    { ma: '02', ten: 'Tày' },
    { ma: '03', ten: 'Thái' },
    { ma: '04', ten: 'Hoa' },
    { ma: '05', ten: 'Khơ-me' },
  ],
  '4': [{ ma: '99', ten: 'Tỉnh Mẫu' }],
  '5': [
    { ma: '0', ten: 'Không có' },
    { ma: '1', ten: 'Chứng minh nhân dân' },
    { ma: '2', ten: 'Hộ chiếu' },
    { ma: '3', ten: 'Thẻ thường trú' },
    { ma: '4', ten: 'Căn cước công dân' },
    { ma: '5', ten: 'Giấy chứng minh quân đội' },
    { ma: '6', ten: 'Giấy chứng minh sĩ quan' },
    { ma: '7', ten: 'Giấy chứng minh công an' },
    { ma: '8', ten: 'Giấy tờ khác' },
  ],
};
