import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '@motcua/domain';
import { checkProfile } from './load-profiles.js';
import type { CallContext, DossierSnapshot, SubmissionView } from './ports.js';
import { ProfileClient, type PreparedCall, type WireItems } from './profile-client.js';
import { ProfiledPortal } from './profiled-portal.js';
import { ProfiledSystem } from './profiled-system.js';
import type { WireProfile } from './wire-profile.js';

const context = { idempotencyKey: 'k', attempt: 1 } as unknown as CallContext;
const exchange = 'x';

/** Answers as told, and remembers what it was asked. */
class Told extends ProfileClient {
  override readonly profile: WireProfile;
  readonly asked: [operation: string, document: unknown][] = [];

  constructor(
    name: string,
    private readonly answers: Outcome<WireItems>[],
  ) {
    super();
    const file = join(import.meta.dirname, '../../../../profiles', name, 'profile.json');
    this.profile = checkProfile(name, file, readFileSync(file, 'utf8')) as WireProfile;
  }

  override prepare(operation: string, document: unknown): PreparedCall {
    return { kind: 'ready', send: () => this.call(operation, document) };
  }

  override call(operation: string, document: unknown): Promise<Outcome<WireItems>> {
    this.asked.push([operation, document]);
    return Promise.resolve(this.answers.shift() ?? { kind: 'unknown', reason: 'unclassified', exchange });
  }
}

describe('the national portal by profile', () => {
  const snapshot = { dossierCode: 'H99.14-241126-0001' } as DossierSnapshot;
  const upsert = async (client: Told, mode: 'insert' | 'update' | 'auto') => {
    const prepared = new ProfiledPortal(client).upsertDossier(snapshot, mode);
    return prepared.kind === 'ready' ? prepared.send(context) : prepared;
  };
  const flags = (client: Told) => client.asked.map(([, document]) => (document as { isUpdating: boolean }).isUpdating);

  it('writes the snapshot over a dossier that exists there already', async () => {
    const client = new Told('dvcqg-2020@1', [
      { kind: 'alreadyAccepted', exchange },
      { kind: 'accepted', value: [], exchange },
    ]);
    expect(await upsert(client, 'auto')).toMatchObject({ kind: 'accepted' });
    expect(flags(client)).toEqual([false, true]);
  });

  it('does not take "it exists" for written when the second call fails', async () => {
    const client = new Told('dvcqg-2020@1', [{ kind: 'alreadyAccepted', exchange }]);
    expect(await upsert(client, 'auto')).toMatchObject({ kind: 'unknown' });
  });

  it('never inserts when an update was asked for', async () => {
    const client = new Told('dvcqg-2020@1', []);
    await upsert(client, 'update');
    expect(flags(client)).toEqual([true]);
  });

  it('takes nothing but a proof for an absence', async () => {
    const portal = (answer: Outcome<WireItems>) => new ProfiledPortal(new Told('dvcqg-2020@1', [answer]));
    const found = (answer: Outcome<WireItems>) => portal(answer).find('H99.14-241126-0001', context);
    expect(await found({ kind: 'accepted', value: null, exchange })).toMatchObject({ value: { exists: false } });
    const there = await found({ kind: 'accepted', value: [{ status: 4 }], exchange });
    expect(there).toMatchObject({ value: { exists: true, status: 4 } });
    const unmapped = await found({ kind: 'accepted', value: [{}], exchange });
    expect(unmapped).toMatchObject({ value: { exists: true, status: null } });
    expect(await found({ kind: 'rejected', message: '', exchange })).toMatchObject({ kind: 'rejected' });
  });
});

describe('a professional system by profile', () => {
  const ref = { system: 'lltp.g1', dossierCode: 'H99.14-241126-0001' };
  const lltp = (...answers: Outcome<WireItems>[]) => {
    const client = new Told('lltp-ngsp@1', answers);
    return { client, system: new ProfiledSystem('lltp.g1', client) };
  };

  it('has no result before the system is done', async () => {
    const { system } = lltp(
      { kind: 'accepted', value: [{ status: 4 }], exchange },
      { kind: 'accepted', value: [{ status: 9, fields: { issuedOn: '2020-07-30' } }], exchange },
      { kind: 'accepted', value: null, exchange },
    );
    expect(await system.fetchResult(ref, context)).toMatchObject({ kind: 'retryable', reason: 'businessRetry' });
    expect(await system.fetchResult(ref, context)).toMatchObject({ value: { fields: { issuedOn: '2020-07-30' } } });
    expect(await system.fetchResult(ref, context)).toMatchObject({ kind: 'retryable', reason: 'businessRetry' });
  });

  it('reports a status that nobody mapped as it is, without one of ours', async () => {
    const { system } = lltp({ kind: 'accepted', value: [{ externalStatus: '8', text: 'lạ' }], exchange });
    expect(await system.find(ref, context)).toMatchObject({ value: { externalStatus: '8', status: null } });
  });

  it('acknowledges by the keys of the system, and only those it has', async () => {
    const { client, system } = lltp({ kind: 'accepted', value: [], exchange });
    const item = { externalStatus: '4', status: 4, externalTime: null, text: '', fields: {} } as const;
    await system.acknowledge(
      [
        { ...item, ref: { ...ref, externalKey: 'a' } },
        { ...item, ref },
        { ...item, ref: { ...ref, externalKey: 'b' } },
      ],
      context,
    );
    expect(client.asked).toEqual([['acknowledge', { externalKeys: 'a;b' }]]);
  });

  it('says what a profile cannot do instead of doing something else', async () => {
    const system = new ProfiledSystem('civil.g1', new Told('civil-ngsp@1', []));
    expect(await system.acknowledge([], context)).toMatchObject({ kind: 'rejected', code: 'not-supported' });
  });

  it('keeps the key that the system gave', async () => {
    const { system } = lltp({ kind: 'accepted', value: [{ externalKey: 'kx' }], externalKey: 'kx', exchange });
    const unit = { code: 'H99.14', name: '', externalCode: '99' };
    const view = { dossierCode: 'c', registrationUnit: unit, routing: { module: null } } as unknown as SubmissionView;
    const prepared = system.submit(view);
    const outcome = prepared.kind === 'ready' ? await prepared.send(context) : prepared;
    expect(outcome).toMatchObject({ value: { externalKey: 'kx', externalUnit: '99' } });
  });
});
