import { Rejected } from '@motcua/domain';
import { DefiniteFailure, InvalidAppend, StoreUnavailable, UnknownOutcome, VersionConflict } from '@motcua/event-store';
import { HttpException } from '@nestjs/common';

import { IssuerUnreachable } from '../auth/token-verifier.js';
import { CommandIdReused } from '../commands/command-handler.js';
import { KeysDestroyed, KeysMissing } from '../sealing/key-vault.js';
import { MISSING_TEXT } from '../personal/missing-text.js';
import { Problem } from './problem.js';
import { detailOf, statusOf } from './rejections.js';

/** The problem that an error is to the caller; everything unforeseen is a 500 that says nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Rejected) {
    return new Problem(statusOf(error), error.code, detailOf(error), { reason: error.details });
  }
  return commandProblem(error) ?? outageProblem(error) ?? frameworkProblem(error) ?? unforeseen();
}

export function unforeseen(): Problem {
  return new Problem(
    500,
    'internal',
    'Hệ thống gặp lỗi ngoài dự kiến. Vui lòng thử lại sau hoặc báo cho quản trị viên.',
  );
}

function commandProblem(error: unknown): Problem | undefined {
  if (error instanceof CommandIdReused) {
    return new Problem(409, error.code, 'Idempotency-Key này đã được dùng cho một yêu cầu có nội dung khác.');
  }
  if (error instanceof VersionConflict) {
    return new Problem(409, 'stream.contended', 'Hồ sơ đang được người khác cập nhật. Vui lòng thử lại.', {
      retryable: true,
      retryAfterSeconds: 1,
    });
  }
  if (error instanceof KeysDestroyed) {
    return new Problem(410, 'dossier.erased', 'Dữ liệu cá nhân của hồ sơ này đã được xóa.');
  }
  if (error instanceof KeysMissing) return keysMissing();
  return error instanceof InvalidAppend
    ? new Problem(422, error.code, 'Nội dung yêu cầu không thể lưu trữ được.')
    : undefined;
}

/** Nobody gains by trying again soon: an administrator has to bring the keys. */
function keysMissing(): Problem {
  return new Problem(503, 'keys.missing', MISSING_TEXT, { retryable: false });
}

const OUTAGE = { retryable: true, retryAfterSeconds: 5 } as const;

function outageProblem(error: unknown): Problem | undefined {
  if (error instanceof UnknownOutcome) {
    const detail = 'Chưa biết yêu cầu đã được ghi nhận hay chưa. Vui lòng gửi lại đúng yêu cầu này.';
    return new Problem(503, 'store.outcome-unknown', detail, OUTAGE);
  }
  if (error instanceof DefiniteFailure || error instanceof StoreUnavailable || isDatabaseDown(error)) {
    return new Problem(503, 'store.unavailable', 'Hệ thống tạm thời chưa lưu trữ được. Vui lòng thử lại sau.', OUTAGE);
  }
  return error instanceof IssuerUnreachable
    ? new Problem(503, 'auth.issuer-unreachable', 'Hệ thống xác thực tạm thời không phản hồi.', OUTAGE)
    : undefined;
}

/**
 * SQLSTATE classes: 08 connection, 53 resources (disk full), 57P server going down or starting, 57014 statement out of time; 25006
 * a standby that only reads; 42P01 a read model whose first build is not there yet; and what Node says.
 */
const DOWN =
  /^(08|53|57P|57014|25006|42P01)|^(ECONN(REFUSED|RESET|ABORTED)|E(HOST|NET)UNREACH|EAI_AGAIN|EPIPE|ETIMEDOUT|ENOTFOUND|ENOENT|ENOSPC|EDQUOT)$/;

function isDatabaseDown(error: unknown): boolean {
  // Not `instanceof`: errors of Node's own networking may come from another realm.
  const { message, code, syscall } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (typeof message === 'string' && isFromPool(message)) return true;
  return typeof code === 'string' && DOWN.test(code) && (code !== 'ENOENT' || syscall === 'connect');
}

/** The driver gives these faults no code. */
const POOL_TEXTS = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect/,
  /^Cannot use a pool after calling end/,
  /^Client (has encountered a connection error|was closed) and is not queryable/,
  /^Query read timeout/,
];

function isFromPool(message: string): boolean {
  return POOL_TEXTS.some((text) => text.test(message));
}

const FRAMEWORK: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['request.malformed', 'Yêu cầu không hợp lệ.'],
  401: ['auth.token-invalid', 'Mã truy cập không hợp lệ hoặc đã hết hạn.'],
  403: ['auth.forbidden', 'Tài khoản không có quyền thực hiện thao tác này.'],
  404: ['resource.not-found', 'Không tìm thấy địa chỉ hoặc dữ liệu được yêu cầu.'],
  405: ['request.method-not-allowed', 'Phương thức không được hỗ trợ.'],
  408: ['request.timeout', 'Yêu cầu gửi đến quá chậm.'],
  413: ['body.too-large', 'Nội dung gửi lên quá lớn.'],
  414: ['request.address-too-long', 'Địa chỉ quá dài.'],
  415: ['body.unsupported-type', 'Kiểu nội dung không được hỗ trợ; hãy dùng application/json.'],
  431: ['request.headers-too-large', 'Tiêu đề của yêu cầu quá lớn.'],
};

/** Errors of Nest and Fastify are told apart by status only: their texts may repeat what was sent. */
function frameworkProblem(error: unknown): Problem | undefined {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  const [code, detail] = FRAMEWORK[status] ?? FRAMEWORK[400]!;
  return new Problem(FRAMEWORK[status] === undefined ? 400 : status, code, detail);
}
