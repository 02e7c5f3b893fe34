import { setTimeout as pause } from 'node:timers/promises';
import type { Experiment } from '../experiment.ts';
import { asOwner } from '../world/database.ts';
import { settled, type World } from '../world/world.ts';

const ROUNDS = 5;
const HOT_UNIT = 'H99.30';
/** How far the log on disk may lag behind when the red run lets it. */
const LAZY_LOG = { synchronous_commit: 'off', wal_writer_delay: '10000ms' };

/** All processes of the database die at once, again and again, while 32 clients submit. */
export const postgresKilled: Experiment = {
  id: 1,
  title: 'kill -9 of all PostgreSQL processes in a loop, 32 clients submitting',
  rules: ['atLeast', 'allAcknowledged', 'everyDossierHasItsCode'],
  reds: [
    {
      name: 'lazy-log',
      kind: 'guard',
      what: 'the log is on disk before a commit is acknowledged (synchronous_commit off)',
      breaks: ['acknowledgedIsStored', 'onceEachRequest'],
      drags: ['everyDossierHasItsCode', 'allAcknowledged'],
    },
    {
      name: 'changed-byte',
      kind: 'planted',
      what: 'the owner of the database switches the trigger off and changes one stored event',
      breaks: ['logIsWhole'],
    },
  ],
  postgres: async (red) => ({ options: red?.name === 'lazy-log' ? { settings: LAZY_LOG } : {} }),
  async run(world, red) {
    const app = await world.start({ name: 'intake', modules: ['intake', 'dossier-code'], leaseMs: 3_000 });
    const over = new AbortController();
    const load = world.clients(() => app).crowd(32, () => HOT_UNIT, over.signal);
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(3_000);
      world.journal.fault('postgres killed');
      await world.postgres.killAll();
      await pause(500);
      await world.postgres.restart();
      world.journal.fault('postgres started');
    }
    await pause(3_000);
    over.abort();
    await settled(load, red !== undefined);
    if (red?.name === 'changed-byte') await changeOneEvent(world);
    return [
      { rule: 'atLeast', options: { 'postgres killed': ROUNDS, acknowledged: 200 } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
    ];
  },
};

/** What nobody but the owner of the tables can do, and what nothing but the hash chain notices. */
async function changeOneEvent({ database, journal }: World): Promise<void> {
  await asOwner(database.ownerUrl, [
    'ALTER TABLE store.events DISABLE TRIGGER USER',
    `UPDATE store.events SET meta = (meta::jsonb || '{"correlationId": "changed"}')::json WHERE position = 2`,
    'ALTER TABLE store.events ENABLE TRIGGER USER',
  ]);
  journal.fault('event changed');
}
