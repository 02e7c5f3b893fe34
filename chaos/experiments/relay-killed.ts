import { setTimeout as pause } from 'node:timers/promises';
import type { Experiment } from '../experiment.ts';
import { Chronicle } from '../world/chronicle.ts';
import { KafkaScene } from '../world/kafka-scene.ts';
import { settled } from '../world/world.ts';

const HOT_UNIT = 'H99.30';
const LEASE_MS = 2_000;
const KILLS = 6;
const STOPS = 2;

/** The relay dies with batches that the broker has and no checkpoint tells of; then two relays are alive, the active one stopped. */
export const relayKilled: Experiment = {
  id: 8,
  title:
    'kill -9 of the relay between send and checkpoint in a loop, then the active of two relays stopped past its lease',
  rules: ['atLeast', 'allAcknowledged', 'topicTellsTheStore', 'topicRepeats'],
  reds: [
    {
      name: 'acknowledged-first',
      kind: 'guard',
      what: 'the checkpoint waits for the acknowledgement (it is saved before the batch is sent)',
      breaks: ['topicTellsTheStore'],
      drags: ['topicRepeats'],
    },
  ],
  async lacks() {
    return process.platform === 'win32' ? 'Windows cannot stop and continue a process' : undefined;
  },
  async run(world, red) {
    const scene = await KafkaScene.open(world, 1);
    await world.start({ name: 'issuer', modules: ['dossier-code'] });
    const intake = await world.start({ name: 'intake', modules: ['intake'] });
    const over = new AbortController();
    const load = world.clients(() => intake).crowd(4, () => HOT_UNIT, over.signal);
    const writing = new Chronicle(world).keepWriting(20, 20, over.signal);
    const order = { leaseMs: LEASE_MS, ...(red === undefined ? {} : { without: 'acknowledged-first' as const }) };
    for (let round = 1; round <= KILLS; round += 1) {
      const mortal = await scene.relay({ ...order, name: `mortal-${round}`, dieAfter: 15 + 10 * round });
      await mortal.ended();
      world.journal.fault('relay killed before its checkpoint');
    }
    const first = await scene.relay({ ...order, name: 'relay-1' });
    await pause(LEASE_MS);
    const second = await scene.relay({ ...order, name: 'relay-2' });
    for (const active of [first, second].slice(0, STOPS)) {
      await pause(2_000);
      active.signal('SIGSTOP');
      await pause(3 * LEASE_MS);
      active.signal('SIGCONT');
      world.journal.fault('active relay stopped and continued');
    }
    await pause(2_000);
    over.abort();
    await Promise.all([settled(load, red !== undefined), writing]);
    await scene.relayed();
    const faults = { 'relay killed before its checkpoint': KILLS, 'active relay stopped and continued': STOPS };
    return [
      { rule: 'atLeast', options: { ...faults, acknowledged: 50 } },
      { rule: 'allAcknowledged' },
      { rule: 'topicTellsTheStore' },
      { rule: 'topicRepeats', options: { least: KILLS } },
    ];
  },
};
