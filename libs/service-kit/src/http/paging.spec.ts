import { describe, expect, it } from '@jest/globals';

import { decodeCursor, encodeCursor } from './paging.js';

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

describe('a cursor', () => {
  it('comes back as it went out', () => {
    expect(decodeCursor(encodeCursor(['2026-03-02', 7, null]), 3)).toEqual(['2026-03-02', 7, null]);
  });

  it.each([
    ['rubbish', '%%%'],
    ['no list', encoded('{"length":2}')],
    ['another size', encoded('["a"]')],
    ['a part that is no value', encoded('["a",{}]')],
    ['a number without end', encoded('["a",1e999]')],
    ['NUL, which PostgreSQL cannot hold', encoded('["\\u0000","a"]')],
    ['a lone surrogate', encoded('["\\ud800","a"]')],
  ])('is refused when it holds %s', (_what, cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow('cursor.invalid');
  });
});
