import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair, importJWK } from 'jose';
import { describe, expect, it } from '@jest/globals';

import { DemoIssuer } from './demo-issuer.js';
import { type AuthOptions, InvalidToken, IssuerUnreachable, TokenVerifier } from './token-verifier.js';

const officer = { subject: 'officer-1', roles: ['deskOfficer'], units: ['H99.14'] } as const;

describe('the token verifier', () => {
  async function setUp(): Promise<{ issuer: DemoIssuer; verifier: TokenVerifier; auth: AuthOptions }> {
    const issuer = await DemoIssuer.inMemory();
    return { issuer, verifier: new TokenVerifier(issuer.auth), auth: issuer.auth };
  }

  it('makes an actor of a good token', async () => {
    const { issuer, verifier } = await setUp();
    const actor = await verifier.verify(await issuer.token({ ...officer, clientId: 'desk-web' }));
    expect([actor.subject, actor.roles, actor.units, actor.clientId]).toEqual([
      'officer-1',
      ['deskOfficer'],
      ['H99.14'],
      'desk-web',
    ]);
  });

  it('keeps the roles it knows and refuses units that are none', async () => {
    const { issuer, verifier } = await setUp();
    const roles = ['deskOfficer', 'emperor'] as never;
    expect((await verifier.verify(await issuer.token({ ...officer, roles }))).roles).toEqual(['deskOfficer']);
    await expect(verifier.verify(await issuer.token({ ...officer, units: ['H99%'] }))).rejects.toThrow(InvalidToken);
  });

  it("refuses a citizen whose account id is the personal number, with a code for the issuer's operator", async () => {
    const { issuer, verifier } = await setUp();
    const number = '099090000001';
    const citizen = { roles: ['citizen'], units: [], personalId: number } as const;
    await expect(verifier.verify(await issuer.token({ ...citizen, subject: number }))).rejects.toMatchObject({
      name: 'InvalidToken',
      code: 'auth.subject-personal',
      message: expect.not.stringContaining(number),
    });
    await expect(verifier.verify(await issuer.token({ ...citizen, subject: 'account-7' }))).resolves.toBeDefined();
  });

  it('refuses the tokens of another key, another audience, another issuer', async () => {
    const { issuer, auth } = await setUp();
    const token = await issuer.token(officer);
    const others = [(await setUp()).auth, { ...auth, audience: 'other' }, { ...auth, issuer: 'https://other.example' }];
    for (const other of others) await expect(new TokenVerifier(other).verify(token)).rejects.toThrow(InvalidToken);
  });

  it('refuses an expired token beyond the tolerance, and says nothing of its content', async () => {
    const { issuer, auth } = await setUp();
    const late = await issuer.token(officer, -20);
    await expect(new TokenVerifier(auth).verify(late)).resolves.toBeDefined();
    const strict = new TokenVerifier({ ...auth, clockToleranceSeconds: 5 });
    await expect(strict.verify(late)).rejects.toThrow(/^ERR_JWT_EXPIRED$/);
  });

  it('refuses an unsigned token, and one that takes the public key for a shared secret', async () => {
    const { verifier, auth } = await setUp();
    const claims = { sub: 'x', motcua_roles: ['administrator'], iss: auth.issuer, aud: auth.audience };
    const unsigned = new UnsecuredJWT(claims).setExpirationTime('1h').encode();
    await expect(verifier.verify(unsigned)).rejects.toThrow(InvalidToken);
    const publicKey = new TextEncoder().encode(JSON.stringify(auth.keys));
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(publicKey);
    await expect(verifier.verify(confused)).rejects.toThrow(InvalidToken);
  });

  it('refuses a shared secret even when the key set holds one', async () => {
    const secret = { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url'), kid: 's', alg: 'HS256' };
    const auth = { issuer: 'https://issuer.example', audience: 'motcua', keys: { keys: [secret] } };
    const token = await new SignJWT({ sub: 'x', iss: auth.issuer, aud: auth.audience })
      .setProtectedHeader({ alg: 'HS256', kid: 's' })
      .setExpirationTime('1h')
      .sign(await importJWK(secret, 'HS256'));
    await expect(new TokenVerifier(auth).verify(token)).rejects.toThrow(InvalidToken);
  });

  it('refuses algorithms that are not on its list', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES512');
    const auth = { issuer: 'https://issuer.example', audience: 'motcua', keys: { keys: [await exportJWK(publicKey)] } };
    const token = new SignJWT({ sub: 'x', iss: auth.issuer, aud: auth.audience })
      .setProtectedHeader({ alg: 'ES512' })
      .setExpirationTime('1h');
    await expect(new TokenVerifier(auth).verify(await token.sign(privateKey))).rejects.toThrow(InvalidToken);
  });

  it('refuses a token that never ends', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const auth = { issuer: 'https://issuer.example', audience: 'motcua', keys: { keys: [await exportJWK(publicKey)] } };
    const token = await new SignJWT({ sub: 'x', iss: auth.issuer, aud: auth.audience })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    await expect(new TokenVerifier(auth).verify(token)).rejects.toThrow(InvalidToken);
  });

  it('tells an issuer that does not answer from a bad token', async () => {
    const { issuer, auth } = await setUp();
    const verifier = new TokenVerifier({ ...auth, keys: { jwksUrl: 'http://127.0.0.1:9/jwks' } });
    await expect(verifier.verify(await issuer.token(officer))).rejects.toThrow(IssuerUnreachable);
  });
});
