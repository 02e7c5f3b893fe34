import type { Rejected } from '@motcua/domain';

import { rejectionTexts } from './rejection-texts.js';

/** What is not there. */
const NOT_FOUND: readonly string[] = [
  'delivery.unknown',
  'dossier.opinion-unknown',
  'dossier.payment-unknown',
  'dossier.task-unknown',
  'dossier.unknown',
];

/** What is wrong with the content, whatever the state. */
const CONTENT_FAMILIES = /^(calendar|component|attachment|declaration|fee|procedure|routing|time|time-limit|unit)\./;
const CONTENT_ENDINGS =
  /-(invalid|required|missing|duplicate|incomplete|in-future|expiry-past|amount-differs|not-asked|not-scanned)$/;
const CONTENT: readonly string[] = [
  'dossier.boundary-free-not-open',
  'dossier.case-unknown',
  'dossier.channel-not-open',
  'dossier.mirror-status-unknown',
  'dossier.postmark-only-by-post',
  'dossier.unit-not-receiving',
  'dossier.unit-not-resolving',
];

/** 404 not there, 410 erased, 422 wrong content; everything else a rule says is about the state of things: 409. */
export function statusOf({ code }: Rejected): number {
  if (NOT_FOUND.includes(code)) return 404;
  if (code === 'dossier.subject-erased') return 410;
  return CONTENT.includes(code) || CONTENT_FAMILIES.test(code) || CONTENT_ENDINGS.test(code) ? 422 : 409;
}

export function detailOf(rejected: Rejected): string {
  const known = rejectionTexts[rejected.code];
  if (known !== undefined) return known;
  return statusOf(rejected) === 409
    ? `Trạng thái hiện tại không cho phép thực hiện yêu cầu này (${rejected.code}).`
    : `Nội dung yêu cầu không được chấp nhận (${rejected.code}).`;
}
