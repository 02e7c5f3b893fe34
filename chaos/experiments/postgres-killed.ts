import { setTimeout as pause } from 'node:timers/promises';
import type { Experiment } from '../experiment.ts';
import { settled } from '../world/world.ts';

const ROUNDS = 5;
const HOT_UNIT = 'H99.30';
/** How far the log on disk may lag behind when the red run lets it. */
const LAZY_LOG = { synchronous_commit: 'off', wal_writer_delay: '10000ms' };

/** All processes of the database die at once, again and again, while 32 clients submit. */
export const postgresKilled: Experiment = {
  id: 1,
  title: 'kill -9 of all PostgreSQL processes in a loop, 32 clients submitting',
  guard: 'the log is on disk before a commit is acknowledged (synchronous_commit off)',
  caughtBy: ['acknowledgedIsStored', 'onceEachRequest'],
  postgres: async (red) => ({ options: red ? { settings: LAZY_LOG } : {} }),
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
    await settled(load, red);
    return [
      { rule: 'atLeast', options: { 'postgres killed': ROUNDS, acknowledged: 200 } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
    ];
  },
};
