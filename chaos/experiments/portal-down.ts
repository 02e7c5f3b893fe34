import { setTimeout as pause } from 'node:timers/promises';
import { type Experiment, without } from '../experiment.ts';
import type { AppProcess } from '../world/app-process.ts';
import type { Clients } from '../world/client.ts';
import { count } from '../world/database.ts';
import { Officer } from '../world/officer.ts';
import { Outside } from '../world/outside.ts';
import type { World } from '../world/world.ts';

const MONDAY = '2026-11-16T09:00:00+07:00';
const UNIT = 'H99.30';
const DOSSIERS = 24;
const MOUNT = 'dvcqg';
/** What the profile allows, and as much again for the burst of the bucket. */
const MOST_PER_SECOND = 10;

/** The national portal is away for a minute, then lets few calls through; meanwhile dossiers move on. */
export const portalDown: Experiment = {
  id: 11,
  title: 'national portal down for 60 s, then 429, while dossiers move on',
  rules: ['atLeast', 'portalShowsWhatWeKnow', 'portalWasTroubled', 'callRateIsBounded'],
  reds: [
    {
      name: 'call-rate',
      kind: 'guard',
      what: 'the rate of calls that the operator of the portal allows (none)',
      breaks: ['callRateIsBounded'],
    },
    {
      name: 'lane-order',
      kind: 'guard',
      what: 'what the portal is owed keeps its place in the lane (the first two steps of a dossier change places)',
      guards: ['lane-order'],
      breaks: ['portalShowsWhatWeKnow'],
    },
  ],
  async run(world, red) {
    const outside = await Outside.start(world, MONDAY);
    const app = await world.start({
      name: 'house',
      modules: ['intake', 'dossier-code', 'desk', 'portal-sync'],
      ...without(red),
      clock: outside.now(),
      environment: {
        ...outside.environment(),
        ...(red?.name === 'call-rate' ? { MOTCUA_PORTAL_CALLS_PER_SECOND: '10000' } : {}),
      },
    });
    await trouble(world, outside, app);
    return [
      { rule: 'atLeast', options: { 'portal down': 1, 'portal throttles': 1, acknowledged: DOSSIERS } },
      { rule: 'portalShowsWhatWeKnow', options: { dossiers: DOSSIERS } },
      { rule: 'portalWasTroubled', options: { mount: MOUNT, statuses: [503, 429] } },
      { rule: 'callRateIsBounded', options: { mount: MOUNT, perSecond: MOST_PER_SECOND } },
    ];
  },
};

async function trouble(world: World, outside: Outside, app: AppProcess): Promise<void> {
  const { control } = outside;
  const officer = new Officer(world, app, UNIT);
  const clients = world.clients(() => app);
  const early = await file(clients, DOSSIERS / 3);
  for (const dossierId of early) await officer.accept(dossierId);
  await outside.pass(world, app, 5);

  const { id: outage } = await control.fault({ mount: MOUNT, fault: { type: 'down', variant: 'unavailable' } });
  world.journal.fault('portal down');
  const late = await file(clients, DOSSIERS - early.length);
  for (const dossierId of late) await officer.accept(dossierId);
  for (const dossierId of early) await officer.forward(dossierId);
  for (let third = 0; third < 3; third += 1) await outside.pass(world, app, 20);

  await control.removeFault(outage);
  const rate = { type: 'rate', perSecond: 2, burst: 2, retryAfterSeconds: 2 } as const;
  const { id: throttle } = await control.fault({ mount: MOUNT, fault: rate });
  world.journal.fault('portal throttles');
  for (const dossierId of late) await officer.forward(dossierId);
  for (let times = 0; times < 4; times += 1) await outside.pass(world, app, 120);
  await control.removeFault(throttle);
  world.journal.fault('portal serves');
  await caughtUp(world, outside, app);
}

async function file(clients: Clients, wanted: number): Promise<string[]> {
  const filed: string[] = [];
  while (filed.length < wanted) filed.push((await clients.insist(clients.next(UNIT)))!.dossierId!);
  return filed;
}

/** Business time passes until nothing is owed to the portal. */
async function caughtUp(world: World, outside: Outside, app: AppProcess): Promise<void> {
  for (const seconds of [600, 3_600, 7_200, 18_000, 36_000, 50_400]) {
    if ((await owed(world)) === 0) return;
    await outside.pass(world, app, seconds);
    await pause(1_000);
  }
}

/** Deliveries that are planned and have not come to an end. */
function owed(world: World): Promise<number> {
  return count(
    world.database.ownerUrl,
    `SELECT count(*) FROM store.events p WHERE p.category = 'delivery' AND p.type = 'DeliveryPlanned' AND NOT EXISTS (
       SELECT FROM store.events d WHERE d.stream_id = p.stream_id AND d.data ->> 'seq' = p.data ->> 'seq'
       AND (d.type IN ('DeliveryParked', 'DeliverySuperseded', 'DeliveryHeld')
         OR (d.type = 'DeliveryOutcomeRecorded' AND d.data ->> 'next' = 'done')))`,
  );
}
