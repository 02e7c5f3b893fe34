import { describe, expect, it } from '@jest/globals';
import { HandClock } from '@motcua/testing';
import { CallGuard } from './call-guard.js';
import type { WireExchange } from './http-transport.js';

const answer: WireExchange = { kind: 'answer', http: 200, headers: {}, bytes: new Uint8Array() };
const down: WireExchange = { ...answer, http: 503 };

describe('what stands before the calls of a system', () => {
  const clock = new HandClock('2026-11-24T01:00:00.000Z');
  const guarded = () => new CallGuard({ ratePerSecond: 10_000, concurrency: 2 }, clock);

  async function breakIt(guard: CallGuard): Promise<void> {
    for (let failure = 0; failure < 5; failure += 1) await guard.run(() => Promise.resolve(down));
  }

  it('stops after five failures in a row', async () => {
    const guard = guarded();
    await breakIt(guard);
    expect(await guard.run(() => Promise.resolve(answer))).toEqual({ kind: 'refused' });
  });

  it('goes on as long as one call in five is answered', async () => {
    const guard = guarded();
    for (let round = 0; round < 3; round += 1) {
      for (let failure = 0; failure < 4; failure += 1) await guard.run(() => Promise.resolve(down));
      expect(await guard.run(() => Promise.resolve(answer))).toBe(answer);
    }
  });

  it('lets one call try after a minute of business time, and all when it went well', async () => {
    const guard = guarded();
    await breakIt(guard);
    clock.add(60);
    const { promise, resolve } = Promise.withResolvers<WireExchange>();
    const trying = guard.run(() => promise);
    expect(await guard.run(() => Promise.resolve(answer))).toEqual({ kind: 'refused' });
    resolve(answer);
    expect(await trying).toBe(answer);
    expect(await guard.run(() => Promise.resolve(answer))).toBe(answer);
  });

  it('waits another minute when the try went wrong', async () => {
    const guard = guarded();
    await breakIt(guard);
    clock.add(60);
    expect(await guard.run(() => Promise.resolve(down))).toBe(down);
    expect(await guard.run(() => Promise.resolve(answer))).toEqual({ kind: 'refused' });
  });

  it('learns nothing from a call that could not be made', async () => {
    const guard = guarded();
    await breakIt(guard);
    clock.add(60);
    await expect(guard.run(() => Promise.reject(new Error('no journal')))).rejects.toThrow('no journal');
    expect(await guard.run(() => Promise.resolve(answer))).toBe(answer);
  });

  it('leaves the system alone as long as it asked for, in business time', async () => {
    const guard = guarded();
    guard.pause(7_000);
    clock.add(3);
    expect(await guard.run(() => Promise.resolve(answer))).toEqual({ kind: 'refused', retryAfterMs: 4_000 });
    clock.add(4);
    expect(await guard.run(() => Promise.resolve(answer))).toBe(answer);
  });
});
