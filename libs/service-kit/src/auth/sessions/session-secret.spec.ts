import { describe, expect, it } from '@jest/globals';

import { SessionSecret } from './session-secret.js';

describe('the secret of a session', () => {
  it('is read back from its text, and from nothing else', () => {
    const secret = SessionSecret.random();
    expect(SessionSecret.read(secret.text)?.id).toEqual(secret.id);
    const others = [
      undefined,
      '',
      'a'.repeat(42),
      'a'.repeat(44),
      `${secret.text.slice(0, -1)}!`,
      `${'A'.repeat(42)}B`,
    ];
    expect(others.map((text) => SessionSecret.read(text))).toEqual(others.map(() => undefined));
  });

  it('opens what it sealed, and shows nothing of it', () => {
    const secret = SessionSecret.random();
    const sealed = secret.seal('personal_id 099090000001');
    expect(secret.open(sealed)).toBe('personal_id 099090000001');
    expect(sealed.toString('latin1')).not.toContain('099090000001');
  });

  it('opens nothing that another one sealed, nor what was changed', () => {
    const [secret, other] = [SessionSecret.random(), SessionSecret.random()];
    const sealed = secret.seal('claims');
    expect(() => other.open(sealed)).toThrow(/unable to authenticate/);
    const changed = Buffer.from(sealed);
    changed[14]! ^= 1;
    expect(() => secret.open(changed)).toThrow(/unable to authenticate/);
  });

  it('leads from the cookie to the row, and not back', () => {
    const secret = SessionSecret.random();
    expect(secret.id).toHaveLength(32);
    expect(secret.id.toString('base64url')).not.toBe(secret.text);
  });
});
