import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lifecycleEvents } from '@motcua/contracts';
import { codesStream } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { EmbeddedFeed, PostgresFeedLedger } from '@motcua/messaging/embedded';
import {
  Database,
  type DemoClaims,
  DemoIssuer,
  type KitOptions,
  loadCatalogue,
  MemoryKeyVault,
  type RunningApp,
  sharedMigrations,
  startApp,
  VaultSealer,
} from '@motcua/service-kit';
import { testDatabase } from '@motcua/testing';
import { DossierCodeModule } from '../dossier-code.module.js';

const day = '2026-11-23';
const submittedAt = `${day}T02:00:00.000Z`;

describe('the code issuer as an app', () => {
  let test: Awaited<ReturnType<typeof testDatabase>>;
  let issuer: DemoIssuer;
  const apps: RunningApp[] = [];

  beforeAll(async () => {
    test = await testDatabase(sharedMigrations);
    issuer = await DemoIssuer.inMemory();
    apps.push(await start(), await start());
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await test.drop();
  });

  async function start(): Promise<RunningApp> {
    const { catalogue } = await loadCatalogue('catalogues/2020');
    const kit: KitOptions = {
      name: 'dossier-code',
      auth: issuer.auth,
      database: () => new Database({ url: test.appUrl, applicationName: 'spec' }),
      eventStore: () => new PostgresEventStore({ url: test.appUrl }),
      sealer: () => new VaultSealer(new MemoryKeyVault()),
      catalogue: () => catalogue,
      eventFeed: ({ eventStore, database, clock }) =>
        new EmbeddedFeed(eventStore, new PostgresFeedLedger(database.pool), { now: () => clock.now() }),
    };
    return startApp({ kit, modules: [DossierCodeModule], eventTypes: Object.keys(lifecycleEvents) });
  }

  async function submit(store: EventStore, unitCode: string): Promise<string> {
    const dossierId = randomUUID();
    const data = { dossierId, codeIssuedAt: 'submission', receivingUnit: unitCode, submittedAt };
    const meta = { correlationId: 'c', causationId: 'c', actor: 'a', actorRole: 'citizen', recordedAt: submittedAt };
    const event = { id: randomUUID(), type: 'DossierSubmitted', schemaVersion: 1, data, meta };
    await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events: [event] }]);
    return dossierId;
  }

  async function until(done: () => Promise<boolean>): Promise<void> {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async function audit(path: string, roles: DemoClaims['roles'], units: readonly string[] = []): Promise<Response> {
    const token = await issuer.token({ subject: 'auditor-1', roles, units });
    return fetch(`${apps[0]!.url}/api/dossier-code/v1/series/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  }

  it('numbers every submission once, although two instances are up and one of them ends', async () => {
    const store = apps[0]!.app.get(EventStore);
    const ids = await Promise.all(Array.from({ length: 150 }, () => submit(store, 'H99.30')));
    await apps.pop()!.close();
    ids.push(...(await Promise.all(Array.from({ length: 50 }, () => submit(store, 'H99.30')))));
    await until(async () => (await store.read(codesStream('H99.30', day))).length >= ids.length);
    const answer = await audit(`000.00.30.H99/${day}`, ['auditor']);
    expect(await answer.json()).toEqual({
      unitCode: 'H99.30',
      day,
      issued: 200,
      firstCode: '000.00.30.H99-261123-0001',
      lastCode: '000.00.30.H99-261123-0200',
      missingOrdinals: [],
      doubledDossiers: [],
      unassignedCodes: [],
      voided: [],
    });
  });

  it.each([
    ['H99.30/2026-13-01', ['auditor'], 400],
    ['H99.30/yesterday', ['auditor'], 400],
    ['H99.99/2026-11-23', ['auditor'], 404],
    ['H99.30/2026-11-23', ['citizen'], 403],
    ['H99.30/2026-11-23', ['administrator'], 404],
  ] as const)('answers %s asked as %j with %i', async (path, roles, status) => {
    const answer = await audit(path, [...roles]);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('shows an administrator the series of the units that he answers for, and no others', async () => {
    expect((await audit('H99.30/2026-11-23', ['administrator'], ['H99'])).status).toBe(200);
    expect((await audit('H99.30/2026-11-23', ['administrator'], ['H99.31'])).status).toBe(404);
  });
});
