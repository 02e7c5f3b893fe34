import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { startKafka, type KafkaCluster } from '@motcua/testing';
import type { Output } from '../output.js';
import { run } from '../program.js';

jest.setTimeout(120_000);

function heard() {
  const lines: string[] = [];
  const output: Output = { say: (line) => lines.push(line), json: () => undefined, note: (line) => lines.push(line) };
  return { lines, output };
}

describe('motcua topics', () => {
  const before = { ...process.env };
  let cluster: KafkaCluster | undefined;
  afterEach(async () => {
    process.env = before;
    await cluster?.stop();
  });

  const motcua = async (...words: string[]) => {
    const { lines, output } = heard();
    return { code: await run(words, output), lines };
  };

  it('makes the topics, finds every difference, and leaves partitions alone', async () => {
    cluster = await startKafka();
    Object.assign(process.env, {
      MOTCUA_POSTGRES_URL: 'postgres://app:long-enough-for-a-spec@127.0.0.1:1/motcua',
      MOTCUA_DATA: '/nowhere/data',
      MOTCUA_KEYS: '/nowhere/keys.json',
      MOTCUA_KAFKA_BROKERS: cluster.brokers,
    });
    const missing = await motcua('topics', 'check', '--replicas', '1');
    expect(missing.code).toBe(1);
    expect(missing.lines.join('\n')).toMatch(/lifecycle\.v1 +topic +there +-\n.*snapshot\.v1 +topic/);

    const made = await motcua('topics', 'apply', '--replicas', '1');
    expect(made).toEqual({
      code: 0,
      lines: ['created motcua.dossier.lifecycle.v1', 'created motcua.dossier.snapshot.v1'],
    });
    expect((await motcua('topics', 'check', '--replicas', '1')).code).toBe(0);

    const replay = ['--replicas', '1', '--replay', 'provincial-dashboard'];
    expect((await motcua('topics', 'check', ...replay)).code).toBe(1);
    const lines = ['created motcua.dossier.lifecycle.v1.replay.provincial-dashboard'];
    expect(await motcua('topics', 'apply', ...replay)).toEqual({ code: 0, lines });
    expect((await motcua('topics', 'check', ...replay)).code).toBe(0);
    expect((await motcua('topics', 'apply', '--replay', 'No Name')).lines.join()).toContain('name of a subscriber');

    const other = await motcua('topics', 'apply', '--replicas', '1', '--partitions', '24', '--retention', '30');
    expect(other.code).toBe(1);
    expect(other.lines).toContain('set retention.ms of motcua.dossier.lifecycle.v1 to 2592000000');
    expect(other.lines.filter((line) => /partitions +24 +12/.test(line))).toHaveLength(2);

    expect((await motcua('topics', 'check', '--partitions', 'many')).code).toBe(1);
    await cluster.killBroker(1);
    const away = await motcua('topics', 'check', '--replicas', '1');
    expect(away.code).toBe(1);
    expect(away.lines.join()).toMatch(/motcua: Kafka at 127\.0\.0\.1:\d+ does not answer/);
  });
});
