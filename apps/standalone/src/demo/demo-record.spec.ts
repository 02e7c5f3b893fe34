import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DemoRecord } from './demo-record.js';

describe('what the demo remembers', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'record-'));
    file = join(folder, 'demo.json');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('is nothing before it began', async () => {
    expect(await DemoRecord.find(file)).toBeUndefined();
  });

  it('is how far every story is', async () => {
    const record = DemoRecord.begin(file, '2026-10-01');
    record.story('lltp-01').next = 3;
    await Promise.all([record.save(), record.save(), record.save()]);
    const found = await DemoRecord.find(file);
    expect([found?.firstDay, found?.state, found?.story('lltp-01').next, found?.story('lltp-02').next]).toEqual([
      '2026-10-01',
      'running',
      3,
      0,
    ]);
  });

  it('is that it ended', async () => {
    await DemoRecord.begin(file, '2026-10-01').end('finished');
    expect((await DemoRecord.find(file))?.state).toBe('finished');
  });
});
