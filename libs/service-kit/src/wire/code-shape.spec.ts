import { describe, expect, it } from '@jest/globals';
import { judge } from './judge.js';
import { codeShaped } from './code-shape.js';
import { ProfiledSystem } from './profiled-system.js';
import type { ProfileClient } from './profile-client.js';
import type { OperationProfile, WireProfile } from './wire-profile.js';

const context = { idempotencyKey: 'k', correlationId: 'c', causationId: 'c', dossierId: 'd', actor: 'a', attempt: 1 };
const call = { ...context, deadline: '2026-11-24T01:00:00.000Z' };

describe('a code of an outside system', () => {
  it.each([
    ['DEC_STATUS-5', 'DEC_STATUS-5'],
    [' 7/a:2.1 ', '7/a:2.1'],
    ['Nguyễn Văn An', undefined],
    ['', undefined],
    ['<b>', undefined],
    ['x'.repeat(70), 'x'.repeat(64)],
  ])('%j stands in public data as %j', (text, code) => {
    expect(codeShaped(text)).toBe(code);
  });

  it.each([
    ['5', '5', 'Chờ'],
    ['Nguyễn Văn An', 'unreadable', 'Nguyễn Văn An: Chờ'],
    ['x'.repeat(70), 'x'.repeat(64), `${'x'.repeat(70)}: Chờ`],
  ])('as a status %j is told as %j with the words %j', async (externalStatus, told, text) => {
    const items = [{ externalStatus, text: 'Chờ' }];
    const client = {
      profile: { operations: { find: {} } },
      call: () => Promise.resolve({ kind: 'accepted', value: items, exchange: 'x' }),
    } as unknown as ProfileClient;
    const found = await new ProfiledSystem('civil.g1', client).find({ system: 'civil.g1', dossierCode: 'H99' }, call);
    expect(found).toMatchObject({ value: { externalStatus: told, text } });
  });

  it.each([
    ['E-12', { code: 'E-12', message: 'Sai' }],
    ['Nguyễn Văn An', { code: undefined, message: 'Nguyễn Văn An: Sai' }],
  ])('of a refusal, %j, is told as %j', (code, expected) => {
    const classify = [{ when: {}, is: 'rejected', codeAt: 'code', messageAt: 'message' }];
    const operation = { class: 'createOnce', classify } as unknown as OperationProfile;
    const json = { code, message: 'Sai' };
    const answer = { http: 200, headers: {}, body: { kind: 'json' as const, text: '', json } };
    const profile = {} as WireProfile;
    const outcome = judge(answer as never, { profile, operation, exchange: 'x', members: new Set() });
    expect(outcome.kind).toBe('rejected');
    expect({ code: (outcome as { code?: string }).code, message: (outcome as { message: string }).message }).toEqual(
      expected,
    );
  });
});
