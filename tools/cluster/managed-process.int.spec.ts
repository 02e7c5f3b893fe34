import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive, recorded } from '@motcua/standalone/parts';
import { ManagedProcess } from './managed-process.js';
import { ProcessFiles } from './process-files.js';

/** Says that it is there by a file, takes its time to drain, and shows what it got of our settings. */
const PROGRAM = `
  const { writeFileSync, rmSync } = require('node:fs');
  const settings = Object.keys(process.env).filter((name) => name.startsWith('MOTCUA_'));
  console.log('settings', settings.join());
  process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); rmSync(process.env.MOTCUA_MARK); process.exit(0); }, 50));
  setInterval(() => undefined, 1000);
  writeFileSync(process.env.MOTCUA_MARK, String(process.pid));
`;

describe('a process of the cluster', () => {
  let folder: string;
  let mark: string;
  let warnings: string[];
  let files: ProcessFiles;
  let one: ManagedProcess;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-managed-'));
    mark = join(folder, 'mark');
    warnings = [];
    files = new ProcessFiles(join(folder, 'processes'));
    one = managed(['-e', PROGRAM]);
  });
  afterEach(async () => {
    await one.stop();
    rmSync(folder, { recursive: true });
  });

  function managed(words: readonly string[]): ManagedProcess {
    const isReady = () => Promise.resolve(existsSync(mark) && readFileSync(mark, 'utf8') === String(one.pid));
    const plan = { name: 'probe', words, settings: { MOTCUA_MARK: mark }, isReady };
    return new ManagedProcess(plan, { logs: folder, files, warn: (text) => warnings.push(text) });
  }

  it('is started again when it is killed, and that is told', async () => {
    await one.start();
    const first = one.pid!;
    await one.kill();
    await one.ready();
    expect(one.pid).not.toBe(first);
    expect(warnings).toEqual(['probe ended with SIGKILL; it is started again']);
    expect(one.crashes).toBe(1);
  });

  it('drains before it is restarted, and for its end, and is not started again then', async () => {
    await one.start();
    await one.restart();
    await one.stop();
    expect(readFileSync(one.logFile, 'utf8').match(/drained/g)).toHaveLength(2);
    expect(warnings).toEqual([]);
    expect([one.pid, readdirSync(join(folder, 'processes'))]).toEqual([undefined, []]);
  });

  it('gets its own settings and none of ours', async () => {
    process.env['MOTCUA_OURS'] = 'secret';
    await one.start();
    delete process.env['MOTCUA_OURS'];
    expect(readFileSync(one.logFile, 'utf8')).toContain('settings MOTCUA_MARK\n');
  });

  it('stops the start with its last words when it cannot run', async () => {
    one = managed(['-e', 'console.error("no such luck"); process.exit(3)']);
    await expect(one.start()).rejects.toThrow(/probe did not start: no such luck/);
  });
});

describe('what a killed launcher left', () => {
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-former-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  function sleeper(): number {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    children.push(child);
    return child.pid!;
  }

  it('is ended by the next start, and no other process that has one of its numbers today', async () => {
    const [ours, others] = [sleeper(), sleeper()];
    await pause(50);
    const files = new ProcessFiles(folder);
    files.write('intake', ours);
    writeFileSync(join(folder, 'desk.json'), JSON.stringify({ pid: others, began: '1' }));
    writeFileSync(join(folder, 'relay.json'), JSON.stringify({ pid: others, began: null }));
    writeFileSync(join(folder, 'cut-short.json'), '{"pid":');
    expect(await files.endFormer()).toEqual(['intake']);
    expect([isAlive(recorded(ours)), isAlive(recorded(others))]).toEqual([false, true]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
