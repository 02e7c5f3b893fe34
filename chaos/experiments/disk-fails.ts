import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Invariant } from '../audit/rules.ts';
import { type Experiment, without } from '../experiment.ts';
import { count } from '../world/database.ts';
import { BrokenSync, processesOf, SmallDisk } from '../world/disk.ts';
import { settled, until, type World } from '../world/world.ts';

const HOT_UNIT = 'H99.30';
const DISK_MEGABYTES = 300;
/** The log may keep little in reserve, so that a full disk is felt soon. */
const SETTINGS = { min_wal_size: '32MB', max_wal_size: '48MB' };
const OUTAGE_MS = 6_000;

let disk: SmallDisk | undefined;

/** The disk under the log is full, then it refuses to write; whoever submits is told 503, and nothing is said to be stored. */
export const diskFails: Experiment = {
  id: 14,
  title: 'disk full under PostgreSQL, then fdatasync EIO: 503, nothing acknowledged, recovery',
  rules: ['allAcknowledged', 'everyDossierHasItsCode', 'honestBetween', 'nothingAcknowledgedBetween'],
  reds: [
    {
      name: 'honest-failure',
      kind: 'guard',
      what: 'a failed append is an error (its outcome is not looked at; keys in memory, so that no other write fails first)',
      guards: ['honest-failure'],
      breaks: ['honestBetween', 'nothingAcknowledgedBetween'],
      drags: ['acknowledgedIsStored', 'onceEachRequest', 'everyDossierHasItsCode', 'allAcknowledged'],
    },
  ],
  async lacks() {
    const missing = [SmallDisk.lacks(), BrokenSync.lacks()].filter((reason) => reason !== undefined);
    return missing.length === 2 ? missing.join('; ') : undefined;
  },
  async postgres() {
    if (SmallDisk.lacks() !== undefined) return { options: { settings: SETTINGS } };
    const mounted = SmallDisk.mount(DISK_MEGABYTES);
    disk = mounted;
    const options = { dir: join(mounted.folder, 'postgres'), settings: SETTINGS };
    return { options, cleanUp: async () => mounted.unmount() };
  },
  async run(world, red) {
    const app = await world.start({
      name: 'intake',
      modules: ['intake', 'dossier-code'],
      ...without(red),
    });
    const over = new AbortController();
    const load = world.clients(() => app).crowd(16, () => HOT_UNIT, over.signal);
    await pause(2_000);
    const invariants = [...(await fullDisk(world)), ...(await brokenSync(world))];
    await pause(3_000);
    over.abort();
    await settled(load, red !== undefined);
    return [...invariants, { rule: 'allAcknowledged' }, { rule: 'everyDossierHasItsCode' }];
  },
};

async function fullDisk(world: World): Promise<Invariant[]> {
  if (disk === undefined) return skipped(SmallDisk.lacks());
  disk.fill();
  world.journal.fault('disk full');
  await pause(OUTAGE_MS);
  world.journal.fault('disk free');
  disk.free();
  await recovered(world);
  return [{ rule: 'honestBetween', options: { from: 'disk full', to: 'disk free' } }];
}

async function brokenSync(world: World): Promise<Invariant[]> {
  const lacking = BrokenSync.lacks();
  if (lacking !== undefined) return skipped(lacking);
  const broken = await BrokenSync.attach(processesOf(world.postgres.dir));
  world.journal.fault('fdatasync broken');
  await pause(OUTAGE_MS);
  world.journal.fault('fdatasync mended');
  await broken.detach();
  await recovered(world);
  return [{ rule: 'nothingAcknowledgedBetween', options: { from: 'fdatasync broken', to: 'fdatasync mended' } }];
}

/** PostgreSQL comes back by itself, or, when it has ended, is started again as an operator would. */
async function recovered(world: World): Promise<void> {
  const isUp = () =>
    count(world.database.ownerUrl, 'SELECT count(*) FROM store.events').then(
      () => true,
      () => false,
    );
  const byItself = await until('PostgreSQL answers', isUp, 5_000).then(
    () => true,
    () => false,
  );
  if (!byItself) {
    await world.postgres.killAll();
    await world.postgres.restart();
  }
  world.journal.fault(byItself ? 'postgres recovered by itself' : 'postgres started');
}

function skipped(reason = ''): Invariant[] {
  console.log(`  !!! half of the experiment SKIPPED, NOT PASSED: ${reason} !!!`);
  return [];
}
