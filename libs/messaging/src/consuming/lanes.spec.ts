import { describe, expect, it } from '@jest/globals';
import { Lanes } from './lanes.js';

const lanesOf = (concurrency: number) =>
  new Lanes(concurrency, (error) => {
    throw error;
  });

/** A step that waits for its word. */
function gated(log: string[], name: string) {
  const gate = Promise.withResolvers<number | undefined>();
  const step = () => {
    log.push(name);
    return gate.promise;
  };
  return { step, finish: gate.resolve };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Lanes', () => {
  it('keeps the order within a lane and starts other lanes up to the limit', async () => {
    const log: string[] = [];
    const lanes = lanesOf(2);
    const [a1, a2, b1, c1] = ['a1', 'a2', 'b1', 'c1'].map((name) => gated(log, name));
    lanes.push('a', a1!.step);
    lanes.push('a', a2!.step);
    lanes.push('b', b1!.step);
    lanes.push('c', c1!.step);
    expect(log).toEqual(['a1', 'b1']);
    b1!.finish(undefined);
    await turn();
    expect(log).toEqual(['a1', 'b1', 'c1']);
    a1!.finish(undefined);
    await turn();
    expect(log).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  it('gives the place of a pausing step to another lane', async () => {
    const log: string[] = [];
    const lanes = lanesOf(1);
    const [a, b] = ['a', 'b'].map((name) => gated(log, name));
    lanes.push('a', a!.step);
    lanes.push('b', b!.step);
    a!.finish(100_000);
    await turn();
    expect(log).toEqual(['a', 'b']);
    b!.finish(undefined);
    await lanes.close();
  });

  it('waits for running steps on close and starts no further ones', async () => {
    const log: string[] = [];
    const lanes = lanesOf(1);
    const [a, b] = ['a', 'b'].map((name) => gated(log, name));
    lanes.push('a', a!.step);
    lanes.push('b', b!.step);
    const closed = lanes.close().then(() => log.push('closed'));
    a!.finish(undefined);
    await closed;
    expect(log).toEqual(['a', 'closed']);
  });
});
