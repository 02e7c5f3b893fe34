import { describe, expect, it } from '@jest/globals';
import { answerOf, classify } from './classifier.js';
import type { ClassifierRule } from './wire-profile.js';

const rules: readonly ClassifierRule[] = [
  { when: { text: ['không thành công', 'chưa thành công'] }, is: 'rejected' },
  { when: { text: ['đã được tiếp nhận', 'đã tồn tại'] }, is: 'alreadyAccepted' },
  { when: { 'json.error_code': ['0'] }, is: 'accepted' },
  { when: { 'json.error_code': ['-1'] }, is: 'conflict' },
  { when: { text: ['thành công'] }, is: 'accepted' },
  { when: 'otherwise', is: 'unknown' },
];

function kindOf(body: string | Uint8Array, zeroCode = true): string {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return classify(rules, answerOf(200, bytes), zeroCode)?.is ?? 'otherwise';
}

const bom = '\ufeff';
const table: readonly (readonly [what: string, body: string, is: string])[] = [
  ['composed Vietnamese', 'Gửi thông tin thành công'.normalize('NFC'), 'accepted'],
  ['decomposed Vietnamese', 'Gửi thông tin thành công'.normalize('NFD'), 'accepted'],
  ['capitals', 'GỬI THÔNG TIN THÀNH CÔNG', 'accepted'],
  ['many kinds of blanks', 'thành\u00a0 \r\n\t công', 'accepted'],
  ['zero-width characters', 'thành\u200b công', 'accepted'],
  ['a sentence glued to another', 'HS.H99.0001.Hồ sơ đã tồn tại.Vui lòng kiểm tra', 'alreadyAccepted'],
  ['a negation', 'Cập nhật không thành công', 'rejected'],
  ['a decomposed negation in capitals', 'CHƯA THÀNH CÔNG'.normalize('NFD'), 'rejected'],
  ['a negation inside JSON', '{"error_code":"0","message":"Cập nhật không thành công"}', 'rejected'],
  ['words behind \\u escapes', '{"message":"Kh\\u00f4ng th\\u00e0nh c\\u00f4ng"}', 'rejected'],
  ['zero as a number', '{"error_code":0}', 'accepted'],
  ['zero as text', '{"error_code":"0"}', 'accepted'],
  ['a double zero', '{"error_code":"00"}', 'accepted'],
  ['a byte order mark', `${bom}{"error_code":"0"}`, 'accepted'],
  ['JSON inside a JSON string', JSON.stringify('{"error_code":"-1"}'), 'conflict'],
  ['a bare JSON string', JSON.stringify('Hồ sơ đã tồn tại'), 'alreadyAccepted'],
  ['an HTML page that talks of success', '<html><body>thành công</body></html>', 'otherwise'],
  ['a page with a doctype', '<!DOCTYPE html><p>đã tồn tại</p>', 'otherwise'],
  ['a body that was cut off behind good words', '{"message":"thành công","err', 'otherwise'],
  ['a cut-off body inside a string', JSON.stringify('{"message":"thành công","err'), 'otherwise'],
  ['nothing', '', 'otherwise'],
  ['blanks', ' \r\n ', 'otherwise'],
  ['an object without members', '{}', 'otherwise'],
  ['an inherited member', '{"constructor":"0"}', 'otherwise'],
  ['the code where an object should be', '{"error_code":{"error_code":"0"}}', 'otherwise'],
];

describe('classification of answers', () => {
  it.each(table)('understands %s', (_what, body, is) => {
    expect(kindOf(body)).toBe(is);
  });

  it('takes a double zero for zero only where the profile says so', () => {
    expect(kindOf('{"error_code":"00"}', false)).toBe('otherwise');
  });

  it('counts only lists that are there', () => {
    const counting: ClassifierRule[] = [
      { when: { 'count.result': ['none'] }, is: 'absent' },
      { when: { 'count.result': ['some'] }, is: 'accepted' },
    ];
    const is = (body: string): string | undefined => classify(counting, answerOf(200, Buffer.from(body)), false)?.is;
    expect(is('{"result":[]}')).toBe('absent');
    expect(is('{"result":[1]}')).toBe('accepted');
    expect(is('{"result":{}}')).toBeUndefined();
    expect(is('{}')).toBeUndefined();
  });
});
