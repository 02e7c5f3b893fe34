import { answer, type SimAnswer } from '../engine/mount.js';
import { checkFields, isRecord, type FieldTable } from '../rules/fields.js';

const text = { type: 'string', max: 4000 } as const;
const needed = { ...text, required: true } as const;
const number = { type: 'integer', required: true } as const;

const QUESTION: FieldTable = { HOIDAPID: number, MaLinhVuc: needed, NOIDUNG: needed, MADONVI: needed, TENDONVI: text };

const REPLY: FieldTable = {
  HOIDAPID: number,
  MADONVI: needed,
  NGUOITRALOI: needed,
  CHUCVUNGUOITRALOI: text,
  NGAYTRALOI: { ...needed, date: ['dd/MM/yyyy'] },
  NOIDUNGTRALOI: needed,
};

const ASKED = {
  HOIDAPID: 501,
  MALINHVUC: 'G15-TP10',
  MATTHCDP: '',
  MADONVI: 'H99.14',
  TENDONVI: 'Sở Tư pháp',
  NOIDUNG: 'Câu hỏi mẫu',
  HOVATEN: 'NGUYỄN VĂN MẪU',
  DIACHI: '',
  THUDIENTU: 'mau@example.vn',
  SODIENTHOAI: '',
  TRANGTHAI: 1,
  TRALOIID: 0,
  NOIDUNGTRALOI: '',
};

type Body = Readonly<Record<string, unknown>>;

/** The portal's question desk: one made-up question waits there, and what is sent to it is checked and let go. */
export const QUESTION_SERVICES: Readonly<Record<string, (body: Body) => SimAnswer>> = {
  LayDanhSachHoiDapGuiTuDVCQG: () => listed([ASKED]),
  LayDanhSachHoiDapBoCoQuan: () => listed([]),
  LayNoiDungTraLoiTheoCauHoi: ({ cauhoiid }) =>
    listed(cauhoiid === ASKED.HOIDAPID ? [{ TRALOIID: 601, NOIDUNGTRALOI: 'Trả lời mẫu' }] : []),
  DongBoHoiDap: (body) => taken(body, QUESTION),
  DongBoKetQuaHoiDapGuiTuDVCQG: (body) => taken(body, REPLY),
};

function listed(result: readonly object[]): SimAnswer {
  return answer({ error_code: 0, result });
}

function taken({ data }: Body, table: FieldTable): SimAnswer {
  const items: unknown[] = Array.isArray(data) ? data : [];
  const [fault] = items.filter(isRecord).flatMap((item) => checkFields(table, item));
  if (items.length === 0) return answer({ error_code: '-1', message: 'Trường data không được để trống' });
  if (fault !== undefined) return answer({ error_code: '-1', message: `Trường ${fault.field} không hợp lệ` });
  return answer({ error_code: 0, message: 'Thành công' }, 'appended');
}
