import { setTimeout as pause } from 'node:timers/promises';
import { type Experiment, without } from '../experiment.ts';
import type { AppProcess } from '../world/app-process.ts';
import type { Submission } from '../world/client.ts';

const UNIT = 'H99.30';
const EVENING = '2026-11-24T23:59:45+07:00';
const BEFORE_MIDNIGHT = '2026-11-24T23:59:58+07:00';
const NEXT_DAY = '2026-11-25T00:00:04+07:00';
const CROWD = 30;

/** Submissions of the last seconds of a day get their codes on the next one; then the clock is set back over midnight. */
export const midnight: Experiment = {
  id: 5,
  title: 'clock to 23:59:58, to the next day and back, retries across midnight',
  rules: ['atLeast', 'allAcknowledged', 'everyDossierHasItsCode', 'seriesAtLeast'],
  reds: [
    {
      name: 'day-of-the-fact',
      kind: 'guard',
      what: "a code's day comes from the fact that needs it (from the clock at issue)",
      guards: ['day-of-the-fact'],
      breaks: ['codesKeepTheirDay'],
      drags: ['seriesAtLeast'],
    },
  ],
  async run(world, red) {
    const environment = { MOTCUA_INTAKE_CODE_WAIT_MS: '300' };
    const issuerOrder = { name: 'issuer', modules: ['dossier-code'], ...without(red) } as const;
    const intake = await world.start({ name: 'intake', modules: ['intake'], clock: EVENING, environment });
    let issuer = await world.start({ ...issuerOrder, clock: EVENING });
    const clients = world.clients(() => intake);
    const step = (instant: string, ...apps: AppProcess[]): void => {
      for (const app of apps) app.setClock(instant);
      world.journal.fault('clock set', instant);
    };
    await clients.all(CROWD, 8, () => UNIT);

    await issuer.kill();
    world.journal.fault('issuer killed');
    step(BEFORE_MIDNIGHT, intake);
    const waiting: Submission[] = Array.from({ length: CROWD }, () => clients.next(UNIT));
    await Promise.all(waiting.map((submission) => clients.attempt(submission)));
    step(NEXT_DAY, intake);
    issuer = await world.start({ ...issuerOrder, clock: NEXT_DAY });
    await Promise.all(waiting.map((submission) => clients.insist(submission)));
    await clients.all(CROWD, 8, () => UNIT);

    for (const instant of [BEFORE_MIDNIGHT, NEXT_DAY, BEFORE_MIDNIGHT]) {
      step(instant, intake, issuer);
      await Promise.all([clients.all(CROWD, 8, () => UNIT), pause(1_500)]);
    }
    return [
      { rule: 'atLeast', options: { 'clock set': 5, acknowledged: 6 * CROWD } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
      { rule: 'seriesAtLeast', options: { series: 2, codes: CROWD } },
    ];
  },
};
