import type { RejectionText } from '../../rejection-text.js';

/** Every reason for which a dossier says no until it is handed over: submission, acceptance, withdrawal, supplements, mirrors. */
export const intakeRejections = {
  'dossier.unknown': { status: 404, vi: 'Không tìm thấy hồ sơ.', en: 'There is no such dossier.' },
  'dossier.already-known': {
    status: 409,
    vi: 'Hồ sơ này đã được ghi nhận trước đó.',
    en: 'This dossier is known already.',
  },
  'dossier.already-submitted': { status: 409, vi: 'Hồ sơ này đã được nộp.', en: 'This dossier was submitted already.' },
  'dossier.reservation-expiry-past': {
    status: 422,
    vi: 'Thời hạn giữ mã số hồ sơ phải ở trong tương lai.',
    en: 'The reservation must end in the future.',
  },
  'dossier.reservation-closed': {
    status: 409,
    vi: 'Mã số giữ trước của hồ sơ này đã bị đóng.',
    en: 'The code reserved for this dossier is closed.',
  },
  'dossier.reservation-differs': {
    status: 409,
    vi: 'Cơ quan tiếp nhận khác với cơ quan đã giữ mã số hồ sơ.',
    en: 'The receiving unit is not the one of the reservation.',
  },
  'dossier.reservation-running': {
    status: 409,
    vi: 'Chưa hết thời hạn giữ mã số hồ sơ.',
    en: 'The reservation has not expired yet.',
  },
  'dossier.code-not-assigned': { status: 409, vi: 'Hồ sơ chưa được cấp mã số.', en: 'No code was assigned yet.' },
  'dossier.not-reserved': {
    status: 409,
    vi: 'Hồ sơ không ở trạng thái giữ trước mã số.',
    en: 'The dossier is not a reservation.',
  },
  'dossier.mirror-only': {
    status: 409,
    vi: 'Thủ tục này do hệ thống tập trung của bộ, ngành giải quyết; không nộp tại đây.',
    en: "A ministry's central system resolves this procedure; it is not submitted here.",
  },
  'dossier.mirror-is-read-only': {
    status: 409,
    vi: 'Hồ sơ do hệ thống khác giải quyết, chỉ được xem tại đây.',
    en: 'Another system resolves this dossier; it cannot be changed by hand.',
  },
  'dossier.not-a-mirror': {
    status: 409,
    vi: 'Hồ sơ này do tỉnh giải quyết, không nhận trạng thái từ hệ thống tập trung.',
    en: 'The province resolves this dossier; it mirrors nobody.',
  },
  'dossier.mirror-status-unknown': {
    status: 422,
    vi: 'Trạng thái nhận được không thuộc mười trạng thái của quốc gia.',
    en: 'The reported status is none of the ten national ones.',
  },
  'dossier.mirror-report-older': {
    status: 409,
    vi: 'Trạng thái nhận được cũ hơn trạng thái đã ghi.',
    en: 'The report is older than the recorded one.',
  },
  'dossier.subject-erased': {
    status: 410,
    vi: 'Dữ liệu cá nhân của hồ sơ đã được xóa, không thể xử lý tiếp.',
    en: "The dossier's personal data was erased; nothing more can be done with it.",
  },
  'dossier.channel-not-open': {
    status: 422,
    vi: 'Thủ tục không mở cho hình thức nộp này.',
    en: 'The procedure is not open on this channel.',
  },
  'dossier.unit-not-receiving': {
    status: 422,
    vi: 'Cơ quan này không tiếp nhận hồ sơ của thủ tục.',
    en: 'This unit does not receive dossiers of the procedure.',
  },
  'dossier.unit-not-resolving': {
    status: 422,
    vi: 'Cơ quan này không có thẩm quyền giải quyết hồ sơ.',
    en: 'This unit does not resolve dossiers.',
  },
  'dossier.boundary-free-not-open': {
    status: 422,
    vi: 'Thủ tục không tiếp nhận phi địa giới hành chính.',
    en: 'The procedure has no boundary-free intake.',
  },
  'dossier.case-unknown': {
    status: 422,
    vi: 'Trường hợp thủ tục không có trong danh mục.',
    en: 'The procedure has no such case.',
  },
  'dossier.components-missing': {
    status: 422,
    vi: 'Hồ sơ còn thiếu thành phần bắt buộc.',
    en: 'Required components are missing.',
  },
  'dossier.component-not-scanned': {
    status: 422,
    vi: 'Giấy tờ phải được số hóa và lưu trước khi chuyển xử lý.',
    en: 'Papers must be scanned and kept before the dossier moves on.',
  },
  'dossier.attachment-duplicate': {
    status: 409,
    vi: 'Tệp đính kèm này đã có trong hồ sơ.',
    en: 'This attachment is in the dossier already.',
  },
  'dossier.fee-invalid': {
    status: 422,
    vi: 'Mức phí, lệ phí không hợp lệ.',
    en: 'The fee is not a whole number of đồng.',
  },
  'dossier.postmark-only-by-post': {
    status: 422,
    vi: 'Chỉ hồ sơ gửi qua bưu chính mới có ngày dấu bưu điện.',
    en: 'Only a dossier sent by post has a postmark.',
  },
  'dossier.postmark-in-future': {
    status: 422,
    vi: 'Ngày dấu bưu điện không được sau thời điểm tiếp nhận.',
    en: 'The postmark cannot be later than the receipt.',
  },
  'dossier.not-open': { status: 409, vi: 'Hồ sơ đã kết thúc.', en: 'The dossier is closed.' },
  'dossier.not-open-for-acceptance': {
    status: 409,
    vi: 'Chỉ tiếp nhận được hồ sơ mới đăng ký.',
    en: 'Only a newly submitted dossier can be accepted.',
  },
  'dossier.checks-not-done': {
    status: 409,
    vi: 'Chưa kiểm tra dữ liệu và chữ ký số của hồ sơ.',
    en: 'The checks against databases and of signatures are not done.',
  },
  'dossier.fee-unsettled': {
    status: 409,
    vi: 'Phí, lệ phí của hồ sơ chưa được nộp đủ.',
    en: 'The fee is not paid yet.',
  },
  'dossier.not-open-for-refusal': {
    status: 409,
    vi: 'Chỉ từ chối tiếp nhận được hồ sơ mới đăng ký.',
    en: 'Only a newly submitted dossier can be refused at intake.',
  },
  'dossier.reason-required': { status: 422, vi: 'Phải nêu rõ lý do.', en: 'A reason must be given.' },
  'dossier.not-open-for-withdrawal': {
    status: 409,
    vi: 'Hồ sơ không còn ở giai đoạn được rút.',
    en: 'The dossier can no longer be withdrawn.',
  },
  'dossier.result-already-signed': {
    status: 409,
    vi: 'Kết quả đã được ký duyệt.',
    en: 'The result is signed already.',
  },
  'dossier.not-open-for-supplement': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn có thể yêu cầu bổ sung.',
    en: 'A supplement cannot be asked for in this state.',
  },
  'dossier.supplement-already-asked': {
    status: 409,
    vi: 'Đã yêu cầu bổ sung đủ số lần cho phép ở giai đoạn này.',
    en: 'The supplements allowed at this stage were asked for already.',
  },
  'dossier.supplement-window-closed': {
    status: 409,
    vi: 'Đã quá thời hạn yêu cầu bổ sung trong giai đoạn thẩm định.',
    en: 'The window for a supplement in appraisal is closed.',
  },
  'dossier.supplement-items-required': {
    status: 422,
    vi: 'Phải nêu cụ thể nội dung cần bổ sung.',
    en: 'The items asked for must be named.',
  },
  'dossier.not-waiting-for-supplement': {
    status: 409,
    vi: 'Hồ sơ không chờ bổ sung.',
    en: 'The dossier does not wait for a supplement.',
  },
  'dossier.supplement-item-unknown': {
    status: 422,
    vi: 'Nội dung yêu cầu bổ sung phải là mã thành phần hồ sơ hoặc trường của tờ khai.',
    en: 'An item asked for is neither a component of the procedure nor a field of the form.',
  },
  'dossier.supplement-item-not-asked': {
    status: 422,
    vi: 'Nội dung bổ sung không thuộc phiếu yêu cầu.',
    en: 'The answer contains items that were not asked for.',
  },
  'dossier.supplement-incomplete': {
    status: 422,
    vi: 'Nội dung bổ sung chưa đủ theo phiếu yêu cầu.',
    en: 'Not all items asked for are answered.',
  },
  'dossier.supplement-not-overdue': {
    status: 409,
    vi: 'Chưa hết thời hạn bổ sung hồ sơ.',
    en: 'The supplement deadline has not passed.',
  },
  'dossier.supplement-answer-waiting': {
    status: 409,
    vi: 'Nội dung bổ sung nộp đúng hạn đang chờ cán bộ xác nhận.',
    en: 'An answer received in time waits for the officer.',
  },
} as const satisfies Record<string, RejectionText>;
