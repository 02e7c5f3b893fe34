import type { Problem, ProblemDocument } from './problem.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Yêu cầu không hợp lệ',
  401: 'Chưa xác thực',
  403: 'Không có quyền',
  404: 'Không tìm thấy',
  409: 'Xung đột trạng thái',
  410: 'Không còn dữ liệu',
  413: 'Nội dung quá lớn',
  415: 'Kiểu nội dung không được hỗ trợ',
  422: 'Nội dung không được chấp nhận',
  429: 'Quá nhiều yêu cầu',
  500: 'Lỗi hệ thống',
  503: 'Tạm thời không phục vụ được',
};

/** @param correlationId becomes `instance`: the number a citizen or officer tells the help desk */
export function problemDocument(problem: Problem, correlationId: string): ProblemDocument {
  const { errors, reason, retryable } = problem.extras;
  return {
    type: `/problems/${problem.code}`,
    title: TITLES[problem.status] ?? (problem.status < 500 ? 'Yêu cầu bị từ chối' : 'Lỗi hệ thống'),
    status: problem.status,
    detail: problem.detail,
    instance: correlationId,
    code: problem.code,
    ...(errors === undefined ? {} : { errors }),
    ...(reason === undefined || Object.keys(reason).length === 0 ? {} : { reason }),
    ...(retryable === undefined ? {} : { retryable }),
  };
}

/** Headers that go with a problem. */
export function problemHeaders(problem: Problem): Record<string, string> {
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(problem.extras.retryAfterSeconds === undefined
      ? {}
      : { 'retry-after': String(problem.extras.retryAfterSeconds) }),
  };
}
