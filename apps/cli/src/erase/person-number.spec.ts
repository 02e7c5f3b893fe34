import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { personNumber } from './person-number.js';

function piped(text: string): NodeJS.ReadStream {
  return Readable.from([Buffer.from(text)]) as unknown as NodeJS.ReadStream;
}

describe('the identity number', () => {
  it('comes on standard input, with or without an end of line', async () => {
    await expect(personNumber(undefined, piped('099194777351\n'))).resolves.toBe('099194777351');
    await expect(personNumber(undefined, piped('099194777351'))).resolves.toBe('099194777351');
  });

  it('is one, and is there', async () => {
    await expect(personNumber(undefined, piped('\n'))).rejects.toThrow('no identity number');
    await expect(personNumber(undefined, piped('099194777351\n099194777352\n'))).rejects.toThrow('one identity number');
  });

  it('is not repeated when it is refused', async () => {
    const refused = await personNumber(undefined, piped('099194777351 x')).catch((error: Error) => error.message);
    expect(refused).not.toContain('0991');
  });
});
