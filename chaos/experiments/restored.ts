import type { Invariant } from '../audit/rules.ts';
import type { Experiment } from '../experiment.ts';
import { Outside } from '../world/outside.ts';
import { type Days, MINISTRY, RestoredTown } from '../world/restored-town.ts';

const MONDAY = '2026-11-16T09:00:00+07:00';

/** An installation of which parts come back from another day than the rest. */
export const restored: Experiment = {
  id: 16,
  title: 'log, keys, key file and checkpoints restored from different days, each mixture in an installation of its own',
  rules: [
    'atLeast',
    'allAcknowledged',
    'everyDossierHasItsCode',
    'ministryTookEachOnce',
    'everyHandOverEnded',
    'resultsCameOnce',
    'stopsWithoutItsPast',
    'refusesToStart',
    'erasedStaysErased',
    'heldKeysOpen',
    'missingKeysAreTold',
    'noKeyIsReplaced',
    'handledIsStored',
  ],
  reds: [
    {
      name: 'lane-history',
      kind: 'guard',
      what: 'what was handed over is read from the log (a process knows only what it has done itself)',
      guards: ['lane-history'],
      breaks: ['ministryTookEachOnce'],
      drags: ['everyHandOverEnded', 'resultsCameOnce'],
    },
    {
      name: 'same-history',
      kind: 'guard',
      what: 'a consumer compares its checkpoint with the log (it goes on from there, or from the end)',
      guards: ['same-history'],
      breaks: ['stopsWithoutItsPast'],
    },
    {
      name: 'key-file-belongs',
      kind: 'guard',
      what: 'a key file is compared with the data at the start (any is taken)',
      guards: ['key-file-belongs'],
      breaks: ['refusesToStart'],
    },
    {
      name: 'destroy-again',
      kind: 'guard',
      what: 'keys of the erased are destroyed again at the start (the log is not asked)',
      guards: ['destroy-again'],
      breaks: ['erasedStaysErased'],
    },
    {
      name: 'missing-keys-told',
      kind: 'guard',
      what: 'a missing key is told apart from a destroyed one (neither opens anything, and that is all)',
      guards: ['missing-keys-told'],
      breaks: ['missingKeysAreTold'],
    },
    {
      name: 'one-key',
      kind: 'guard',
      what: 'a key is made with the first sealed fact only (whoever has none gets one)',
      guards: ['one-key'],
      breaks: ['noKeyIsReplaced'],
    },
    {
      name: 'unreadable',
      kind: 'planted',
      what: 'keys that came back are taken away',
      breaks: ['heldKeysOpen'],
    },
    {
      name: 'unstored',
      kind: 'guard',
      what: 'a subscriber asks the log for the last fact of a partition before it reads (it takes the topic for what the log told)',
      breaks: ['handledIsStored'],
    },
  ],
  async run(world, red) {
    const outside = await Outside.start(world, MONDAY);
    const params = { recognisesDuplicates: false };
    await outside.control.scenario({ mount: MINISTRY.mount, scenario: 'auto', params });
    const town = new RestoredTown(world, outside, red);
    const days = await town.twoDays();
    const invariants: Invariant[] = [];
    for (const [concerns, attempt] of ATTEMPTS)
      if (red === undefined || concerns.includes(red.name)) invariants.push(...(await attempt(town, days)));
    return invariants;
  },
};

type Attempt = (town: RestoredTown, days: Days) => Promise<readonly Invariant[]>;

/** What is restored, and the red runs that it concerns; the others leave it out. The last one goes on in the first installation. */
const ATTEMPTS: readonly (readonly [reds: readonly string[], attempt: Attempt])[] = [
  [['same-history'], (town, days) => town.olderLog(days)],
  [['same-history'], (town, days) => town.olderLogGrownAgain(days)],
  [[], (town, days) => town.olderLogThanRelay(days)],
  [['unstored'], (town, days) => town.olderLogThanTopic(days)],
  [['destroy-again', 'missing-keys-told', 'one-key', 'unreadable'], (town, days) => town.olderKeys(days)],
  [['key-file-belongs'], (town, days) => town.foreignKeys(days)],
  [['lane-history'], (town, days) => town.olderCheckpoints(days)],
];
