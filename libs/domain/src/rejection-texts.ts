import { deliveryRejections } from './delivery/delivery-rejections.js';
import { dossierRejections } from './dossier/rejections/dossier-rejections.js';
import type { RejectionText } from './rejection-text.js';
import { replayRejections } from './replay/replay-rejections.js';

/** What calendars, units, procedures, routes and code series refuse. */
const ruleRejections = {
  'time.invalid': { status: 422, vi: 'Ngày giờ không hợp lệ.', en: 'The date or time is not valid.' },
  'time-limit.amount': { status: 422, vi: 'Thời hạn không hợp lệ.', en: 'The time limit is not valid.' },
  'calendar.year-not-loaded': {
    status: 409,
    vi: 'Chưa có lịch làm việc của năm cần tính.',
    en: 'The working calendar of that year is not loaded.',
  },
  'unit.unknown': { status: 422, vi: 'Mã cơ quan, đơn vị không có trong danh mục.', en: 'There is no such unit.' },
  'unit.not-yet': {
    status: 422,
    vi: 'Cơ quan, đơn vị chưa hoạt động vào ngày này.',
    en: 'The unit does not exist yet on that day.',
  },
  'unit.ended': {
    status: 422,
    vi: 'Cơ quan, đơn vị đã kết thúc hoạt động.',
    en: 'The unit has ended; its successors are named.',
  },
  'unit.not-expressible': {
    status: 422,
    vi: 'Không viết được mã cơ quan theo kiểu mã định danh này.',
    en: 'The unit cannot be written in this spelling.',
  },
  'procedure.unknown': { status: 422, vi: 'Thủ tục không có trong danh mục.', en: 'There is no such procedure.' },
  'procedure.unknown-version': {
    status: 409,
    vi: 'Phiên bản thủ tục của hồ sơ không có trong danh mục.',
    en: 'The procedure version of the dossier is not loaded.',
  },
  'procedure.unit-not-competent': {
    status: 422,
    vi: 'Cơ quan này không có thẩm quyền đối với thủ tục.',
    en: 'This unit is not competent for the procedure.',
  },
  'catalogue.faulty': { status: 409, vi: 'Danh mục có lỗi, cần quản trị viên sửa.', en: 'The catalogue has faults.' },
  'fee.payer-class-unknown': {
    status: 422,
    vi: 'Không xác định được nhóm đối tượng nộp phí.',
    en: 'The payer class is not known to the procedure.',
  },
  'fee.copies-invalid': {
    status: 422,
    vi: 'Số bản yêu cầu cấp không hợp lệ.',
    en: 'The number of copies is not valid.',
  },
  'procedure.not-open': {
    status: 422,
    vi: 'Thủ tục chưa mở hoặc đã kết thúc vào ngày này.',
    en: 'No edition of the procedure is valid on that day.',
  },
  'routing.undefined': {
    status: 409,
    vi: 'Chưa cấu hình nơi chuyển hồ sơ.',
    en: 'No route is configured for this dossier.',
  },
  'code-series.exhausted': {
    status: 409,
    vi: 'Đã hết số thứ tự hồ sơ trong ngày.',
    en: "The unit's series of the day is exhausted.",
  },
} as const satisfies Record<string, RejectionText>;

/** The words for every code that `Rejected` carries; problem documents are made from them. */
export const rejectionTexts: Readonly<Record<string, RejectionText>> = {
  ...dossierRejections,
  ...deliveryRejections,
  ...replayRejections,
  ...ruleRejections,
};
