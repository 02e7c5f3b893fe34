import { describe, expect, it } from '@jest/globals';

import { withContext } from '../context/request-context.js';
import { JsonLog } from './json-log.js';
import type { LogFields } from './log.js';
import { NestLog } from './nest-log.js';

function setUp(): { log: JsonLog; lines: string[]; last: () => Record<string, unknown> } {
  const lines: string[] = [];
  const log = new JsonLog({ name: 'probe', level: 'debug', destination: { write: (line) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

const marked = 'Nguyễn Thị Marked';

describe('the log', () => {
  it('writes JSON lines with the allowed fields and the correlation id', () => {
    const { log, last } = setUp();
    const dossierId = '5d1d5a1e-0f0e-4d55-9b5a-0b7f6a2f9b10';
    withContext({ correlationId: 'call-1' }, () =>
      log.warn('delivery.parked', { dossierId, system: 'lltp.g1', attempt: 3 }),
    );
    expect(last()).toEqual({
      app: 'probe',
      level: 'warn',
      time: expect.any(String),
      event: 'delivery.parked',
      correlationId: 'call-1',
      dossierId,
      system: 'lltp.g1',
      attempt: 3,
    });
  });

  it('drops what is not on the list, at any depth', () => {
    const { log, lines } = setUp();
    const fields = {
      fullName: marked,
      payload: { name: marked },
      personalId: '001099012345',
      headers: { authorization: 'Bearer x' },
    };
    log.info('probe', fields as LogFields);
    expect(lines.join('')).not.toMatch(/Marked|001099012345|Bearer/);
  });

  it.each([
    ['a name', marked],
    ['an identity number', '001099012345'],
    ['a token', 'eyJhbGciOiJFUzI1NiJ9eyJzdWIiOiJvZmZpY2VyIn0abcdefghijklmnop'],
    ['a long text', 'a.'.repeat(200)],
    ['a mail address', 'marked@example.com'],
    ['an object', { toString: (): string => marked }],
  ])('withholds %s even in an allowed field', (_what, value) => {
    const { log, last } = setUp();
    log.error('probe', { code: value as string, system: value as string, dossierId: value as string });
    expect(last()).toMatchObject({ code: '[withheld]', system: '[withheld]', dossierId: '[withheld]' });
  });

  it('withholds a sentence where the name of the event belongs', () => {
    const { log, last } = setUp();
    log.info(`submitted by ${marked}`);
    expect(last()['event']).toBe('[withheld]');
  });

  it('keeps class, code and frames of an error and its causes, and never a message', () => {
    const { log, lines, last } = setUp();
    const cause = Object.assign(new TypeError(`${marked}\n    at Marked (file:///Marked.js:1:1)`), { code: 'E_PROBE' });
    log.error('probe.failed', { error: new Error(marked, { cause }) });
    expect(last()['error']).toMatchObject({ class: 'Error', cause: { class: 'TypeError', code: 'E_PROBE' } });
    const { frames } = last()['error'] as { frames: string[] };
    expect(frames.length).toBeGreaterThan(0);
    expect(frames[0]).toMatch(/json-log\.spec\.ts:\d+:\d+$/);
    expect(lines.join('')).not.toContain('Marked');
  });

  it('takes the lines of Nest without their sentences', () => {
    const { log, lines } = setUp();
    const nest = new NestLog(log);
    nest.error(marked, new Error(marked).stack, 'ExceptionsHandler');
    nest.error(new Error(marked), 'ExceptionsHandler');
    nest.warn(marked, 'SomeService');
    nest.log(marked, marked);
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      'nest.ExceptionsHandler',
      'nest.ExceptionsHandler',
      'nest.SomeService',
      'nest',
    ]);
    expect(lines[0]).toMatch(/json-log\.spec\.ts/);
    expect(lines.join('')).not.toContain('Marked');
  });
});
