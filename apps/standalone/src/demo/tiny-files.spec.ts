import { describe, expect, it } from '@jest/globals';
import { sniffFile } from '@motcua/service-kit';
import { tinyFile } from './tiny-files.js';

describe('a tiny file', () => {
  it.each(['pdf', 'jpg', 'png'] as const)('of kind %s is one by its bytes, always the same', async (kind) => {
    const { mime, bytes } = tinyFile({ name: `giay-to.${kind}`, kind });
    expect(await sniffFile(Buffer.from(bytes))).toBe(mime);
    expect(tinyFile({ name: `giay-to.${kind}`, kind }).bytes).toEqual(bytes);
  });

  it('has its tables where a PDF reader looks for them', () => {
    const text = Buffer.from(tinyFile({ name: 'don.pdf', kind: 'pdf' }).bytes).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(text)![1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const [, third] = /0000000000 65535 f \n(?:.*\n){2}(\d{10}) 00000 n/.exec(text)!;
    expect(text.slice(Number(third), Number(third) + 7)).toBe('3 0 obj');
  });
});
