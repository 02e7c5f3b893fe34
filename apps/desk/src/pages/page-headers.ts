import { randomBytes } from 'node:crypto';

/** One for every answer: only scripts and styles that carry it are let in. */
export function newNonce(): string {
  return randomBytes(18).toString('base64');
}

/** Of the pages themselves; what the APIs answer has stricter ones (`service-kit/http/fastify.ts`). */
export function pageHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'", // positions of menus, widths of columns; they hold no text of anybody
      "font-src 'self'",
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      'frame-src blob:', // scans and slips that the page itself fetched
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-store',
  };
}
