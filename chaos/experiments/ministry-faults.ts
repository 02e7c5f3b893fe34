import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import type { SimulatorControl } from '@motcua/simulators';
import type { Experiment } from '../experiment.ts';
import type { Journal } from '../journal.ts';
import type { AppProcess } from '../world/app-process.ts';
import type { Clients } from '../world/client.ts';
import { asOwner, count } from '../world/database.ts';
import { Officer } from '../world/officer.ts';
import { Outside } from '../world/outside.ts';
import type { World } from '../world/world.ts';

const MONDAY = '2026-11-16T09:00:00+07:00';
const EACH = 12;
const TIMES = 2;
/** Begins the ids of the faults that meet hand-overs. */
const MARK = 'hand-over-';
const HOUR = 3_600;
const TARGETS = [
  {
    fee: 200_000,
    procedure: 'lltp',
    unit: 'H99.14',
    mount: 'lltp1',
    operation: 'nhanHoSoDangKy',
    profile: 'lltp-ngsp@1',
  },
  { fee: 0, procedure: 'civil', unit: 'H99.30', mount: 'civil1', operation: 'dangKyHoTich', profile: 'civil-ngsp@1' },
] as const;
const FAULTS = [
  { type: 'timeout', phase: 'afterCommit', ms: 500 },
  { type: 'http', status: 500, phase: 'afterCommit' },
  { type: 'http', status: 500, phase: 'beforeProcessing' },
  { type: 'connection', variant: 'resetBeforeHeaders', phase: 'afterCommit' },
  { type: 'connection', variant: 'truncatedBody' },
] as const;

const STRUCK = TARGETS.length * TIMES * FAULTS.length;

/** Ministry systems that take a dossier and do not say so; a second hand-over would be a second request of the citizen. */
export const ministryFaults: Experiment = {
  id: 10,
  title: 'ministry systems: timeout after accepting, 500, reset, torn and double answers',
  rules: ['atLeast', 'faultsStruck', 'ministryTookEachOnce', 'everyHandOverEnded', 'resultsCameOnce'],
  reds: [
    {
      name: 'blind-resend',
      kind: 'guard',
      what: 'an unknown outcome is looked up before anything is sent again (it is sent again at once)',
      breaks: ['ministryTookEachOnce'],
    },
    {
      name: 'no-timers',
      kind: 'guard',
      what: 'what is not finished is kept in a timer (none is kept once a call was made)',
      breaks: ['everyHandOverEnded'],
      drags: ['resultsCameOnce'],
    },
    {
      name: 'second-result',
      kind: 'planted',
      what: 'a second result of one dossier is written behind the first',
      breaks: ['resultsCameOnce'],
    },
  ],
  async run(world, red) {
    const outside = await Outside.start(world, MONDAY);
    const profiles = red?.name === 'blind-resend' ? { MOTCUA_PROFILES: blindProfiles(world.folder) } : {};
    const app = await world.start({
      name: 'house',
      modules: ['intake', 'dossier-code', 'desk', 'ministry-connector'],
      clock: outside.now(),
      environment: { ...outside.environment(), ...profiles },
    });
    const clients = world.clients(() => app);
    if (red?.name === 'no-timers') await refuseTimers(world);
    for (const target of TARGETS) {
      await spoil(outside, target);
      const officer = new Officer(world, app, target.unit);
      await file({ clients, officer, control: outside.control, journal: world.journal }, target);
    }
    await daysPass(world, outside, app);
    if (red?.name === 'second-result') await writeSecondResult(world);
    return [
      { rule: 'atLeast', options: { 'ministry fault': STRUCK, acknowledged: 2 * EACH } },
      {
        rule: 'faultsStruck',
        options: { mark: MARK, least: STRUCK },
      },
      {
        rule: 'ministryTookEachOnce',
        options: { calls: TARGETS.map(({ mount, operation }) => ({ mount, operation })) },
      },
      { rule: 'everyHandOverEnded', options: { dossiers: 2 * EACH } },
      { rule: 'resultsCameOnce' },
    ];
  },
};

/** Until every result is there, and then long enough for what was listed twice to have its second chance. */
async function daysPass(world: World, outside: Outside, app: AppProcess): Promise<void> {
  for (const seconds of [60, 60, 600, HOUR, 6 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR]) {
    await outside.pass(world, app, seconds);
    if ((await withoutResult(world)) === 0) break;
  }
  for (const seconds of [HOUR, HOUR]) await outside.pass(world, app, seconds);
}

type Target = (typeof TARGETS)[number];

/** The worst of systems: would take the same dossier twice, and lists its changes twice. */
async function spoil({ control }: Outside, { mount }: Target): Promise<void> {
  await control.scenario({ mount, scenario: 'auto', params: { recognisesDuplicates: false } });
  await control.fault({ mount, fault: { type: 'duplicate', variant: 'twice' } });
}

interface Filing {
  readonly clients: Clients;
  readonly officer: Officer;
  readonly control: SimulatorControl;
  readonly journal: Journal;
}

/** Each dossier meets its own fault at the first try of its hand-over; the last two meet none. */
async function file({ clients, officer, control, journal }: Filing, target: Target): Promise<void> {
  const { unit, procedure, fee, mount, operation } = target;
  for (let filed = 0; filed < EACH; filed += 1) {
    const { dossierId, dossierCode } = (await clients.insist(clients.next(unit, procedure)))!;
    const fault = filed < TIMES * FAULTS.length ? FAULTS[filed % FAULTS.length] : undefined;
    if (fault !== undefined) {
      await control.fault({
        mount,
        operation,
        id: `${MARK}${dossierCode}`,
        match: { key: dossierCode },
        times: 1,
        fault,
      });
      journal.fault('ministry fault', `${mount} ${dossierCode} ${fault.type}`);
    }
    if (fee > 0) await officer.cash(dossierId!, fee);
    await officer.accept(dossierId!);
  }
}

/** Hand-overs that are not parked and whose result has not come. */
function withoutResult(world: World): Promise<number> {
  return count(
    world.database.ownerUrl,
    `SELECT count(DISTINCT stream_id) FROM store.events e WHERE category = 'delivery' AND NOT EXISTS (
       SELECT FROM store.events d WHERE (d.stream_id = e.stream_id AND d.type = 'DeliveryParked')
       OR (d.type = 'ResultReceived' AND d.stream_id = 'dossier-' || (e.data ->> 'dossierId')))`,
  );
}

/** Wire profiles that say of a hand-over: it cannot be looked up, and sending it twice does no harm. */
function blindProfiles(folder: string): string {
  const copy = join(folder, 'profiles');
  cpSync(join(import.meta.dirname, '../../profiles'), copy, { recursive: true });
  for (const { profile } of TARGETS) {
    const file = join(copy, profile, 'profile.json');
    const { reconcile: _guard, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as {
      reconcile: unknown;
      operations: { submit: { resendSafe: boolean } };
    };
    rest.operations.submit.resendSafe = true;
    writeFileSync(file, JSON.stringify(rest, undefined, 2));
  }
  return copy;
}

/** Once a call was made, the timer that would come back to its hand-over is not kept. */
async function refuseTimers({ database }: World): Promise<void> {
  await asOwner(database.ownerUrl, [
    `CREATE FUNCTION kit.refuse_timer() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NEW.kind = 'delivery' AND EXISTS (
         SELECT FROM store.events WHERE type = 'DeliveryAttemptStarted'
           AND stream_id = 'delivery-' || (NEW.payload ->> 'system') || '-' || (NEW.payload ->> 'dossierId'))
       THEN RETURN NULL; END IF;
       RETURN NEW;
     END $$`,
    'CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON kit.timers FOR EACH ROW EXECUTE FUNCTION kit.refuse_timer()',
  ]);
}

/** As if what the ministry lists twice had been believed twice. */
async function writeSecondResult({ database, journal }: World): Promise<void> {
  const store = new PostgresEventStore({ url: database.appUrl });
  try {
    const { events } = await store.readAll(store.start, { types: ['ResultReceived'] }, 1);
    const { stream, type, schemaVersion, data, meta } = events[0]!;
    const expected = (await store.read(stream)).length;
    await store.append([{ stream, expected, events: [{ id: randomUUID(), type, schemaVersion, data, meta }] }]);
    journal.fault('second result');
  } finally {
    await store.close();
  }
}
