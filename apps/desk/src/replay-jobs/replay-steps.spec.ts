import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@motcua/event-store';
import { stepsOf } from './replay-steps.js';

const meta = { actor: 'system:replay', recordedAt: '2026-11-24T01:00:00.000Z' };

function fact(type: string, data: object, by = meta.actor): RecordedEvent {
  return { type, data, meta: { ...meta, actor: by } } as unknown as RecordedEvent;
}

describe('the steps of a job', () => {
  it('say why it stood still, and how far it was', () => {
    const tally = { done: 3, failed: 1, skipped: 0 };
    const steps = stepsOf([
      fact('ReplayPaused', { cause: 'topic-missing' }),
      fact('ReplayProgressed', { ...tally, cursor: '7' }),
      fact('ReplayCompleted', { ...tally, digest: 'abc' }),
    ]);
    expect(steps.map(({ cause, tally: told }) => [cause, told])).toEqual([
      ['topic-missing', null],
      [null, tally],
      [null, tally],
    ]);
  });

  it('leave out the older steps of progress of a long job, and nothing else', () => {
    const progress = Array.from({ length: 60 }, (_, done) => fact('ReplayProgressed', { done, failed: 0, skipped: 0 }));
    const steps = stepsOf([
      fact('ReplayRequested', {}, 'admin-1'),
      ...progress,
      fact('ReplayCancelled', {}, 'admin-1'),
    ]);
    expect(steps).toHaveLength(52);
    expect(steps[0]).toMatchObject({ type: 'ReplayRequested', by: 'admin-1' });
    expect(steps[1]!.tally!.done).toBe(10);
  });
});
