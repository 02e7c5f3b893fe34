import type { ErrorObject } from 'ajv/dist/2020.js';
import type { DeclarationIssue, DeclarationIssueCode } from './declaration-issue.js';
import type { FormField } from './schema-fields.js';

/** What a failed keyword means to a citizen: a code for programs and the rest of a Vietnamese sentence after the field's name. */
const MEANINGS: Readonly<Record<string, readonly [DeclarationIssueCode, string]>> = {
  required: ['missing', 'là thông tin bắt buộc.'],
  type: ['wrong-type', 'có kiểu dữ liệu không đúng.'],
  minLength: ['too-short', 'quá ngắn hoặc để trống.'],
  maxLength: ['too-long', 'quá dài.'],
  minItems: ['missing', 'cần có ít nhất một dòng.'],
  maxItems: ['too-many', 'có quá nhiều dòng.'],
  pattern: ['wrong-format', 'không đúng định dạng.'],
  format: ['wrong-format', 'không đúng định dạng.'],
  enum: ['not-in-list', 'không có trong danh mục được chọn.'],
  const: ['not-in-list', 'không có giá trị được chấp nhận.'],
  'x-codeList': ['not-in-list', 'không có trong danh mục.'],
  minimum: ['out-of-range', 'nhỏ hơn mức cho phép.'],
  maximum: ['out-of-range', 'lớn hơn mức cho phép.'],
  not: ['not-allowed', 'không được khai trong trường hợp này.'],
  'x-notAfterReception': ['in-the-future', 'không được sau ngày nộp hồ sơ.'],
  'x-before': ['too-late', 'phải trước ngày'],
  'x-notBeforeField': ['out-of-order', 'không được trước thời điểm bắt đầu.'],
  additionalProperties: ['unknown-field', 'không thuộc tờ khai này.'],
  unevaluatedProperties: ['unknown-field', 'không thuộc tờ khai này.'],
};

/** Keywords whose own sentence says more than the `x-message` of the definition they stand beside. */
const OWN_WORDS = new Set([
  'x-notAfterReception',
  'x-before',
  'x-notBeforeField',
  'maxLength',
  'minLength',
  'required',
]);

/** The issue that an Ajv error tells; null for keywords that only sum others up (`if`, `allOf`). */
export function issueOf(
  error: ErrorObject,
  fieldAt: (pointer: string) => FormField | undefined,
): DeclarationIssue | null {
  const meaning = MEANINGS[error.keyword];
  if (meaning === undefined) return null;
  const pointer = error.instancePath + suffixOf(error);
  const [code, ending] = meaning;
  const title = fieldAt(pointer)?.title ?? 'Thông tin';
  return { pointer, code, message: ownMessage(error) ?? `${title} ${ending}${limitOf(error)}` };
}

function suffixOf({ keyword, params }: ErrorObject): string {
  const name = (params as Record<string, unknown>)[PARAM[keyword] ?? ''];
  return typeof name === 'string' ? `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : '';
}

const PARAM: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
};

function ownMessage({ keyword, parentSchema }: ErrorObject): string | null {
  const message = (parentSchema as Record<string, unknown> | undefined)?.['x-message'];
  return typeof message === 'string' && !OWN_WORDS.has(keyword) ? message : null;
}

function limitOf({ keyword, schema }: ErrorObject): string {
  if (keyword !== 'x-before' || typeof schema !== 'string') return '';
  const [year, month, day] = schema.split('-');
  return ` ${day}/${month}/${year}.`;
}
