import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataInUse, InstallationLock } from './installation-lock.js';
import { recorded } from './process-life.js';

describe('the lock of a data folder', () => {
  let data: string;
  let file: string;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'lock-'));
    file = join(data, 'standalone.lock');
  });

  afterEach(() => rm(data, { recursive: true }));

  it('is had by one process, which the other is told', async () => {
    const lock = await InstallationLock.take(data);
    await expect(InstallationLock.take(data)).rejects.toThrow(new RegExp(`process ${process.pid} works on`));
    await lock.release();
    await (await InstallationLock.take(data)).release();
    expect(await readdir(data)).toEqual([]);
  });

  it.each([
    ['whose process is gone', JSON.stringify({ pid: 2 ** 22 + 7, began: '1' })],
    ['whose process id belongs to another by now', JSON.stringify({ pid: process.pid, began: '1' })],
    ['that was cut short', '{"pid":'],
  ])('is taken over from one %s', async (_whose, text) => {
    await writeFile(file, text);
    await InstallationLock.take(data);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(recorded(process.pid));
  });

  it('is taken over by one of many', async () => {
    await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 7, began: '1' }));
    const takers = await Promise.allSettled(Array.from({ length: 8 }, () => InstallationLock.take(data)));
    expect(takers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = takers.filter((taker) => taker.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(refused.every((reason) => reason instanceof DataInUse)).toBe(true);
  });
});
