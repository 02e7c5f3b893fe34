import { setTimeout as pause } from 'node:timers/promises';
import { type Experiment, without } from '../experiment.ts';
import { settled } from '../world/world.ts';
import type { DeathPoint } from '../processes/app-order.ts';

const HOT_UNIT = 'H99.30';
const POINTS: readonly DeathPoint['point'][] = ['beforeAppend', 'afterAppend', 'beforeReply'];
const ROUNDS = 2;

/** The issuer dies before its append is sent, after it was written, and before the feed hears that the fact is done. */
export const issuerKilled: Experiment = {
  id: 3,
  title: 'kill -9 of the code issuer at three points, one hot unit',
  rules: ['atLeast', 'allAcknowledged', 'everyDossierHasItsCode'],
  reds: [
    {
      name: 'atomic-append',
      kind: 'guard',
      what: 'series and dossiers are written in one atomic append (one stream after the other)',
      guards: ['atomic-append'],
      breaks: ['seriesAreGapless', 'everyDossierHasItsCode'],
      drags: ['allAcknowledged'],
    },
  ],
  async run(world, red) {
    const intake = await world.start({ name: 'intake', modules: ['intake'] });
    const over = new AbortController();
    const load = world.clients(() => intake).crowd(16, () => HOT_UNIT, over.signal);
    const issuer = { name: 'issuer', modules: ['dossier-code'], ...without(red) } as const;
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const point of POINTS) {
        const dieAt = { point, category: 'codes', nth: 5 * round, signal: 'SIGKILL' } as const;
        const mortal = await world.start({ ...issuer, dieAt });
        await mortal.ended();
        world.journal.fault(`issuer killed ${point}`);
      }
    }
    await world.start(issuer);
    await pause(2_000);
    over.abort();
    await settled(load, red !== undefined);
    const kills = Object.fromEntries(POINTS.map((point) => [`issuer killed ${point}`, ROUNDS]));
    return [
      { rule: 'atLeast', options: { ...kills, acknowledged: 100 } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
    ];
  },
};
