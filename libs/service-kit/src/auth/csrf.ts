import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

import { Problem } from '../http/problem.js';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/**
 * What changes something and came with a cookie must come from our own page: the browser sends cookies along whoever's page asks.
 *
 * @param origin of the one address that people use
 * @throws {Problem} 403 `auth.csrf`
 */
export function demandOwnPage(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  csrfToken: string,
  origin: string,
): void {
  if (SAFE.includes(method)) return;
  if (isSameText(headers['x-csrf-token'], csrfToken) && isFromOurs(headers, origin)) return;
  throw new Problem(403, 'auth.csrf', 'Yêu cầu không đến từ trang của hệ thống. Vui lòng tải lại trang rồi thử lại.');
}

/** What the browser tells of the page must be right; a browser always tells one of them. */
function isFromOurs(headers: FastifyRequest['headers'], origin: string): boolean {
  const { origin: from } = headers;
  const site = headers['sec-fetch-site'];
  if (from === undefined && site === undefined) return false;
  return (from === undefined || from === origin) && (site === undefined || site === 'same-origin');
}

function isSameText(sent: string | string[] | undefined, wanted: string): boolean {
  return typeof sent === 'string' && timingSafeEqual(digestOf(sent), digestOf(wanted));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
