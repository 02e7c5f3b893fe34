import { setTimeout as pause } from 'node:timers/promises';
import type { Experiment } from '../experiment.ts';
import type { ConsumerGuard } from '../world/kafka-order.ts';
import type { KafkaProcess } from '../world/kafka-process.ts';
import { Chronicle } from '../world/chronicle.ts';
import { KafkaScene } from '../world/kafka-scene.ts';
import { settled } from '../world/world.ts';

const HOT_UNIT = 'H99.30';
const ROUNDS = 3;
const MEMBERS = 3;

/** Members of a group die in the middle of a batch, leave in order, and come back, while some handlers take their time. */
export const groupRebalanced: Experiment = {
  id: 9,
  title: 'consumer killed mid-batch, group of three rebalanced under load, slow handlers',
  rules: ['atLeast', 'allAcknowledged', 'projectionIsTheFold', 'handledInOrder', 'membersDiedBusy'],
  reds: [
    {
      name: 'dedupe',
      kind: 'guard',
      what: 'a fact is taken once for each consumer, dossier and version (a repetition is taken like any other)',
      breaks: ['projectionIsTheFold'],
    },
    {
      name: 'partition-lease',
      kind: 'guard',
      what: 'a partition has a lease in the ledger (being assigned by the group is enough)',
      breaks: ['handledInOrder'],
      drags: ['projectionIsTheFold'],
    },
  ],
  async run(world, red) {
    const scene = await KafkaScene.open(world, 1);
    await scene.projection();
    await world.start({ name: 'issuer', modules: ['dossier-code'] });
    const intake = await world.start({ name: 'intake', modules: ['intake'] });
    await scene.relay({ name: 'relay' });
    const careless = red === undefined ? {} : { without: red.name as ConsumerGuard };
    let begun = 0;
    const join = (): Promise<KafkaProcess> => scene.consumer({ name: `member-${(begun += 1)}`, ...careless });
    const over = new AbortController();
    const load = world.clients(() => intake).crowd(3, () => HOT_UNIT, over.signal);
    const writing = new Chronicle(world).keepWriting(16, 120, over.signal);
    const members = await Promise.all(Array.from({ length: MEMBERS }, join));
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(4_000);
      await members.shift()!.kill();
      world.journal.fault('member killed');
      members.push(await join());
      await pause(4_000);
      const leaving = members.shift()!.end();
      world.journal.fault('member left');
      members.push(await join());
      await leaving;
    }
    over.abort();
    await Promise.all([settled(load, red !== undefined), writing]);
    await scene.relayed();
    await scene.consumed();
    return [
      { rule: 'atLeast', options: { 'member killed': ROUNDS, 'member left': ROUNDS, acknowledged: 30 } },
      { rule: 'allAcknowledged' },
      { rule: 'projectionIsTheFold' },
      { rule: 'handledInOrder' },
      { rule: 'membersDiedBusy', options: { least: 1 } },
    ];
  },
};
