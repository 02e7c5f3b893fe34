import type { RejectionText } from '../../rejection-text.js';

/** Every reason for which a dossier says no once it is processed: steps, deadlines, money, results, tasks. */
export const processingRejections = {
  'dossier.not-open-for-forward': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn có thể chuyển bước xử lý.',
    en: 'The dossier cannot be handed over in this state.',
  },
  'dossier.not-in-processing': {
    status: 409,
    vi: 'Hồ sơ không ở trạng thái đang xử lý.',
    en: 'The dossier is not being processed.',
  },
  'dossier.no-previous-step': {
    status: 409,
    vi: 'Không có bước xử lý trước để chuyển trả.',
    en: 'There is no previous step to go back to.',
  },
  'dossier.not-the-sender': {
    status: 409,
    vi: 'Chỉ người đã chuyển bước mới được thu hồi.',
    en: 'Only who handed the dossier over may take it back.',
  },
  'dossier.opinion-already-requested': {
    status: 409,
    vi: 'Ý kiến này đã được yêu cầu.',
    en: 'This opinion was requested already.',
  },
  'dossier.opinion-unknown': {
    status: 404,
    vi: 'Không tìm thấy yêu cầu cho ý kiến.',
    en: 'There is no such opinion request.',
  },
  'dossier.opinion-already-given': {
    status: 409,
    vi: 'Yêu cầu này đã có ý kiến trả lời.',
    en: 'This opinion was given already.',
  },
  'dossier.not-open-for-transfer': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn có thể chuyển cơ quan khác.',
    en: 'The dossier cannot be transferred in this state.',
  },
  'dossier.already-in-unit': {
    status: 409,
    vi: 'Hồ sơ đã ở cơ quan này.',
    en: 'The dossier is with this unit already.',
  },
  'dossier.not-open-for-case-change': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn có thể đổi trường hợp thủ tục.',
    en: 'The procedure case cannot be changed in this state.',
  },
  'dossier.not-open-for-extension': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn có thể gia hạn.',
    en: 'The due date cannot be extended in this state.',
  },
  'dossier.already-extended': {
    status: 409,
    vi: 'Hồ sơ chỉ được gia hạn một lần.',
    en: 'The due date was extended already.',
  },
  'dossier.extension-too-late': {
    status: 409,
    vi: 'Đã quá thời điểm được phép gia hạn.',
    en: 'It is too late to extend the due date.',
  },
  'dossier.extension-invalid': {
    status: 422,
    vi: 'Số ngày gia hạn hoặc số phiếu xin lỗi không hợp lệ.',
    en: 'The extension needs whole working days and the number of the apology letter.',
  },
  'dossier.not-open-for-outage': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn có hạn trả kết quả đang chạy.',
    en: 'No due date runs in this state that an outage could move.',
  },
  'dossier.outage-invalid': {
    status: 422,
    vi: 'Thời gian gián đoạn không hợp lệ hoặc chưa kết thúc.',
    en: 'The outage must have ended, after it began.',
  },
  'dossier.deadline-not-reached': { status: 409, vi: 'Chưa đến thời hạn.', en: 'The deadline has not passed yet.' },
  'dossier.deadline-passed': {
    status: 409,
    vi: 'Đã quá thời hạn, không còn để nhắc.',
    en: 'The deadline has passed; there is nothing to warn of.',
  },
  'dossier.not-open-for-stop': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn có thể dừng giải quyết.',
    en: 'The dossier cannot be stopped in this state.',
  },
  'dossier.reopen-decision-required': {
    status: 422,
    vi: 'Phải đính kèm văn bản cho phép tiếp tục giải quyết.',
    en: 'The decision to go on must be attached.',
  },
  'dossier.stop-decision-required': {
    status: 422,
    vi: 'Phải đính kèm văn bản dừng giải quyết.',
    en: 'The stop decision must be attached.',
  },
  'dossier.not-stopped': { status: 409, vi: 'Hồ sơ không ở trạng thái dừng xử lý.', en: 'The dossier is not stopped.' },
  'dossier.reopen-not-allowed': {
    status: 409,
    vi: 'Hồ sơ đã dừng không được mở lại.',
    en: 'This stopped dossier cannot be reopened.',
  },
  'dossier.not-open-for-payment': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn có thể yêu cầu nộp phí.',
    en: 'A payment cannot be requested in this state.',
  },
  'dossier.payment-already-requested': {
    status: 409,
    vi: 'Khoản thanh toán này đã được yêu cầu.',
    en: 'This payment was requested already.',
  },
  'dossier.payment-pending': { status: 409, vi: 'Hồ sơ đang chờ thanh toán.', en: 'A payment is pending.' },
  'dossier.payment-unknown': { status: 404, vi: 'Không tìm thấy khoản thanh toán.', en: 'There is no such payment.' },
  'dossier.payment-not-pending': {
    status: 409,
    vi: 'Khoản thanh toán không ở trạng thái chờ.',
    en: 'The payment is not pending.',
  },
  'dossier.payment-not-paid': {
    status: 409,
    vi: 'Khoản thanh toán chưa được nộp hoặc đã hoàn.',
    en: 'The payment is not paid, or was refunded.',
  },
  'dossier.payment-amount-invalid': { status: 422, vi: 'Số tiền không hợp lệ.', en: 'The amount is not valid.' },
  'dossier.payment-amount-differs': {
    status: 422,
    vi: 'Số tiền đã nộp khác số tiền yêu cầu.',
    en: 'The amount paid is not the amount asked for.',
  },
  'dossier.receipt-required': { status: 422, vi: 'Phải có số biên lai.', en: 'The receipt number is required.' },
  'dossier.refund-evidence-required': { status: 422, vi: 'Hoàn phí phải có chứng từ.', en: 'A refund needs evidence.' },
  'dossier.not-open-for-result': {
    status: 409,
    vi: 'Hồ sơ không ở giai đoạn nhận kết quả.',
    en: 'A result cannot be taken in this state.',
  },
  'dossier.not-open-for-negative-result': {
    status: 409,
    vi: 'Chỉ từ chối giải quyết được hồ sơ đang xử lý.',
    en: 'Only a dossier in processing can get a negative result.',
  },
  'dossier.result-document-required': {
    status: 422,
    vi: 'Phải đính kèm văn bản kết quả.',
    en: 'The result document must be attached.',
  },
  'dossier.result-not-signed': {
    status: 422,
    vi: 'Văn bản kết quả chưa được ký số hợp lệ.',
    en: 'The result document bears no valid signature.',
  },
  'dossier.not-resolved': {
    status: 409,
    vi: 'Hồ sơ chưa có kết quả để trả, hoặc đã trả.',
    en: 'There is no result to return, or it was returned.',
  },
  'dossier.originals-not-returned': {
    status: 409,
    vi: 'Chưa trả lại bản chính cho người nộp.',
    en: 'The originals were not handed back.',
  },
  'dossier.not-returned': { status: 409, vi: 'Hồ sơ chưa trả kết quả.', en: 'The result was not returned yet.' },
  'dossier.result-already-revoked': {
    status: 409,
    vi: 'Kết quả đã bị thu hồi.',
    en: 'The result was revoked already.',
  },
  'dossier.revocation-decision-required': {
    status: 422,
    vi: 'Phải đính kèm quyết định thu hồi.',
    en: 'The revocation decision must be attached.',
  },
  'dossier.not-over': {
    status: 409,
    vi: 'Chỉ đánh giá được hồ sơ đã kết thúc.',
    en: 'Only a dossier that is over can be rated.',
  },
  'dossier.already-rated': {
    status: 409,
    vi: 'Hồ sơ này đã được đánh giá.',
    en: 'This dossier was rated already.',
  },
  'dossier.task-unknown': { status: 404, vi: 'Không tìm thấy việc cần xử lý.', en: 'There is no such task.' },
  'dossier.task-already-settled': {
    status: 409,
    vi: 'Việc này đã được xử lý xong.',
    en: 'This task is settled already.',
  },
} as const satisfies Record<string, RejectionText>;
