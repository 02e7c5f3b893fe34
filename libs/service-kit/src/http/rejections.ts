import type { Rejected } from '@motcua/domain';

/**
 * The status of a domain rejection. Refusals by the state of things are 409; what is wrong with the content as such is 422; what
 * is not there is 404. Exact codes come first, then the last part of the code.
 */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  'dossier.unknown': 404,
  'dossier.not-found': 404,
  'calendar.year-not-loaded': 422,
  'routing.undefined': 422,
  'time.invalid': 422,
  'time-limit.amount': 422,
};

/** Whole families of codes that are about content, whatever the rule. */
const CONTENT_FAMILIES: readonly string[] = [
  'procedure',
  'unit',
  'declaration',
  'component',
  'attachment',
  'dossier-code',
];

export function statusOf(rejected: Rejected): number {
  const exact = STATUS_BY_CODE[rejected.code];
  if (exact !== undefined) return exact;
  return CONTENT_FAMILIES.includes(rejected.code.split('.')[0] ?? '') ? 422 : 409;
}

/** Vietnamese sentences for the rejections people meet; see `detailOf` for the others. */
const DETAILS: Readonly<Record<string, string>> = {};

export function detailOf(rejected: Rejected): string {
  const known = DETAILS[rejected.code];
  if (known !== undefined) return known;
  return statusOf(rejected) === 409
    ? `Hồ sơ đang ở trạng thái không cho phép thực hiện yêu cầu này (${rejected.code}).`
    : `Nội dung yêu cầu không được chấp nhận (${rejected.code}).`;
}
