import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { markText, signedMark } from '@motcua/contracts/papers';
import { run } from '../program.js';

describe('motcua verify paper, with the keys in a file', () => {
  const lines: string[] = [];
  const output = {
    say: (line: string) => void lines.push(line),
    json: (value: unknown) => void lines.push(JSON.stringify(value)),
    note: (line: string) => void lines.push(line),
  };
  let folder: string;
  let keys: string;
  let paper: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-papers-'));
    keys = join(folder, 'paper-keys.json');
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const kid = 'key-one-001';
    await writeFile(keys, JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid }] }));
    const mark = { form: '02', dossierCode: 'H99.14-261124-0001', issuedAt: '2026-11-24T01:30:00.000Z' } as const;
    const text = markText({ ...mark, unitCode: 'H99.14', digest: 'A'.repeat(22) }, kid);
    paper = `https://motcua.h99.example/verify#${signedMark(text, sign(null, Buffer.from(text), privateKey))}`;
  });

  beforeEach(() => void (lines.length = 0));
  afterAll(() => rm(folder, { recursive: true }));

  it('needs no installation', async () => {
    await expect(run(['verify', 'paper', paper, '--keys', keys], output)).resolves.toBe(0);
    expect(lines[0]).toMatch(/^genuine/);
    await expect(run(['verify', 'paper', paper.replace('-0001', '-0002'), '--keys', keys], output)).resolves.toBe(1);
  });

  it('tells machines the same', async () => {
    await run(['verify', 'paper', paper, '--keys', keys, '--json'], output);
    expect(JSON.parse(lines[0]!)).toMatchObject({ verdict: 'valid', mark: { form: '02' } });
  });

  it('says which file is no set of keys', async () => {
    await writeFile(join(folder, 'other.json'), '{}');
    await expect(run(['verify', 'paper', paper, '--keys', join(folder, 'other.json')], output)).resolves.toBe(1);
    expect(lines.join('\n')).toContain('--keys is not a set of published paper keys');
  });
});
