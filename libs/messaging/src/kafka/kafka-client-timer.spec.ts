import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { stopIdleTimer } from './kafka-client-timer.js';

interface Queue {
  push(request: object): void;
  fulfillRequest(answer: object): void;
}

const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (
  options: object,
) => Queue;
const silent = { debug: () => undefined, warn: () => undefined };

function request(correlationId: number, sendRequest: () => void) {
  const entry = { correlationId, resolve: () => undefined, reject: () => undefined };
  return { entry, expectResponse: true, sendRequest };
}

describe('the queue of a connection', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    stopIdleTimer();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function queue() {
    return new RequestQueue({ logger: silent, requestTimeout: 1_000, maxInFlightRequests: 1 });
  }

  it('sets no timer when every request was answered', () => {
    const idle = queue();
    idle.push(request(1, () => undefined));
    idle.fulfillRequest({ correlationId: 1, size: 0, payload: null });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('still sends a request that had to wait', () => {
    const busy = queue();
    const second = jest.fn();
    busy.push(request(1, () => undefined));
    busy.push(request(2, second));
    expect(second).not.toHaveBeenCalled();
    busy.fulfillRequest({ correlationId: 1, size: 0, payload: null });
    expect(second).toHaveBeenCalledTimes(1);
  });
});
