import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewEvent } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { type Experiment, without } from '../experiment.ts';
import { count } from '../world/database.ts';
import { until, type World } from '../world/world.ts';

const CONSUMER = 'dossier-code';
const DOSSIERS = 500;
const UNITS = ['H99.30', 'H99.31', 'H99.32', 'H99.33'];
/** A commune that the catalogue forgot. */
const FORGOTTEN = 'H99.77';
const CATALOGUES = join(import.meta.dirname, '../../catalogues');
const TWO_FACTS = 2;

/** One dossier of 500 makes its handler fail; later the cause is put right and what was set aside is asked for again. */
export const poison: Experiment = {
  id: 12,
  title: 'poison event for one dossier among 500, redrive after the cure',
  rules: [
    'atLeast',
    'allAcknowledged',
    'everyDossierHasItsCode',
    'othersAreServedWithin',
    'onlyPoisonIsParked',
    'parkedCameBack',
  ],
  reds: [
    {
      name: 'parking',
      kind: 'guard',
      what: 'a fact whose handler fails is set aside with what follows it (the feed goes on to the next)',
      guards: ['parking'],
      breaks: ['onlyPoisonIsParked', 'everyDossierHasItsCode', 'parkedCameBack'],
    },
    {
      name: 'lanes',
      kind: 'guard',
      what: 'a fact that is tried again holds up its own dossier alone (one queue for all)',
      guards: ['lanes'],
      breaks: ['othersAreServedWithin'],
    },
  ],
  async run(world, red) {
    const isSkipping = red?.name === 'parking';
    const order = { name: 'issuer', modules: [CONSUMER], retryPauseMs: 300, ...without(red) } as const;
    const intake = await world.start({ name: 'intake', modules: ['intake'] });
    const issuer = await world.start(order);
    const clients = world.clients(() => intake);
    let unit = 0;
    const anyUnit = (): string => UNITS[(unit += 1) % UNITS.length]!;
    await clients.all(50, 16, anyUnit);
    const poisoned = await poisonOne(world);
    await clients.all(DOSSIERS - 51, 16, anyUnit);
    const parked = `SELECT count(*) FROM store.events WHERE stream_id = 'parked-${CONSUMER}-${poisoned}'`;
    if (!isSkipping)
      await until('both facts are parked', async () => (await count(world.database.ownerUrl, parked)) >= TWO_FACTS);

    await issuer.kill();
    const cured = await world.start({ ...order, environment: { MOTCUA_CATALOGUES: correctedCatalogue(world.folder) } });
    world.journal.fault('catalogue corrected');
    const planned = await cured.redrive(CONSUMER);
    world.journal.fault('redriven', String(planned));
    if (!isSkipping)
      await until('both facts came back', async () => (await count(world.database.ownerUrl, parked)) >= 2 * TWO_FACTS);
    return [
      { rule: 'atLeast', options: { poison: 1, acknowledged: DOSSIERS - 1 } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
      { rule: 'othersAreServedWithin', options: { ms: 5_000 } },
      { rule: 'onlyPoisonIsParked', options: { consumer: CONSUMER } },
      { rule: 'parkedCameBack', options: { consumer: CONSUMER, facts: TWO_FACTS } },
    ];
  },
};

/** Two facts of a dossier whose unit the catalogue does not know: the first cannot be handled, the second must wait behind it. */
async function poisonOne({ database, journal }: World): Promise<string> {
  const store = new PostgresEventStore({ url: database.appUrl });
  try {
    const { events } = await store.readAll(store.start, { types: ['DossierSubmitted'] }, 1);
    const { data, meta } = events[0]!;
    const dossierId = randomUUID();
    const fact = (type: string, more: object): NewEvent => ({
      id: randomUUID(),
      type,
      schemaVersion: 1,
      data: { ...data, dossierId, ...more },
      meta: { ...meta, actor: 'chaos' },
    });
    const submitted = fact('DossierSubmitted', { receivingUnit: FORGOTTEN, competentUnit: FORGOTTEN });
    const asked = fact('CodeRequested', { unitCode: FORGOTTEN, requestedAt: data['submittedAt'] });
    journal.fault('poison', dossierId);
    await store.append([{ stream: `dossier-${dossierId}`, expected: 0, events: [submitted, asked] }]);
    return dossierId;
  } finally {
    await store.close();
  }
}

interface Unit {
  readonly code: string;
  readonly aliases: readonly { readonly code: string }[];
}

/** The catalogue as an administrator puts it right: the forgotten commune is like its neighbour, with codes of its own. */
function correctedCatalogue(folder: string): string {
  const copy = join(folder, 'catalogues');
  cpSync(CATALOGUES, copy, { recursive: true });
  const file = join(copy, '2020', 'units.json');
  const units = JSON.parse(readFileSync(file, 'utf8')) as Unit[];
  const neighbour = units.find(({ code }) => code === UNITS[0])!;
  const aliases = [{ ...neighbour.aliases[0]!, code: '000.00.77.H99' }];
  const forgotten = { ...neighbour, code: FORGOTTEN, aliases, externalCodes: {} };
  writeFileSync(file, JSON.stringify([...units, forgotten], undefined, 2));
  return join(copy, '2020');
}
