import { describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { GroupMember, type Assigned, type Reading } from './kafka-feed-member.js';
import { ConsumerGaveUp } from './kafka-feed-troubles.js';

type Listener = (event: { payload: unknown }) => void;

/** Stands for the client: what it was told, and the events that it tells. */
class StandIn {
  readonly events = { HEARTBEAT: 'beat', COMMIT_OFFSETS: 'commit', GROUP_JOIN: 'join', CRASH: 'crash' };
  readonly said: string[] = [];
  private readonly listeners = new Map<string, Listener>();

  on(name: string, listener: Listener): void {
    this.listeners.set(name, listener);
  }

  tell(name: 'join' | 'crash', payload: unknown): void {
    this.listeners.get(name)!({ payload });
  }

  async connect(): Promise<void> {
    this.said.push('connect');
  }

  async subscribe({ fromBeginning }: { fromBeginning: boolean }): Promise<void> {
    this.said.push(`subscribe ${fromBeginning}`);
  }

  async run(): Promise<void> {
    this.said.push('run');
  }

  async disconnect(): Promise<void> {
    this.said.push('disconnect');
  }

  async commitOffsets([{ offset }]: [{ offset: string }]): Promise<void> {
    this.said.push(`commit ${offset}`);
  }

  pause(): void {
    this.said.push('pause');
  }

  resume(): void {
    this.said.push('resume');
  }

  seek({ offset }: { offset: string }): void {
    this.said.push(`seek ${offset}`);
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('GroupMember', () => {
  function scene(next = 7n) {
    const clients: StandIn[] = [];
    const configs: { allowAutoTopicCreation?: boolean }[] = [];
    const readings: Reading[] = [];
    const troubles: unknown[] = [];
    const stops: number[] = [];
    const kafka = {
      consumer(config: object) {
        configs.push(config);
        clients.push(new StandIn());
        return clients.at(-1)!;
      },
    };
    const assigned = (partition: number, reading: Reading): Assigned => {
      readings.push(reading);
      return {
        next,
        committed: String(next),
        accept: () => Promise.resolve(),
        stop: async () => void stops.push(partition),
      };
    };
    const member = new GroupMember({
      kafka: kafka as unknown as Kafka,
      groupId: 'g',
      topic: 't',
      settings: { restartMs: 1 },
      assigned,
      onTrouble: (error) => troubles.push(error),
    });
    const stop = new AbortController();
    const run = member.run(stop.signal);
    return { clients, configs, readings, troubles, stops, stop, run };
  }

  const failure = (name: string, retriable: boolean) => Object.assign(new Error(name), { name, retriable });

  it('gives up when the client says that trying again is of no use, and lets go of its partitions first', async () => {
    const { clients, stops, run } = scene();
    await turn();
    clients[0]!.tell('join', { memberAssignment: { t: [0, 1] } });
    clients[0]!.tell('crash', { error: failure('KafkaJSNonRetriableError', false), restart: false });
    await expect(run).rejects.toThrow(ConsumerGaveUp);
    expect(stops).toEqual([0, 1]);
    expect(clients).toHaveLength(1);
  });

  it('starts anew with a fresh client after any other break, and says so', async () => {
    const { clients, troubles, stop, run } = scene();
    await turn();
    clients[0]!.tell('crash', { error: failure('KafkaJSNumberOfRetriesExceeded', true), restart: true });
    while (clients.length < 2) await turn();
    expect(clients[0]!.said.at(-1)).toBe('disconnect');
    expect(troubles).toHaveLength(1);
    stop.abort();
    await run;
  });

  it('never creates topics, and begins at the beginning where nothing is committed', async () => {
    const { clients, configs, stop, run } = scene();
    await turn();
    stop.abort();
    await run;
    expect(configs[0]!.allowAutoTopicCreation).toBe(false);
    expect(clients[0]!.said).toContain('subscribe true');
  });

  it('reads a partition when it is told where from, and keeps its place in the next generation', async () => {
    const { clients, readings, stops, stop, run } = scene();
    await turn();
    clients[0]!.tell('join', { memberAssignment: { t: [0] } });
    expect(clients[0]!.said.at(-1)).toBe('pause');
    readings[0]!.readFrom('3');
    expect(clients[0]!.said.slice(-2)).toEqual(['seek 3', 'resume']);
    clients[0]!.tell('join', { memberAssignment: { t: [0] } });
    expect(clients[0]!.said.at(-1)).toBe('seek 7');
    clients[0]!.tell('join', { memberAssignment: { t: [] } });
    await turn();
    expect(stops).toEqual([0]);
    readings[0]!.readFrom('9');
    expect(clients[0]!.said).not.toContain('seek 9');
    stop.abort();
    await run;
  });

  it('commits what is durable before it leaves', async () => {
    const { clients, stop, run } = scene();
    await turn();
    clients[0]!.tell('join', { memberAssignment: { t: [0] } });
    stop.abort();
    await run;
    expect(clients[0]!.said.slice(-2)).toEqual(['commit 7', 'disconnect']);
  });
});
