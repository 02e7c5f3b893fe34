import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type PaperMark, markDigest, markText, readMark, signedMark } from './paper-mark.js';
import { type PaperKey, verifyMark } from './verify-mark.js';

const mark: PaperMark = {
  form: '01',
  dossierCode: '000.00.14.H99-261124-0001',
  issuedAt: '2026-11-24T01:30:00.123Z',
  unitCode: 'H99.14',
  digest: 'AAAAAAAAAAAAAAAAAAAAAA',
};

function newKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const key: PaperKey = { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid, x: x! };
  const signed = (one: PaperMark): string => {
    const text = markText(one, kid);
    return signedMark(text, sign(null, Buffer.from(text), privateKey));
  };
  return { key, signed };
}

describe('The mark of a paper', () => {
  const { key, signed } = newKey('key-one-001');
  const text = signed(mark);
  const keys = { keys: [key] };

  it('is verified offline, bare or as the address of the public page', async () => {
    const genuine = { verdict: 'valid', mark, keyId: 'key-one-001' };
    expect(await verifyMark(text, keys)).toEqual(genuine);
    expect(await verifyMark(`https://motcua.example/verify#${text}`, keys)).toEqual(genuine);
    expect(await verifyMark(` https://motcua.example/verify#${text.replaceAll('~', '%7E')}\n`, keys)).toEqual(genuine);
  });

  it('is not valid once any of its letters is another one', async () => {
    for (let at = 0; at < text.length; at += 1) {
      for (const letter of ['A', 'B', '0', '~', '-']) {
        if (text[at] === letter) continue;
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        expect([changed, (await verifyMark(changed, keys)).verdict]).not.toEqual([changed, 'valid']);
      }
    }
  });

  it('has one spelling: spare bits at the end of the signature count too', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = letters.indexOf(text.at(-1)!);
    const twin = text.slice(0, -1) + letters[last ^ 1]!;
    expect(await verifyMark(twin, keys)).toEqual({ verdict: 'unreadable' });
  });

  it('fails with another code, form or moment under the same signature', async () => {
    const signature = text.split('~').at(-1)!;
    for (const change of [{ dossierCode: 'H99.14-261124-0002' }, { form: '04' }, { unitCode: 'H99.31' }] as const) {
      const forged = `${markText({ ...mark, ...change }, key.kid)}~${signature}`;
      expect(await verifyMark(forged, keys)).toMatchObject({ verdict: 'forged' });
    }
  });

  it('fails when another key signed it, and says so when the key is nobody we know', async () => {
    expect(await verifyMark(newKey('key-one-001').signed(mark), keys)).toMatchObject({ verdict: 'forged' });
    expect(await verifyMark(newKey('key-two-002').signed(mark), keys)).toMatchObject({ verdict: 'unknownKey' });
    expect(await verifyMark(text, { keys: [] })).toMatchObject({ verdict: 'unknownKey' });
  });

  it('stays valid after a new key was made', async () => {
    expect(await verifyMark(text, { keys: [newKey('key-two-002').key, key] })).toMatchObject({ verdict: 'valid' });
  });

  it('is no mark when it is cut off, too long, or something else', () => {
    for (const other of ['', 'https://example.org/', text.slice(0, -1), `${text}~`, `${text}A`, 'p1~', 'x'.repeat(700)])
      expect([other, readMark(other)]).toEqual([other, undefined]);
  });

  it('is short enough for a small QR code', () => {
    expect(text.length).toBeLessThan(180);
  });

  it('is refused where nobody could read it again', () => {
    expect(() => markText({ ...mark, dossierCode: 'H99~1' }, key.kid)).toThrow(TypeError);
    expect(() => markText({ ...mark, issuedAt: 'yesterday' }, key.kid)).toThrow(TypeError);
  });

  it('holds a digest of the printed fields: other fields, another digest; borders between fields count', async () => {
    const digest = await markDigest(['01', 'ab', 'c']);
    expect(digest).toMatch(/^[\w-]{22}$/);
    expect(await markDigest(['01', 'ab', 'c'])).toBe(digest);
    expect(await markDigest(['01', 'a', 'bc'])).not.toBe(digest);
  });
});
