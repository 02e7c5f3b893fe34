import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testKafka, type TestKafka } from '@motcua/testing';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { EncodedRecord } from './cloud-events/wire-record.js';
import {
  again,
  allGuides,
  encoded,
  ended,
  expectedCsv,
  type Guide,
  missingTools,
  recordedEvents,
  run,
  start,
} from './consumer-guides.fixture.js';

const events = recordedEvents(20);
/** What at-least-once looks like: some records come again, later. */
const withRepeats = [...events, ...events.filter((_, index) => index % 7 === 0)];

const folder = mkdtempSync(join(tmpdir(), 'motcua-guides-'));
let kafka: TestKafka;
let whole: string;

beforeAll(async () => {
  kafka = await testKafka();
  whole = await kafka.topic({ partitions: 3 });
  await produce(whole, withRepeats.map(encoded));
}, 180_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function produce(topic: string, messages: EncodedRecord[]): Promise<void> {
  const client = new Kafka({ brokers: kafka.brokers.split(','), logLevel: logLevel.NOTHING });
  const producer = client.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  for (let from = 0; from < messages.length; from += 500)
    await producer.send({ topic, messages: messages.slice(from, from + 500) });
  await producer.disconnect();
}

const runnable = allGuides.filter((guide) => {
  const missing = missingTools(guide);
  if (missing.length > 0) console.warn(`SKIPPED: the ${guide.name} guide needs ${missing.join(', ')}`);
  return missing.length === 0;
});

describe.each(runnable)('the $name guide', (guide) => {
  const files = (name: string) => {
    const base = join(folder, `${guide.name}-${name}`);
    return { state: `${base}.json`, csv: `${base}.csv` };
  };

  it('rebuilds the list of dossiers from the topic alone, byte for byte, whatever comes twice', async () => {
    const { state, csv } = files('whole');
    const { code, stderr } = await run(guide, kafka.brokers, whole, state, csv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(csv, 'utf8')).toBe(expectedCsv(events));
  }, 120_000);

  it('goes on after a kill -9 where its last save was', async () => {
    const { state, csv } = files('killed');
    await killedInTheMiddle(guide, state, csv);
    const { code } = await run(guide, kafka.brokers, whole, state, csv);
    expect(code).toBe(0);
    expect(readFileSync(csv, 'utf8')).toBe(expectedCsv(events));
  }, 120_000);

  it('notices a hole, keeps the other dossiers going, and closes it from the replay topic', async () => {
    const topic = await kafka.topic({ partitions: 3 });
    const replay = await kafka.topic({ partitions: 3 });
    const some = events.filter(({ dossierId }) => dossierId < '00000000-0000-4000-8000-000000000020');
    const holed = some[0]!.dossierId;
    const isLost = ({ dossierId, dossierVersion }: (typeof some)[number]) =>
      dossierId === holed && dossierVersion === 3;
    await produce(topic, some.filter((event) => !isLost(event)).map(encoded));
    const { state, csv } = files('holed');
    const first = await run(guide, kafka.brokers, topic, state, csv);
    expect(first).toEqual({ code: 3, stderr: `hole: dossier ${holed} lacks version 3\n` });
    const before = some.filter(({ dossierId, dossierVersion }) => dossierId !== holed || dossierVersion < 3);
    const withoutMark = readFileSync(csv, 'utf8').replace(/,2,3$/m, ',2,');
    expect(withoutMark).toBe(expectedCsv(before));

    const sentAgain = some.filter(({ dossierId }) => dossierId === holed).map((event) => again(encoded(event)));
    await produce(replay, sentAgain);
    expect(await run(guide, kafka.brokers, `${topic},${replay}`, state, csv)).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(csv, 'utf8')).toBe(expectedCsv(some));
  }, 120_000);
});

/** Kills a run after its first save; one that was done before the kill came is tried anew. */
async function killedInTheMiddle(guide: Guide, state: string, csv: string): Promise<void> {
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    for (const file of [state, csv]) rmSync(file, { force: true });
    const child = start(guide, kafka.brokers, whole, state, csv);
    const end = ended(child);
    while (!hasSaved(state) && child.exitCode === null) await pause(1);
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGKILL');
    await end;
    if (!existsSync(csv)) return;
  }
  throw new Error('no run was caught in the middle');
}

/** A save that holds records already. */
function hasSaved(state: string): boolean {
  return existsSync(state) && readFileSync(state, 'utf8').includes('"version"');
}
