import { describe, expect, it } from '@jest/globals';
import { redactBody, redactHeaders } from './redact.js';

describe('what the journal keeps of an exchange', () => {
  it('has no secret of a body, at any depth and in any case', () => {
    const body = { session: 's-secret', a: [{ PassWord: 'p-secret', authKey: 'k-secret' }], session_note: 'stays' };
    const kept = redactBody(JSON.stringify(body));
    expect(kept).not.toContain('secret');
    expect(kept).toContain('stays');
  });

  it('has no secret of a form', () => {
    expect(redactBody('grant_type=client_credentials&client_secret=abc')).toBe(
      'grant_type=client_credentials&client_secret=%5Bredacted%5D',
    );
  });

  it('has no bearer value', () => {
    const headers = { authorization: 'Bearer x', lgspaccesstoken: 'x', Cookie: 'x', accept: 'application/json' };
    expect(Object.values(redactHeaders(headers)).filter((value) => value.includes('x'))).toEqual([]);
    expect(redactHeaders(headers)['accept']).toBe('application/json');
  });

  it('names a document by digest, size and kind instead of keeping it', () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(2000, 7)]).toString('base64');
    const kept = JSON.parse(redactBody(JSON.stringify({ noiDungFile: pdf }))) as { noiDungFile: unknown };
    expect(kept.noiDungFile).toEqual({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: 2009,
      mime: 'application/pdf',
    });
  });

  it('leaves text that is no JSON as it is', () => {
    expect(redactBody('Gửi thông tin thành công')).toBe('Gửi thông tin thành công');
  });
});
