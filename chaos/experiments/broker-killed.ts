import { setTimeout as pause } from 'node:timers/promises';
import type { Experiment } from '../experiment.ts';
import { Chronicle } from '../world/chronicle.ts';
import { KafkaScene } from '../world/kafka-scene.ts';
import { settled } from '../world/world.ts';

const UNITS = ['H99.30', 'H99.31', 'H99.32', 'H99.33'];
/** Longer than a broker's session, so that its partitions get other leaders. */
const AWAY_MS = 7_000;
const BROKERS = [1, 2, 3];

/** Each broker of three dies under load and comes back: every partition changes its leader while records are on their way. */
export const brokerKilled: Experiment = {
  id: 6,
  title: 'each of three Kafka brokers killed in turn while relaying, partition leaders move',
  rules: ['atLeast', 'allAcknowledged', 'topicTellsTheStore'],
  reds: [
    {
      name: 'one-partition-a-send',
      kind: 'guard',
      what: 'a send goes to one partition and its answer is looked at (several partitions in one send of a bare client)',
      breaks: ['topicTellsTheStore'],
    },
  ],
  async run(world, red) {
    const scene = await KafkaScene.open(world, 3);
    await world.start({ name: 'issuer', modules: ['dossier-code'] });
    const intake = await world.start({ name: 'intake', modules: ['intake'] });
    await scene.relay({ name: 'relay', ...(red === undefined ? {} : { without: 'one-partition-a-send' }) });
    const over = new AbortController();
    let unit = 0;
    const load = world.clients(() => intake).crowd(6, () => UNITS[(unit += 1) % UNITS.length]!, over.signal);
    const writing = new Chronicle(world).keepWriting(24, 5, over.signal);
    for (const id of BROKERS) {
      await pause(2_000);
      await scene.cluster.killBroker(id);
      world.journal.fault('broker killed', String(id));
      await pause(AWAY_MS);
      scene.cluster.startBroker(id);
      await scene.cluster.ready();
    }
    over.abort();
    await Promise.all([settled(load, red !== undefined), writing]);
    await scene.relayed();
    return [
      { rule: 'atLeast', options: { 'broker killed': BROKERS.length, acknowledged: 50 } },
      { rule: 'allAcknowledged' },
      { rule: 'topicTellsTheStore' },
    ];
  },
};
