import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Catalogue, type CodePolicy, Rejected } from '@motcua/domain';
import { type AppendResult, UnknownOutcome, type Write } from '@motcua/event-store';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { SystemClock } from '@motcua/service-kit';
import { CodeIssuer } from './code-issuer.js';
import type { CodeRequest } from './code-request.js';

const policy: CodePolicy = { spelling: 'qd20', firstOrdinal: 1, minWidth: 4, overflow: 'grow' };

/** Every unit but one may number; one policy for all. */
function catalogueWith(changes: Partial<CodePolicy> = {}): Catalogue {
  const unit = (code: string) => {
    if (code === 'H99.77') throw new Rejected('unit.unknown');
    return { code, validFrom: '2020-01-01', validTo: null, successors: [], codePolicy: { ...policy, ...changes } };
  };
  return { unit } as unknown as Catalogue;
}

/** Loses the answers of chosen appends, after or before they were written. */
class LossyStore extends MemoryEventStore {
  losses: ('written' | 'notWritten')[] = [];

  override async append(writes: readonly Write[]): Promise<AppendResult> {
    const loss = this.losses.shift();
    if (loss === undefined) return super.append(writes);
    if (loss === 'written') await super.append(writes);
    throw new UnknownOutcome('the answer was lost');
  }
}

describe('the code issuer', () => {
  let store: LossyStore;

  beforeEach(() => {
    store = new LossyStore();
  });

  function issuer(changes: Partial<CodePolicy> = {}): CodeIssuer {
    return new CodeIssuer(store, catalogueWith(changes), new SystemClock());
  }

  async function dossier(unitCode = 'H99.14', issuedAt = '2026-11-23T02:00:00.000Z'): Promise<CodeRequest> {
    const dossierId = randomUUID();
    const meta = { correlationId: 'c', causationId: 'c', actor: 'a', actorRole: 'citizen', recordedAt: issuedAt };
    const submitted = { id: randomUUID(), type: 'DossierSubmitted', schemaVersion: 1, data: { dossierId }, meta };
    await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events: [submitted] }]);
    return { dossierId, unitCode, issuedAt, dossierVersion: 1, correlationId: 'c', causationId: submitted.id };
  }

  async function dossiers(count: number, unitCode?: string): Promise<CodeRequest[]> {
    return Promise.all(Array.from({ length: count }, () => dossier(unitCode)));
  }

  async function codesOf(stream: string): Promise<string[]> {
    return (await store.read(stream)).map(({ data }) => String(data['dossierCode']));
  }

  async function codeOf({ dossierId }: CodeRequest): Promise<string[]> {
    const events = await store.read(`dossier-${dossierId}`);
    return events.filter(({ type }) => type === 'DossierCodeAssigned').map(({ data }) => String(data['dossierCode']));
  }

  it('numbers all who wait without gap or double, and tells each dossier its own code', async () => {
    const asked = await dossiers(250);
    const one = issuer();
    await Promise.all(asked.map((request) => one.issue(request)));
    const codes = await codesOf('codes-H99.14-20261123');
    expect(codes).toEqual(asked.map((_, index) => `H99.14-261123-${String(index + 1).padStart(4, '0')}`));
    expect((await Promise.all(asked.map(codeOf))).flat().toSorted()).toEqual(codes.toSorted());
  });

  it('refuses what belongs to no series without failing those that wait beside it', async () => {
    const one = issuer();
    const asked = await dossiers(20);
    const unknown = await dossier('H99.77');
    const timeless = await dossier('H99.14', 'yesterday');
    const outcomes = await Promise.allSettled([unknown, timeless, ...asked].map((request) => one.issue(request)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', ...asked.map(() => 'fulfilled')]);
    expect(await codesOf('codes-H99.14-20261123')).toHaveLength(asked.length);
  });

  it('keeps a series for every unit and day, told by Vietnamese time', async () => {
    const one = issuer();
    const asked = [
      await dossier('H99.30', '2026-11-24T16:59:59.000Z'),
      await dossier('H99.30', '2026-11-24T17:00:00.000Z'),
    ];
    await Promise.all(asked.map((request) => one.issue(request)));
    expect(await Promise.all(asked.map(codeOf))).toEqual([['H99.30-261124-0001'], ['H99.30-261125-0001']]);
  });

  it('changes nothing when it is asked again, by any issuer', async () => {
    const request = await dossier();
    await issuer().issue(request);
    await issuer().issue(request);
    await issuer().issue({ ...request, dossierVersion: 2 });
    expect(await codeOf(request)).toEqual(['H99.14-261123-0001']);
    expect(await codesOf('codes-H99.14-20261123')).toHaveLength(1);
  });

  it('issues codes 1..n although two issuers are alive', async () => {
    const asked = await dossiers(120);
    const two = [issuer(), issuer()];
    await Promise.all(asked.map((request, index) => two[index % 2]!.issue(request)));
    const codes = await codesOf('codes-H99.14-20261123');
    expect(codes).toHaveLength(120);
    expect(new Set(codes).size).toBe(120);
    expect((await Promise.all(asked.map(codeOf))).every((own) => own.length === 1)).toBe(true);
  });

  it.each(['written', 'notWritten'] as const)(
    'gives one code when the answer of the append is lost and it was %s',
    async (loss) => {
      const asked = await dossiers(3);
      store.losses = [loss, loss];
      const one = issuer();
      await Promise.all(asked.map((request) => one.issue(request)));
      expect(await codesOf('codes-H99.14-20261123')).toHaveLength(3);
      expect((await Promise.all(asked.map(codeOf))).flat()).toHaveLength(3);
    },
  );

  it('looks again at a dossier that has moved on, and does not keep the others waiting', async () => {
    const asked = await dossiers(5);
    const stale = asked.map((request, index) => (index === 2 ? { ...request, dossierVersion: 0 } : request));
    const one = issuer();
    await Promise.all(stale.map((request) => one.issue(request)));
    expect((await Promise.all(asked.map(codeOf))).flat()).toHaveLength(5);
  });

  it('refuses loudly above the last ordinal, and serves the rest', async () => {
    const one = issuer({ firstOrdinal: 99_999 });
    const [last, over] = await dossiers(2);
    await one.issue(last!);
    await expect(one.issue(over!)).rejects.toThrow('code-series.exhausted');
    expect(await codeOf(last!)).toEqual(['H99.14-261123-99999']);
  });

  it('goes on in the secondary unit where the policy says so', async () => {
    const one = issuer({ firstOrdinal: 9999, overflow: 'secondaryUnit', secondaryUnit: 'H99.15' });
    const asked = await dossiers(2);
    await Promise.all(asked.map((request) => one.issue(request)));
    expect(await Promise.all(asked.map(codeOf))).toEqual([['H99.14-261123-9999'], ['H99.15-261123-9999']]);
  });
});
