import { describe, expect, it } from '@jest/globals';

import { CommandIdReused } from '../commands/command-handler.js';
import { KeysDestroyed, KeysMissing } from '../sealing/key-vault.js';
import { problemOf } from './problem-of.js';

const withCode = (code: string, more: object = {}): Error => Object.assign(new Error('x'), { code, ...more });

describe('an error as a problem', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a server that goes down', withCode('57P01')],
    ['a server that starts', withCode('57P03')],
    ['a lost connection', withCode('08006')],
    ['a full disk', withCode('53100')],
    ['a read model that is not built yet', withCode('42P01')],
    ['a socket that is not there', withCode('ENOENT', { syscall: 'connect' })],
    ['a terminated connection', new Error('Connection terminated unexpectedly')],
    ['a connection that took too long', new Error('Connection terminated due to connection timeout')],
    ['an exhausted pool', new Error('timeout exceeded when trying to connect')],
    ['a broken connection', new Error('Client has encountered a connection error and is not queryable')],
    ['a closed connection', new Error('Client was closed and is not queryable')],
    ['an answer that does not come', new Error('Query read timeout')],
    ['a statement out of time', withCode('57014')],
    ['a standby that only reads', withCode('25006')],
    ['a network without a way', withCode('ENETUNREACH')],
  ])('is a 503 that may be tried again for %s', (_what, error) => {
    expect(problemOf(error)).toMatchObject({ status: 503, code: 'store.unavailable', extras: { retryable: true } });
  });

  it.each([
    ['a broken rule of the database', withCode('23505')],
    ['a missing file', withCode('ENOENT', { syscall: 'open' })],
    ['a bug', new TypeError('x is undefined')],
    ['a text', 'x'],
    ['nothing', undefined],
    ['an outside answer of 500', Object.assign(new Error('x'), { statusCode: 500 })],
  ])('is a 500 that says nothing for %s', (_what, error) => {
    expect(problemOf(error)).toMatchObject({ status: 500, code: 'internal', extras: {} });
  });

  it('is what it is for the rest', () => {
    expect(problemOf(new CommandIdReused('x'))).toMatchObject({ status: 409, code: 'idempotency.key-reused' });
    expect(problemOf(new KeysDestroyed('x'))).toMatchObject({ status: 410, code: 'dossier.erased' });
    const unreadable = { status: 503, code: 'keys.missing', extras: { retryable: false } };
    expect(problemOf(new KeysMissing('x'))).toMatchObject(unreadable);
    expect(problemOf({ statusCode: 418 })).toMatchObject({ status: 400, code: 'request.malformed' });
  });
});
