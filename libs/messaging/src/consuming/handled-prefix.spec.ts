import { describe, expect, it } from '@jest/globals';
import { HandledPrefix } from './handled-prefix.js';

describe('HandledPrefix', () => {
  it('moves only over what is settled without a hole', () => {
    const prefix = new HandledPrefix('0', 10);
    const [one, two, three] = ['1', '2', '3'].map((position) => prefix.add(position));
    prefix.settle(two!);
    expect(prefix.position).toBe('0');
    prefix.settle(one!);
    expect(prefix.position).toBe('2');
    prefix.settle(three!);
    expect([prefix.position, prefix.open]).toEqual(['3', 0]);
  });

  it('has room again when the oldest fact is settled', async () => {
    const prefix = new HandledPrefix('0', 1);
    const ticket = prefix.add('1');
    let room = false;
    const waiting = prefix.room(new AbortController().signal).then(() => (room = true));
    await Promise.resolve();
    expect(room).toBe(false);
    prefix.settle(ticket);
    await waiting;
    expect(room).toBe(true);
  });
});
