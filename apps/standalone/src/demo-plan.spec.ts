import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { planDemo } from './demo-plan.js';
import { DemoRecord } from './demo/demo-record.js';

describe('whether the demo is played', () => {
  let data: string;
  const plan = (demo = true) => planDemo({ demo, data });
  const isStepped = (now: string): boolean => Date.now() - Date.parse(now) > 30 * 86_400_000;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'demo-'));
  });

  afterEach(() => rm(data, { recursive: true }));

  async function recorded(state: 'running' | 'finished' | 'abandoned'): Promise<void> {
    await DemoRecord.begin(join(data, 'demo.json'), '2026-10-01').end(state);
  }

  it('on fresh data: from thirty working days back, with both clocks standing still', async () => {
    const { clock, simulatedTime, record } = await plan();
    expect(record?.state).toBe('running');
    expect([isStepped(clock.now()), simulatedTime]).toEqual([true, { now: clock.now(), rate: 0 }]);
    expect((await DemoRecord.find(join(data, 'demo.json')))?.firstDay).toBe(record?.firstDay);
  });

  it('on data where it was interrupted, with the same first day', async () => {
    await recorded('running');
    expect((await plan()).record).toMatchObject({ state: 'running', firstDay: '2026-10-01' });
  });

  it('not again: finished, it only has its summary', async () => {
    await recorded('finished');
    const { record, clock } = await plan();
    expect([record?.state, isStepped(clock.now())]).toEqual(['finished', false]);
  });

  it('not on data that began without it, and that is said', async () => {
    await mkdir(join(data, 'postgres'));
    await writeFile(join(data, 'postgres', 'PG_VERSION'), '18');
    const { record, note, simulatedTime } = await plan();
    expect([record, note, simulatedTime.rate]).toEqual([undefined, expect.stringContaining('another --data'), 1]);
  });

  it('not with --no-demo, and one that was interrupted is then given up', async () => {
    await recorded('running');
    expect((await plan(false)).record).toBeUndefined();
    const { record, note } = await plan();
    expect([record, note]).toEqual([undefined, expect.stringContaining('given up')]);
  });
});
