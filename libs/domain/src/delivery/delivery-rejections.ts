import type { RejectionText } from '../rejection-text.js';

/** Every reason for which a delivery lane says no. */
export const deliveryRejections = {
  'delivery.unknown': { status: 404, vi: 'Không tìm thấy lần gửi này.', en: 'There is no such delivery.' },
  'delivery.not-next': {
    status: 409,
    vi: 'Lần gửi này chưa đến lượt hoặc chưa đến giờ.',
    en: "It is not this delivery's turn, or not yet its time.",
  },
  'delivery.attempt-not-running': {
    status: 409,
    vi: 'Lần gửi này không ở trạng thái đang gửi.',
    en: 'No such attempt is in flight.',
  },
  'delivery.not-to-reconcile': {
    status: 409,
    vi: 'Lần gửi này không cần đối soát.',
    en: 'The delivery is not to be reconciled.',
  },
  'delivery.already-called': {
    status: 409,
    vi: 'Lần gửi này đã được thực hiện nên không thể giữ lại.',
    en: 'A call was made already, so the delivery cannot be held.',
  },
  'delivery.reasons-required': { status: 422, vi: 'Phải nêu lý do giữ lại.', en: 'Reasons must be given.' },
  'delivery.not-stuck': {
    status: 409,
    vi: 'Lần gửi này không bị giữ lại hoặc tạm dừng.',
    en: 'The delivery is neither held nor parked.',
  },
  'delivery.unknown-needs-look': {
    status: 409,
    vi: 'Chưa rõ kết quả lần gửi trước; phải đối soát trước khi gửi lại.',
    en: 'The last outcome is unknown: look first, then send.',
  },
  'delivery.cannot-look': {
    status: 409,
    vi: 'Hệ thống nhận không cho phép tra cứu để đối soát.',
    en: 'The other system cannot be asked about this operation.',
  },
  'delivery.evidence-required': {
    status: 422,
    vi: 'Phải có chứng từ và ghi chú.',
    en: 'Evidence and a note are required.',
  },
  'delivery.resend-unfinished': {
    status: 409,
    vi: 'Chỉ gửi lại được lần gửi đã kết thúc.',
    en: 'Only a finished delivery can be sent anew.',
  },
} as const satisfies Record<string, RejectionText>;

export type DeliveryRejection = keyof typeof deliveryRejections;
