import { describe, expect, it } from '@jest/globals';

import { sniffFile } from './sniff-file.js';

describe('sniffing a file', () => {
  const pdf = Buffer.from('%PDF-1.4\n');
  const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(120)]);

  it('goes by the bytes', async () => {
    await expect(sniffFile(pdf)).resolves.toBe('application/pdf');
    await expect(sniffFile(exe)).resolves.toBe('application/x-msdownload');
  });

  it('says nothing of text, emptiness and rubbish', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('Tờ khai'), Buffer.from([0xff])])
      await expect(sniffFile(bytes)).resolves.toBeUndefined();
  });
});
