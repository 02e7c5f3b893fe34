import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DemoIssuer } from '@motcua/service-kit';
import { sampleStories } from '@motcua/testing';
import type { ConnectorHouse } from '../connector-house.fixture.js';
import { type ConnectorScene, connectorScene } from '../connector-scene.fixture.js';
import { ConnectorTimers } from '../lanes/connector-timers.js';
import { BacklogWatch } from '../watch/backlog-watch.js';

interface List {
  readonly items: readonly Record<string, unknown>[];
  readonly next?: string;
}

const nobody = '7b0c6f4e-0000-4000-8000-000000000001';
const fileId = '7b0c6f4e-0000-4000-8000-000000000009';
const note = 'Đã gọi điện xác nhận';

describe('the deliveries that an administrator sees', () => {
  let scene: ConnectorScene;
  let house: ConnectorHouse;
  let held: { dossierId: string; dossierCode: string }[];

  beforeAll(async () => {
    scene = await connectorScene();
    ({ house } = scene);
    const whole = sampleStories().find(({ id }) => id === 'khai-sinh-01')!;
    const { nksHoTen: _left, ...declaration } = whole.declaration;
    held = [await house.file({ ...whole, declaration }), await house.file({ ...whole, declaration })];
    await house.until(async () => (await items('?state=held')).length === 2);
  });

  afterAll(() => scene.close());

  type Who = Partial<Parameters<DemoIssuer['token']>[0]>;

  async function ask(path: string, body?: object, who: Who = {}, key: string = randomUUID()): Promise<Response> {
    const token = await house.issuer.token({ subject: 'admin-1', roles: ['administrator'], units: ['H99'], ...who });
    const named = key === '' ? {} : { 'idempotency-key': key };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...named };
    const sent = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    return fetch(`${house.apps[0]!.url}/api/ministry-connector/v1/deliveries${path}`, sent);
  }

  async function items(query = ''): Promise<List['items']> {
    return ((await (await ask(query)).json()) as List).items;
  }

  it('are those not finished, with reason and age, page by page', async () => {
    const listed = await items('?state=held');
    expect(new Set(listed.map((one) => one['dossierId']))).toEqual(new Set(held.map((one) => one.dossierId)));
    const { dossierId, dossierCode } = held[0]!;
    expect(listed.find((one) => one['dossierId'] === dossierId)).toMatchObject({
      system: 'civil.g1',
      dossierCode,
      state: 'held',
      reason: 'missing nksHoTen',
      seq: 1,
      ageSeconds: 0,
    });
    const page = (await (await ask('?limit=1')).json()) as List;
    expect(page.items).toHaveLength(1);
    const rest = (await (await ask(`?limit=1&cursor=${page.next}`)).json()) as List;
    expect(rest.items[0]!['dossierId']).not.toBe(page.items[0]!['dossierId']);
    expect(rest.next).toBeUndefined();
    expect(await items('?system=lltp.g1')).toEqual([]);
  });

  it.each([
    ['lltp.g9/ID/1/retry', { note }, {}, 404, 'delivery.unknown'],
    [`civil.g1/${nobody}/1/retry`, { note }, {}, 404, 'delivery.unknown'],
    ['civil.g1/1/1/retry', { note }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/0/retry', { note }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1e1/retry', { note }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/retry', { note }, { units: ['H99.31'] }, 404, 'delivery.unknown'],
    ['civil.g1/ID/1/retry', { note }, { units: [] }, 404, 'delivery.unknown'],
    ['civil.g1/ID/1/retry', { note }, { roles: ['deskOfficer'] }, 403, 'auth.role-missing'],
    ['civil.g1/ID/7/retry', { note }, {}, 404, 'delivery.unknown'],
    ['civil.g1/ID/1/retry', {}, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/retry', { note: [note] }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/retry', { note: 'a'.repeat(2001) }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/retry', { note, next: 'send' }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/release', { next: 'guess', note }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/release', { next: 'reconcile', note }, {}, 409, 'delivery.cannot-look'],
    ['civil.g1/ID/1/settle', { fileId, note: ' ' }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/settle', { note }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/settle', { fileId: '../1', note }, {}, 400, 'input.invalid'],
    ['civil.g1/ID/1/settle', { fileId, note }, {}, 422, 'file.unknown'],
    ['civil.g1/ID/1/resend', { note }, {}, 409, 'delivery.resend-unfinished'],
  ] as const)('are left alone by %s with %j as %j: %i %s', async (path, body, who, status, code) => {
    const { dossierId } = held[0]!;
    const before = await house.lane('civil.g1', dossierId);
    const answer = await ask(`/${path.replace('ID', dossierId)}`, body, who as Who);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await house.lane('civil.g1', dossierId)).toEqual(before);
  });

  it('are left alone by a request without Idempotency-Key', async () => {
    const answer = await ask(`/civil.g1/${held[0]!.dossierId}/1/retry`, { note }, {}, '');
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'idempotency.key-missing' }]);
  });

  it('are not settled by the file of another dossier', async () => {
    const { blobId: theirs } = await house.put(held[1]!.dossierId, 'giao nhận');
    const answer = await ask(`/civil.g1/${held[0]!.dossierId}/1/settle`, { fileId: theirs, note });
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'file.unknown' }]);
  });

  it('hides them from an administrator of other units', async () => {
    const answer = await ask('', undefined, { units: ['H99.31'] });
    expect(await answer.json()).toEqual({ items: [] });
  });

  it('are taken up again, and stop again when nothing has changed', async () => {
    const { dossierId } = held[0]!;
    const key = randomUUID();
    const first = await ask(`/civil.g1/${dossierId}/1/retry`, { note }, {}, key);
    expect([first.status, await first.json()]).toEqual([202, { system: 'civil.g1', dossierId, seq: 1, version: 3 }]);
    await house.until(async () => (await house.lane('civil.g1', dossierId)).length === 4);
    const again = await ask(`/civil.g1/${dossierId}/1/retry`, { note }, {}, key);
    expect([again.status, await again.json()]).toEqual([202, { system: 'civil.g1', dossierId, seq: 1, version: 3 }]);
    const other = await ask(`/civil.g1/${dossierId}/1/retry`, { note: 'khác' }, {}, key);
    expect([other.status, await other.json()]).toMatchObject([409, { code: 'idempotency.key-reused' }]);
    await house.until(async () => (await house.lane('civil.g1', dossierId)).length === 4);
    const released = (await house.store.read(`delivery-civil.g1-${dossierId}`))[2]!;
    expect(released).toMatchObject({ data: { by: 'admin-1', sealed: expect.any(String) }, meta: { actor: 'admin-1' } });
    expect(JSON.stringify(released)).not.toContain('xác nhận');
    expect((await house.lane('civil.g1', dossierId)).slice(1)).toEqual([
      'DeliveryHeld missing nksHoTen',
      'DeliveryReleased',
      'DeliveryHeld missing nksHoTen',
    ]);
  });

  it('are counted, and leave the list when they are settled by hand', async () => {
    const { dossierId } = held[1]!;
    const { blobId } = await house.put(dossierId, 'giao nhận');
    const settled = await ask(`/civil.g1/${dossierId}/1/settle`, { fileId: blobId, note: 'Đã nhập trực tiếp.' });
    expect(settled.status).toBe(202);
    await house.until(async () => (await items()).length === 1);
    await house.app.get(BacklogWatch).look();
    await house.app.get(ConnectorTimers).look();
    const metrics = await (await fetch(`${house.apps[0]!.managementUrl}/metrics`)).text();
    expect(metrics).toContain('motcua_delivery_lanes{system="civil.g1",state="held"} 1');
    expect(metrics).toContain('motcua_delivery_lanes{system="civil.g1",state="done"} 1');
    expect(metrics).toContain('motcua_timer_oldest_due_seconds{app="ministry-connector"}');
    const ready = await fetch(`${house.apps[0]!.managementUrl}/health/ready`);
    expect(await ready.json()).toMatchObject({
      checks: { 'timers:ministry-connector': { ok: true }, 'connector-views': { ok: true } },
    });
  });
});
