import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type PaperKeySet, markText, signedMark } from '@motcua/contracts/papers';
import { runVerifyPaper } from './verify-paper.command.js';

describe('motcua verify paper', () => {
  const lines: string[] = [];
  const output = {
    say: (line: string) => void lines.push(line),
    json: (value: unknown) => void lines.push(JSON.stringify(value)),
    note: () => undefined,
  };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const kid = 'key-one-001';
  const { x } = publicKey.export({ format: 'jwk' });
  const keys: PaperKeySet = { keys: [{ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid, x: x! }] };
  const text = markText(
    {
      form: '01',
      dossierCode: '000.00.14.H99-261124-0001',
      issuedAt: '2026-11-24T01:30:00.000Z',
      unitCode: 'H99.14',
      digest: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
    kid,
  );
  const genuine = `https://motcua.h99.example/verify#${signedMark(text, sign(null, Buffer.from(text), privateKey))}`;

  beforeEach(() => void (lines.length = 0));

  it('says what a genuine paper is', async () => {
    await expect(runVerifyPaper(genuine, keys, output, {})).resolves.toBe(0);
    expect(lines.join('\n')).toMatch(
      /^genuine.*\nform 01 of dossier 000\.00\.14\.H99-261124-0001, issued 2026-11-24T01:30:00\.000Z by H99\.14\n/,
    );
  });

  it('does not take another code, another key or a text that is none', async () => {
    const other = genuine.replace('-0001', '-0002');
    for (const [paper, set, word] of [
      [other, keys, 'FORGED'],
      [genuine, { keys: [] }, 'UNKNOWN KEY'],
      [genuine.slice(0, -3), keys, 'UNREADABLE'],
    ] as const) {
      await expect(runVerifyPaper(paper, set, output, {})).resolves.toBe(1);
      expect(lines.splice(0).join('\n')).toContain(word);
    }
  });

  it('tells machines the same', async () => {
    await runVerifyPaper(genuine, keys, output, { json: true });
    expect(JSON.parse(lines[0]!)).toMatchObject({ verdict: 'valid', keyId: kid, mark: { form: '01' } });
  });
});
