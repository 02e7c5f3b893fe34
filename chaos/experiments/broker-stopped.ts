import { setTimeout as pause } from 'node:timers/promises';
import type { Experiment } from '../experiment.ts';
import { Chronicle } from '../world/chronicle.ts';
import { KafkaScene } from '../world/kafka-scene.ts';
import { settled } from '../world/world.ts';

const HOT_UNIT = 'H99.30';
const REQUEST_MS = 1_000;
/** The product's client tries a send for about 25 s before its error comes out; a bare one gives up after two tries. */
const STOPPED_MS = { green: 32_000, red: 8_000 } as const;

/** The broker stands still with a batch in its hands, which it writes when it goes on; the answer has timed out long ago. */
export const brokerStopped: Experiment = {
  id: 7,
  title: 'the Kafka broker stopped for longer than the relay waits for an answer, then the next batch',
  rules: ['atLeast', 'allAcknowledged', 'topicTellsTheStore'],
  reds: [
    {
      name: 'new-producer',
      kind: 'guard',
      what: 'a producer that failed is given up and the same batch comes first (it is kept and goes on with the next)',
      breaks: ['topicTellsTheStore'],
    },
  ],
  async lacks() {
    return process.platform === 'win32' ? 'Windows cannot stop and continue a process' : undefined;
  },
  async run(world, red) {
    const scene = await KafkaScene.open(world, 1);
    await world.start({ name: 'issuer', modules: ['dossier-code'] });
    const intake = await world.start({ name: 'intake', modules: ['intake'] });
    const careless = red === undefined ? {} : ({ without: 'new-producer' } as const);
    await scene.relay({ name: 'relay', requestTimeoutMs: REQUEST_MS, ...careless });
    const over = new AbortController();
    const load = world.clients(() => intake).crowd(4, () => HOT_UNIT, over.signal);
    const writing = new Chronicle(world).keepWriting(24, 5, over.signal);
    await pause(3_000);
    await scene.cluster.pauseBroker(1);
    world.journal.fault('broker stopped');
    await pause(red === undefined ? STOPPED_MS.green : STOPPED_MS.red);
    await scene.cluster.resumeBroker(1);
    world.journal.fault('broker continued');
    await pause(3_000);
    over.abort();
    await Promise.all([settled(load, red !== undefined), writing]);
    await scene.relayed();
    const noticed = red === undefined ? { trouble: 1 } : {};
    return [
      { rule: 'atLeast', options: { 'broker continued': 1, acknowledged: 50, ...noticed } },
      { rule: 'allAcknowledged' },
      { rule: 'topicTellsTheStore' },
    ];
  },
};
