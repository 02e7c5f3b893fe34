import { describe, expect, it } from '@jest/globals';
import { Undo } from './undo.js';

describe('what was started', () => {
  it('is stopped in the opposite order, once, even when something cannot be stopped', async () => {
    const stopped: string[] = [];
    const undo = new Undo();
    undo.later(async () => stopped.push('first'));
    undo.later(() => Promise.reject(new Error('stuck')));
    undo.later(async () => stopped.push('last'));
    await expect(undo.all()).rejects.toThrow('stuck');
    await expect(undo.all()).rejects.toThrow('stuck');
    expect(stopped).toEqual(['last', 'first']);
  });
});
