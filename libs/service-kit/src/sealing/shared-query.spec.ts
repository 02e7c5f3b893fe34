import { describe, expect, it } from '@jest/globals';
import { SharedQuery } from './shared-query.js';

/** Notes what was asked; each query waits until it is let go. */
function noted() {
  const asked: string[][] = [];
  const held: PromiseWithResolvers<void>[] = [];
  const query = new SharedQuery<string>(async (keys) => {
    asked.push(keys);
    const hold = Promise.withResolvers<void>();
    held.push(hold);
    await hold.promise;
    return new Map(keys.filter((key) => key !== 'absent').map((key) => [key, `row of ${key}`]));
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, held, query, settled };
}

describe('a shared query', () => {
  it('asks once for all who come at the same moment, and once more for all who come meanwhile', async () => {
    const { asked, held, query, settled } = noted();
    const first = ['a', 'b', 'a'].map((key) => query.get(key));
    await settled();
    const later = ['c', 'a'].map((key) => query.get(key));
    held[0]!.resolve();
    await expect(Promise.all(first)).resolves.toEqual(['row of a', 'row of b', 'row of a']);
    await settled();
    held[1]!.resolve();
    await expect(Promise.all(later)).resolves.toEqual(['row of c', 'row of a']);
    expect(asked).toEqual([
      ['a', 'b'],
      ['c', 'a'],
    ]);
  });

  it('says undefined of a key that has no row', async () => {
    const { held, query, settled } = noted();
    const answer = query.get('absent');
    await settled();
    held[0]!.resolve();
    await expect(answer).resolves.toBeUndefined();
  });

  it('fails for those who shared the query and works for the next', async () => {
    const { held, query, settled } = noted();
    const failing = Promise.allSettled([query.get('a'), query.get('b')]);
    await settled();
    held[0]!.reject(new Error('the database is away'));
    expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const answer = query.get('a');
    await settled();
    held[1]!.resolve();
    await expect(answer).resolves.toBe('row of a');
  });
});
