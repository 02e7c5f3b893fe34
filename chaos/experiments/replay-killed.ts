import { replayTopic, topics } from '@motcua/contracts';
import type { Experiment } from '../experiment.ts';
import { Administrators } from '../world/administrators.ts';
import { Chronicle } from '../world/chronicle.ts';
import { KafkaScene } from '../world/kafka-scene.ts';
import { Officer } from '../world/officer.ts';
import { Outside } from '../world/outside.ts';
import { settled, until } from '../world/world.ts';

const UNIT = 'H99.30';
const SUBSCRIBER = 'dashboard';
const DOSSIERS = 5_000;
const FACTS_EACH = 20;
const RATE = 5_000;
const HANDED_OVER = 6;
const CALLS = [{ mount: 'civil1', operation: 'dangKyHoTich' }];
/** Shares of the replay at which the relay dies. */
const DEATHS = [1 / 3, 2 / 3];
const PATIENCE_MS = 240_000;

/** All facts there are go to one subscriber again while citizens submit; the relay dies twice on the way. */
export const replayKilled: Experiment = {
  id: 15,
  title: `redelivery of ${DOSSIERS * FACTS_EACH} facts under live traffic, killed twice and resumed`,
  rules: [
    'atLeast',
    'allAcknowledged',
    'topicTellsTheStore',
    'replayTellsThePlan',
    'ministryTookEachOnce',
    'everyHandOverEnded',
  ],
  reds: [
    {
      name: 'sent-first',
      kind: 'guard',
      what: 'the cursor is saved when the broker has the facts (it is saved before they are sent)',
      breaks: ['replayTellsThePlan'],
    },
  ],
  async run(world, red) {
    const scene = await KafkaScene.open(world, 1);
    await scene.topic(replayTopic(topics.dossierLifecycle, SUBSCRIBER));
    await new Chronicle(world).write(DOSSIERS, FACTS_EACH);
    const outside = await Outside.start(world, new Date().toISOString());
    const house = await world.start({
      name: 'house',
      modules: ['intake', 'dossier-code', 'desk', 'ministry-connector'],
      clock: outside.now(),
      environment: outside.environment(),
    });
    const clients = world.clients(() => house);
    const officer = new Officer(world, house, UNIT);
    for (let filed = 0; filed < HANDED_OVER; filed += 1)
      await officer.accept((await clients.insist(clients.next(UNIT)))!.dossierId!);
    for (let minute = 0; minute < 3; minute += 1) await outside.pass(world, house, 60);

    const start = () => scene.replay({ name: 'relay', ...(red === undefined ? {} : { without: 'sent-first' }) });
    let relay = await start();
    const administrators = new Administrators(world, house);
    const { jobId, plan } = await administrators.redeliver(SUBSCRIBER, RATE);
    world.journal.fault('replay approved', `${plan.count} facts`);
    const over = new AbortController();
    const load = clients.crowd(3, () => UNIT, over.signal);
    const done = async (share: number) => (await administrators.job(jobId)).tally.done >= share * plan.count;
    for (const share of DEATHS) {
      await until(`${share} of the replay is done`, () => done(share), PATIENCE_MS);
      await relay.kill();
      world.journal.fault('relay killed in the middle of a replay');
      relay = await start();
    }
    const isOver = async () => (await administrators.job(jobId)).status === 'completed';
    await until('the replay is over', isOver, PATIENCE_MS);
    world.journal.fault('replay completed');
    over.abort();
    await settled(load, red !== undefined);
    await scene.relayed(PATIENCE_MS);
    return [
      {
        rule: 'atLeast',
        options: { 'relay killed in the middle of a replay': DEATHS.length, acknowledged: 50 },
      },
      { rule: 'allAcknowledged' },
      { rule: 'topicTellsTheStore' },
      { rule: 'replayTellsThePlan', options: { facts: DOSSIERS * FACTS_EACH } },
      { rule: 'ministryTookEachOnce', options: { calls: CALLS } },
      { rule: 'everyHandOverEnded', options: { dossiers: HANDED_OVER } },
    ];
  },
};
