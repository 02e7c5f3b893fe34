import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from '../program.js';

interface Asked {
  readonly route: string;
  readonly token: string | undefined;
  readonly key: string | undefined;
  readonly body: unknown;
}

const jobId = '7b0c6f4e-0000-4000-8000-000000000001';
const plan = {
  kind: 'redeliver',
  target: 'statistics',
  filter: {},
  from: '0',
  to: '9',
  count: 10,
  dossiers: 2,
  firstEventId: 'a',
  lastEventId: 'b',
  effects: 0,
  ratePerSecond: 5,
};
const job = (status: string, done: number) => ({
  jobId,
  status,
  plan,
  requestedBy: 'an',
  reasonCode: 'lost',
  requestedAt: '2026-11-24T01:00:00.000Z',
  approvedBy: status === 'waiting' ? null : 'binh',
  tally: { done, failed: 0, skipped: 0 },
  pausedFor: status === 'paused' ? 'topic-missing' : null,
  digest: status === 'completed' ? 'f00d' : null,
  movedAt: '2026-11-24T01:00:00.000Z',
});

describe('jobs on the command line', () => {
  let desk: Server;
  let folder: string;
  let asked: Asked[] = [];
  let answers: unknown[] = [];
  let lines: string[] = [];
  let notes: string[] = [];
  const output = {
    say: (line: string) => void lines.push(line),
    json: () => undefined,
    note: (line: string) => void notes.push(line),
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replay-'));
    await writeFile(join(folder, 'first'), 'token-1\n');
    await writeFile(join(folder, 'second'), 'token-2\n');
    desk = createServer((request, response) => void answer(request, response));
    desk.listen(0, '127.0.0.1');
    await once(desk, 'listening');
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await request.toArray()).join('');
    asked.push({
      route: `${request.method} ${request.url}`,
      token: request.headers.authorization,
      key: request.headers['idempotency-key'] as string | undefined,
      body: text === '' ? undefined : JSON.parse(text),
    });
    const next = answers.shift() as { problem?: object } | undefined;
    response.writeHead(next?.problem === undefined ? 200 : 409, { 'content-type': 'application/json' });
    response.end(JSON.stringify(next?.problem ?? next ?? {}));
  }

  beforeEach(() => {
    [asked, answers, lines, notes] = [[], [], [], []];
  });

  afterAll(async () => {
    desk.close();
    await rm(folder, { recursive: true });
  });

  const motcua = (...words: string[]) => {
    const address = `http://127.0.0.1:${(desk.address() as AddressInfo).port}`;
    return run([...words, '--address', address, '--token-file', join(folder, 'first')], output);
  };

  it('are only planned in a dry run', async () => {
    answers = [plan];
    const filter = ['--unit', 'H99.14', 'H99.15', '--type', 'DossierAccepted', '--since', '2026-01-01T00:00:00Z'];
    expect(await motcua('redeliver', 'statistics', '--dry-run', '--rate', '5', ...filter)).toBe(0);
    expect(asked).toMatchObject([
      {
        route: 'POST /api/desk/v1/replays/plan',
        token: 'Bearer token-1',
        body: {
          kind: 'redeliver',
          target: 'statistics',
          ratePerSecond: 5,
          filter: { unitCodes: ['H99.14', 'H99.15'], types: ['DossierAccepted'], since: '2026-01-01T00:00:00Z' },
        },
      },
    ]);
    expect(lines.join('\n')).toContain('10 fact(s) of 2 dossier(s)');
  });

  it('wait for another administrator', async () => {
    answers = [job('waiting', 0)];
    expect(await motcua('rebuild', 'desk/work-list', '--reason-code', 'new-column')).toBe(0);
    expect(asked[0]).toMatchObject({ body: { kind: 'rebuild', reasonCode: 'new-column' } });
    expect(asked[0]!.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(notes.join('\n')).toContain(`motcua replay approve ${jobId}`);
  });

  it('are approved with the other token, and watched to their end', async () => {
    answers = [job('waiting', 0), job('running', 0), job('running', 5), job('completed', 10)];
    expect(await motcua('redrive', 'portal-sync', '--approve-token-file', join(folder, 'second'))).toBe(0);
    expect(asked.map(({ route, token }) => `${route} ${token}`)).toEqual([
      'POST /api/desk/v1/replays Bearer token-1',
      `POST /api/desk/v1/replays/${jobId}/approve Bearer token-2`,
      `GET /api/desk/v1/replays/${jobId} Bearer token-1`,
      `GET /api/desk/v1/replays/${jobId} Bearer token-1`,
    ]);
    expect(lines.join('\n')).toContain('digest f00d');
  });

  it('tell of a lost consumer what it holds, what the log holds, and what comes again', async () => {
    const lost = {
      reason: 'history-changed',
      checkpoint: '812',
      sharedUntil: '2026-11-23T16:00:00.000Z',
      dossiersHandled: 40,
      dossiersAhead: 3,
      parkedGone: 1,
      repeated: 7,
    };
    answers = [{ ...plan, kind: 'reset', target: 'portal-sync', from: '700', to: '900', count: 19, effects: 12, lost }];
    expect(await motcua('reset', 'portal-sync', '--dry-run', '--since', '2026-11-24T00:00:00Z')).toBe(0);
    expect(asked[0]!.body).toEqual({ kind: 'reset', target: 'portal-sync', filter: { since: '2026-11-24T00:00:00Z' } });
    const told = lines.join('\n');
    for (const words of ['set to 700', 'head is 900', 'of 3 some', '1 parked', '7 come again', 'may follow: 12'])
      expect(told).toContain(words);
  });

  it('that stand still are no success', async () => {
    answers = [job('paused', 3)];
    expect(await motcua('replay', 'watch', jobId)).toBe(1);
    expect(lines[0]).toBe(`job ${jobId}: paused (topic-missing)`);
  });

  it.each(['approve', 'pause', 'resume', 'cancel'])('take the act: %s', async (act) => {
    answers = [job('running', 1)];
    expect(await motcua('replay', act, jobId)).toBe(0);
    expect(asked[0]!.route).toBe(`POST /api/desk/v1/replays/${jobId}/${act}`);
  });

  it('are listed', async () => {
    answers = [{ items: [job('running', 4)] }];
    expect(await motcua('replay', 'list')).toBe(0);
    expect(lines[1]).toContain('4 of 10');
  });

  it('and a look at an unreadable record go to the desk', async () => {
    const [consumer, topic, offset] = ['portal-sync', 'motcua.dossier.lifecycle.v1', '9007199254740993'];
    const why = ['--consumer', consumer, '--reason-code', 'foreign-writer'];
    expect(await motcua('acknowledge', `${topic}/3/${offset}`, ...why)).toBe(0);
    expect(await motcua('acknowledge', `${topic}/3`, ...why)).toBe(1);
    expect(asked).toMatchObject([
      {
        route: 'POST /api/desk/v1/parked/unreadable/acknowledgements',
        token: 'Bearer token-1',
        body: { consumer, topic, partition: 3, offset, reasonCode: 'foreign-writer' },
      },
    ]);
  });

  it('fail with what the desk says', async () => {
    answers = [{ problem: { code: 'replay.same-person', detail: 'Người phê duyệt phải khác người yêu cầu.' } }];
    expect(await motcua('replay', 'approve', jobId)).toBe(1);
    expect(notes.join('\n')).toContain('replay.same-person');
    expect(await run(['replay', 'list', '--token-file', join(folder, 'nobody')], output)).toBe(1);
    expect(notes.join('\n')).toContain('cannot be read');
  });
});
