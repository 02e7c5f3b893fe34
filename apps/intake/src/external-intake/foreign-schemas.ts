import type { ApiBodyOptions, ApiResponseNoStatusOptions } from '@nestjs/swagger';

type ResponseSchema = Extract<ApiResponseNoStatusOptions, { schema: unknown }>;

const text = { type: 'string' } as const;

const file = {
  type: 'object',
  properties: { loai: { ...text, description: 'MIME type' }, duLieu: { ...text, format: 'byte' } },
} as const;

/** Names are VNeID's, as sent. Every other member of `toKhai` is kept out of the declaration. */
export const vneidBody: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['maHoSoMCDT', 'toKhai'],
    properties: {
      maHoSoMCDT: { ...text, description: 'the reserved dossier code' },
      toKhai: {
        type: 'object',
        description:
          'the declaration of a criminal record: the members of the form of procedure 2.000488, see its declarationSchema',
        required: ['loaiPhieu', 'nycHoTen', 'nycNgaySinh', 'nycLoaiGiayTo', 'nycSoGiayTo'],
        properties: {
          loaiPhieu: text,
          nycHoTen: text,
          nycNgaySinh: text,
          nycLoaiGiayTo: text,
          nycSoGiayTo: text,
          uyQuyen: { ...text, description: '1 = thongTinUyQuyen says who was authorised' },
          thongTinUyQuyen: { type: 'object', additionalProperties: true },
          thongTinThanhToan: {
            type: 'object',
            properties: { hinhThucNhanBanGiay: { ...text, description: '2 = by post' } },
          },
          giayToDinhKem: {
            type: 'array',
            items: {
              type: 'object',
              properties: { ma: text, ten: text, danhSach: { type: 'array', items: file } },
            },
          },
        },
        additionalProperties: true,
      },
      thongTinBienLai: {
        type: 'object',
        description: 'the receipt of a fee paid already: trangThaiGD 1 = paid',
        properties: {
          trangThaiGD: { type: 'integer' },
          dSKhoanNop: {
            type: 'array',
            items: { type: 'object', properties: { SoTien: { type: 'integer', description: 'đồng' } } },
          },
        },
      },
    },
  },
};

export const vneidAnswer: ResponseSchema = {
  schema: {
    type: 'object',
    required: ['statusCode', 'data', 'errorDetail'],
    properties: {
      statusCode: { ...text, enum: ['00', '01', '03'], description: '00 taken, 01 refused, 03 send again' },
      data: { type: 'object', nullable: true, description: 'always null' },
      errorDetail: { ...text, nullable: true },
    },
  },
};

/** Names are the portal's, as sent. */
export const portalBody: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['MaHoSo', 'MaTTHC', 'HoTen'],
    properties: {
      MaHoSo: { ...text, pattern: String.raw`^[\w./-]{1,80}$`, description: "the portal's own code" },
      MaTTHC: { ...text, description: 'code of the procedure' },
      MaDonVi: { ...text, description: 'receiving unit; may be absent where the client has but one' },
      MaDoiTuong: { ...text, description: 'technical id of the account' },
      NgayNopHoSo: text,
      HoTen: text,
      SoDinhDanh: text,
      NgaySinh: text,
      DiaChi: text,
      SoDienThoai: text,
      Email: text,
      TenTepDonDangKy: text,
      TepDonDangKy: { ...text, format: 'byte' },
      TaiLieuNop: {
        type: 'array',
        items: {
          type: 'object',
          required: ['TenTepDinhKem'],
          properties: { MaThanhPhanHoSo: text, TenTepDinhKem: text, Base64: { ...text, format: 'byte' } },
        },
      },
    },
    additionalProperties: true,
    description: 'every other member is a field of the declaration, see declarationSchema of the procedure',
  },
};

export const portalAnswer: ResponseSchema = {
  schema: {
    type: 'object',
    required: ['error_code', 'message'],
    properties: {
      error_code: { type: 'integer', enum: [0, 1, -1], description: '0 created, 1 known already, -1 error' },
      message: text,
    },
  },
};
