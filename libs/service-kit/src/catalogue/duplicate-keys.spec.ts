import { describe, expect, it } from '@jest/globals';
import { duplicateKeys } from './duplicate-keys.js';

describe('names that stand twice', () => {
  it.each([
    ['{"a":1,"a":2}', ['/a']],
    ['{"a":[{"b":1},{"b":1,"b":2}]}', ['/a/1/b']],
    ['{"a":{"x/y":1,"x\\/y":2}}', ['/a/x~1y']],
    ['[[1,2],{"k":{},"k":[]}]', ['/1/k']],
  ])('are found in %s', (text, pointers) => expect(duplicateKeys(text)).toEqual(pointers));

  it.each(['{"a":{"a":{"a":1}},"b":{"a":"a"}}', '[{"a":1},{"a":1}]', '{"a":"{\\"a\\":1,","b":"a\\\\"}', '1', '"a"'])(
    'are not seen in %s',
    (text) => expect(duplicateKeys(text)).toEqual([]),
  );
});
