import type { RejectionText } from '../rejection-text.js';

/** Every reason for which a replay job says no. */
export const replayRejections = {
  'replay.unknown': { status: 404, vi: 'Không tìm thấy tác vụ này.', en: 'There is no such job.' },
  'replay.exists': { status: 409, vi: 'Tác vụ này đã được tạo.', en: 'The job was asked for already.' },
  'replay.nothing-planned': {
    status: 409,
    vi: 'Không có sự kiện nào khớp với yêu cầu.',
    en: 'No fact matches what was asked for.',
  },
  'replay.rate-invalid': { status: 422, vi: 'Tốc độ không hợp lệ.', en: 'The rate is not valid.' },
  'replay.same-person': {
    status: 409,
    vi: 'Người phê duyệt phải khác người yêu cầu.',
    en: 'The approval must come from another administrator.',
  },
  'replay.not-waiting': {
    status: 409,
    vi: 'Tác vụ không ở trạng thái chờ phê duyệt.',
    en: 'The job does not wait for an approval.',
  },
  'replay.not-running': { status: 409, vi: 'Tác vụ không đang chạy.', en: 'The job is not running.' },
  'replay.not-paused': { status: 409, vi: 'Tác vụ không đang tạm dừng.', en: 'The job is not paused.' },
  'replay.ended': { status: 409, vi: 'Tác vụ đã kết thúc.', en: 'The job has ended.' },
  'replay.tally-wrong': {
    status: 409,
    vi: 'Số liệu tiến độ không khớp với kế hoạch.',
    en: 'The count does not fit the plan.',
  },
} as const satisfies Record<string, RejectionText>;

export type ReplayRejection = keyof typeof replayRejections;
