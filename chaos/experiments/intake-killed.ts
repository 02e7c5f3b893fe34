import { setTimeout as pause } from 'node:timers/promises';
import { type Experiment, type RedRun, without } from '../experiment.ts';
import type { AppOrder } from '../processes/app-order.ts';
import { settled } from '../world/world.ts';

const ROUNDS = 5;
/** Where nobody is told twice, citizens give up, or none would be left to go on. */
const RED_PATIENCE_MS = 4_000;
const HOT_UNIT = 'H99.30';

/** The other red run is to break exactly one rule, so nobody may give up in it. */
function patience(red: RedRun | undefined): number | undefined {
  return red?.name === 'first-answer' ? RED_PATIENCE_MS : undefined;
}

/** Intake dies right after a dossier was stored and before anybody was told; the clients ask again under the same key. */
export const intakeKilled: Experiment = {
  id: 2,
  title: 'kill -9 of intake between append and HTTP reply, retries under the same key',
  rules: ['atLeast', 'allAcknowledged', 'everyDossierHasItsCode'],
  reds: [
    {
      name: 'request-identity',
      kind: 'guard',
      what: "the dossier's id comes from the Idempotency-Key (a new one for every try)",
      guards: ['request-identity'],
      breaks: ['onceEachRequest'],
    },
    {
      name: 'first-answer',
      kind: 'guard',
      what: 'a repeated request gets its first answer (it is decided anew)',
      guards: ['first-answer'],
      breaks: ['allAcknowledged'],
    },
  ],
  async run(world, red) {
    await world.start({ name: 'issuer', modules: ['dossier-code'] });
    const order: AppOrder = { name: 'intake', modules: ['intake'], ...without(red) };
    const mortal = (nth: number): AppOrder => ({
      ...order,
      dieAt: { point: 'afterAppend', category: 'dossier', nth, signal: 'SIGKILL' },
    });
    let intake = await world.start(mortal(60));
    const { port } = intake;
    const over = new AbortController();
    const load = world.clients(() => intake, patience(red)).crowd(16, () => HOT_UNIT, over.signal);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await intake.ended();
      world.journal.fault('intake killed before its reply');
      const next = round === ROUNDS ? order : mortal(60 + 20 * round);
      intake = await world.start({ ...next, port });
    }
    await pause(2_000);
    over.abort();
    await settled(load, red !== undefined);
    return [
      { rule: 'atLeast', options: { 'intake killed before its reply': ROUNDS, lost: ROUNDS, acknowledged: 100 } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
    ];
  },
};
