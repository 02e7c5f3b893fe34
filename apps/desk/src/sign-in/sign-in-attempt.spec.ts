import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SignInAttempt } from './sign-in-attempt.js';

describe('an attempt to sign in', () => {
  it('comes back from its cookie as it was', () => {
    const attempt = SignInAttempt.begin('/desk/work-list?q=Mẫu');
    const again = SignInAttempt.read(attempt.cookie)!;
    const of = ({ back, state, nonce, codeVerifier }: SignInAttempt) => [back, state, nonce, codeVerifier];
    expect(of(again)).toEqual(of(attempt));
    expect(attempt.cookie).toMatch(/^[\w.-]+$/);
  });

  it('has a state, a nonce and a verifier of its own, none of which tells another', () => {
    const [one, other] = [SignInAttempt.begin('/'), SignInAttempt.begin('/')];
    const values = [one, other].flatMap(({ state, nonce, codeVerifier }) => [state, nonce, codeVerifier]);
    expect(new Set(values).size).toBe(6);
    expect(values.every((value) => /^[A-Za-z0-9_-]{43}$/.test(value))).toBe(true);
    expect(values).not.toContain(one.cookie.split('.')[0]);
  });

  it('shows the issuer the digest of its verifier (S256)', () => {
    const { codeVerifier, codeChallenge } = SignInAttempt.begin('/');
    expect(codeChallenge).toBe(createHash('sha256').update(codeVerifier).digest('base64url'));
  });

  it.each([undefined, '', 'x', `${'a'.repeat(43)}`, `${'a'.repeat(44)}.L2`, `${'a'.repeat(43)}.L 2`])(
    'is none when the cookie is %j',
    (text) => expect(SignInAttempt.read(text)).toBeUndefined(),
  );
});
