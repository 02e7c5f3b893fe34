import type { FastifyReply } from 'fastify';
import { newNonce } from '../pages/page-headers.js';
import type { FaultCode, SignInFault } from './sign-in-fault.js';

/** For people, in both languages: what happened and what helps. */
const TEXTS: Readonly<Record<FaultCode, readonly [vi: string, en: string]>> = {
  'sign-in.none': [
    'Hệ thống này chưa được cấu hình để đăng nhập.',
    'Nobody has set up signing in for this system yet.',
  ],
  'sign-in.stale': [
    'Lần đăng nhập này đã quá lâu, đã được dùng, hoặc bắt đầu ở một trình duyệt khác. Vui lòng đăng nhập lại.',
    'This sign-in is too old, was used before, or began in another browser. Please sign in again.',
  ],
  'sign-in.denied': ['Việc đăng nhập đã bị hủy hoặc bị từ chối.', 'The sign-in was cancelled or refused.'],
  'sign-in.account-unfit': [
    'Tài khoản này chưa được cấp đúng thông tin để dùng hệ thống. Vui lòng báo cho quản trị viên.',
    'This account lacks what the system needs to know of it. Please tell the administrator.',
  ],
  'auth.issuer-unreachable': [
    'Hệ thống xác thực tạm thời không phản hồi. Vui lòng thử lại sau ít phút.',
    'The sign-in service does not answer. Please try again in a few minutes.',
  ],
  'store.unavailable': [
    'Hệ thống tạm thời chưa lưu trữ được. Vui lòng thử lại sau ít phút.',
    'The system cannot store anything right now. Please try again in a few minutes.',
  ],
};

/** Answers with a page: people stand before these addresses, not programs. */
export function sendFaultPage(reply: FastifyReply, { status, code }: SignInFault): void {
  const nonce = newNonce();
  void reply
    .status(status)
    .headers({
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      ...(status === 503 ? { 'retry-after': '5' } : {}),
    })
    .type('text/html; charset=utf-8')
    .send(pageOf(code, nonce));
}

function pageOf(code: FaultCode, nonce: string): string {
  const [vi, en] = TEXTS[code];
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chưa đăng nhập được</title>
<style nonce="${nonce}">
body { margin: 0; background: #f5f5f5; color: #1f1f1f; font: 16px/1.6 'Be Vietnam Pro', system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 520px; margin: 10vh auto; padding: 32px; background: #fff; border-top: 3px solid #a8071a; border-radius: 6px; }
h1 { margin: 0 0 16px; font-size: 24px; }
a { color: #8a0615; }
.code { color: #595959; font-size: 14px; }
</style>
</head>
<body>
<main>
<h1>Chưa đăng nhập được</h1>
<p>${vi}</p>
<p lang="en">${en}</p>
<p><a href="/session/sign-in">Đăng nhập lại <span lang="en">(Sign in again)</span></a> · <a href="/">Trang đầu <span lang="en">(Home)</span></a></p>
<p class="code">${code}</p>
</main>
</body>
</html>
`;
}
