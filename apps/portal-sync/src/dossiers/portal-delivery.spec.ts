import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Delivery, Lane, Outcome, RoutingRow } from '@motcua/domain';
import type { CallContext, Metrics, PersonalData, PortalFinding, WireProfile } from '@motcua/service-kit';
import { dossierFacts, submitDossier, testCatalogue } from '@motcua/testing';
import type { PortalWire } from '../portal/portal-wire.js';
import { historyOf } from '../statuses/dossier-history.js';
import { recorded, type Turn } from '../statuses/recorded.fixture.js';
import { PortalDelivery } from './portal-delivery.js';
import type { PortalDossiers } from './portal-dossiers.js';
import type { PortalLinks } from './portal-links.js';

const system = 'portal.dvcqg';
const exchange = 'x';
const file = new URL('../../../../profiles/dvcqg-2020@1/profile.json', import.meta.url);
const profile = JSON.parse(readFileSync(file, 'utf8')) as WireProfile;
const catalogue = testCatalogue();
const context = {} as CallContext;
const empty = { dossierId: '7b0c6f4e-0000-4000-8000-000000000001', system, deliveries: [] } as unknown as Lane;
const known = { ...empty, deliveries: [{ op: 'dossier', state: { kind: 'done' } }] } as unknown as Lane;
const first = { seq: 1, op: 'dossier', sourceEventId: 'event-2', resendOf: null } as unknown as Delivery;

function turnsWith(dossierCode: string): Turn[] {
  const { data } = dossierFacts.DossierCodeAssigned;
  const code: Turn = { fact: { type: 'DossierCodeAssigned', data: { ...data, dossierCode } } };
  return [{ command: submitDossier(), role: 'citizen' }, code];
}

interface Given {
  readonly answer?: Outcome<PortalFinding>;
  readonly code?: string;
  readonly resendSafe?: boolean;
}

function delivery({ answer, code = '000.00.14.H99-261116-0001', resendSafe = false }: Given): PortalDelivery {
  const { progress } = profile.operations;
  const operations = { ...profile.operations, progress: { ...progress!, resendSafe } };
  const portal = { find: () => Promise.resolve(answer) };
  const { events } = recorded(catalogue, turnsWith(code));
  const history = historyOf(events, catalogue, 'result', system);
  const route = { system, profile: 'dvcqg-2020@1' } as RoutingRow;
  return new PortalDelivery({
    wire: { profile: { ...profile, operations }, portalOf: () => portal } as unknown as PortalWire,
    dossiers: { find: () => Promise.resolve({ events, history, route }) } as unknown as PortalDossiers,
    personal: { open: () => Promise.resolve([]) } as unknown as PersonalData,
    links: { linksTo: () => Promise.resolve(new Map()) } as unknown as PortalLinks,
    catalogue,
    metrics: {} as Metrics,
    follow: () => Promise.resolve(),
  });
}

describe('a look at the portal', () => {
  it.each<[string, Outcome<PortalFinding>, Lane, object]>([
    [
      'proves an insert that shows our status',
      { kind: 'accepted', value: { exists: true, status: 1 }, exchange },
      empty,
      { kind: 'present', exchange },
    ],
    [
      'does not prove an insert where the portal shows another status',
      { kind: 'accepted', value: { exists: true, status: 4 }, exchange },
      empty,
      { kind: 'absent', exchange },
    ],
    [
      'proves an absence where nothing is there',
      { kind: 'accepted', value: { exists: false, status: null }, exchange },
      empty,
      { kind: 'absent', exchange },
    ],
    [
      'never proves an update, which is then written again',
      { kind: 'accepted', value: { exists: true, status: 1 }, exchange },
      known,
      { kind: 'absent', exchange },
    ],
    [
      'proves nothing when the portal answers with an error',
      { kind: 'rejected', message: 'Lỗi', exchange },
      empty,
      { kind: 'failed', retryable: false, exchange },
    ],
    [
      'proves nothing when the portal is away',
      { kind: 'retryable', reason: 'gateway' },
      empty,
      { kind: 'failed', retryable: true },
    ],
    [
      'proves nothing when the answer cannot be understood',
      { kind: 'unknown', reason: 'unparseable', exchange },
      empty,
      { kind: 'failed', retryable: true, exchange },
    ],
  ])('%s', async (_case, answer, lane, finding) => {
    expect(await delivery({ answer }).find(first, lane, context)).toEqual(finding);
  });
});

describe('what may be sent', () => {
  it.each(['000.00.16.H26-261116-0001', '000.00.14.H99-261116-090123', 'DK-2026-888'])(
    'is no dossier with the code %s',
    async (code) => {
      const held = { kind: 'held', reasons: [{ code: 'foreign-code', subject: 'dossierCode' }] };
      expect(await delivery({ code }).prepare([first], empty)).toEqual(held);
    },
  );

  it('is nothing of a dossier whose personal data is gone', async () => {
    const held = { kind: 'held', reasons: [{ code: 'personal-data-erased', subject: 'dossier' }] };
    expect(await delivery({}).prepare([first], empty)).toEqual(held);
  });

  it('is a step again after a lost answer only where the profile says that repetitions are recognised', () => {
    expect(delivery({}).operations['progress']).toMatchObject({ canFind: false, resendSafe: false, maxPerCall: 10 });
    expect(delivery({ resendSafe: true }).operations['progress']?.resendSafe).toBe(true);
  });
});
