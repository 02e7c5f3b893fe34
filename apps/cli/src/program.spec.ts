import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from './program.js';

describe('the command line', () => {
  const lines: string[] = [];
  const output = {
    say: (line: string) => void lines.push(line),
    json: (value: unknown) => void lines.push(JSON.stringify(value)),
    note: (line: string) => void lines.push(line),
  };
  const own = { ...process.env };

  beforeEach(() => {
    lines.length = 0;
    for (const name of Object.keys(process.env)) if (name.startsWith('MOTCUA_')) delete process.env[name];
    process.env['MOTCUA_KEYS'] = '/nowhere/keys'; // so that no installation of this machine is taken
    process.env['MOTCUA_DATA'] = '/nowhere/data';
    process.env['MOTCUA_POSTGRES_URL'] = 'not an address at all';
  });

  afterEach(() => {
    process.env = { ...own };
  });

  it('tells what is wrong with the settings by name, never by value', async () => {
    await expect(run(['verify'], output)).resolves.toBe(1);
    expect(lines.join('\n')).toContain('MOTCUA_POSTGRES_URL');
    expect(lines.join('\n')).not.toContain('not an address');
  });

  it('takes no identity number as an argument, and does not repeat it', async () => {
    const words = ['erase', '099194777351', '--by', 'admin-1', '--reason-code', 'subject-request'];
    await expect(run(words, output)).resolves.toBe(1);
    expect(lines.join('\n')).not.toContain('0991');
  });

  it('explains itself', async () => {
    await expect(run(['--help'], output)).resolves.toBe(0);
    for (const word of ['migrate', 'check', 'verify', 'dossier', 'parked', 'redrive', 'rebuild', 'erase'])
      expect(lines.join('\n')).toContain(word);
  });

  it('tells no more of an unforeseen error than its name and code', async () => {
    process.env['MOTCUA_POSTGRES_URL'] = 'postgres://motcua:k9-Zq7-Lm4-Rt2-Wx8@127.0.0.1:9/none';
    await expect(run(['parked'], output)).resolves.toBe(1);
    expect(lines.join('\n')).toContain('ECONNREFUSED');
    expect(lines.join('\n')).not.toMatch(/Zq7|127\.0/);
  });
});
