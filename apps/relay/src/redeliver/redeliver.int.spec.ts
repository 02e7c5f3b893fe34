import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { replayHeaders, replayTopic, topics } from '@motcua/contracts';
import {
  type KnownReplayJob,
  type ReplayCommand,
  type ReplayEvent,
  type ReplayFilter,
  type ReplayJob,
  replayDecider,
  replayStream,
} from '@motcua/domain';
import { EventPublisher, PublishFailed, type TopicRecord } from '@motcua/messaging';
import { kafkaClient } from '@motcua/messaging/kafka';
import {
  Actor,
  CommandHandler,
  Database,
  MatchingFacts,
  MemoryKeyVault,
  ReplayRunner,
  SystemClock,
  VaultSealer,
  factOf,
} from '@motcua/service-kit';
import { testKafka } from '@motcua/testing';
import { onceEach, type RelayScene, relayScene, versionsOf } from '../relay-scene.fixture.js';
import { RedeliverWork } from './redeliver-work.js';

jest.setTimeout(180_000);

/** Fails a send here and there, after the broker has taken it; keeps what went out. */
class Recording extends EventPublisher {
  readonly sent: TopicRecord[] = [];
  failEvery = 0;
  afterSend: () => void = () => undefined;
  private sends = 0;

  constructor(private readonly real: EventPublisher) {
    super();
  }

  override partitions(topic: string): Promise<number> {
    return this.real.partitions(topic);
  }

  override async publish(topic: string, partition: number, records: readonly TopicRecord[]): Promise<bigint[]> {
    const offsets = await this.real.publish(topic, partition, records);
    this.sent.push(...records);
    this.sends += 1;
    this.afterSend();
    if (this.failEvery > 0 && this.sends % this.failEvery === 0) throw new PublishFailed('planted');
    return offsets;
  }

  override close(): Promise<void> {
    return this.real.close();
  }
}

describe('a redelivery', () => {
  let scene: RelayScene;
  let subscriber: string;
  let brokers: string;
  let database: Database;
  let commands: CommandHandler;
  let publisher: Recording;
  const runners: ReplayRunner[] = [];

  beforeEach(async () => {
    const kafka = await testKafka();
    ({ brokers } = kafka);
    subscriber = `spec-${randomUUID().slice(0, 8)}`;
    const topic = replayTopic(topics.dossierLifecycle, subscriber);
    scene = await relayScene(brokers, { lifecycle: topic, snapshot: topic });
    database = new Database({ url: scene.db.appUrl, applicationName: 'redeliver-spec' });
    commands = new CommandHandler(scene.store, new VaultSealer(new MemoryKeyVault()), new SystemClock());
    publisher = new Recording(scene.publisher());
  });

  afterEach(async () => {
    for (const runner of runners.splice(0)) await runner.stop();
    await publisher.close();
    await database.close();
    await scene.close();
  });

  async function createTopic(): Promise<void> {
    const admin = kafkaClient({ brokers: brokers.split(','), clientId: 'redeliver-spec' }).admin();
    await admin.connect();
    const topic = replayTopic(topics.dossierLifecycle, subscriber);
    await admin.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 1 }], waitForLeaders: true });
    await admin.disconnect();
  }

  function start(): ReplayRunner {
    const parts = { store: scene.store, publisher, source: '/motcua/H99/dossiers', onTrouble: () => undefined };
    const works = { redeliver: new RedeliverWork(parts) };
    const runner = new ReplayRunner({ ...parts, commands, database, clock: new SystemClock(), works });
    runners.push(runner);
    runner.start();
    return runner;
  }

  async function stopAll(): Promise<void> {
    for (const runner of runners.splice(0)) await runner.stop();
  }

  async function tell(jobId: string, command: ReplayCommand): Promise<void> {
    const asked = { stream: replayStream(jobId), decider: replayDecider, command, commandId: randomUUID() };
    await commands.handle<ReplayJob, ReplayCommand, ReplayEvent>({ ...asked, actor: Actor.system('spec') });
  }

  async function approved(filter: ReplayFilter = {}, ratePerSecond = 100_000): Promise<string> {
    const jobId = randomUUID();
    const { events } = await scene.store.readAll(scene.store.start, { categories: ['dossier'] }, 100_000);
    const matching = new MatchingFacts(filter);
    const count = events.filter((event) => matching.has(event)).length;
    const range = { from: scene.store.start, to: await scene.store.head(), firstEventId: null, lastEventId: null };
    const plan = { kind: 'redeliver' as const, target: subscriber, filter, ...range, count, dossiers: 1, effects: 0 };
    const now = new Date().toISOString();
    const data = { jobId, plan: { ...plan, ratePerSecond }, by: 'an', reasonCode: 'spec', now };
    await tell(jobId, { type: 'RequestReplay', data });
    await tell(jobId, { type: 'ApproveReplay', data: { by: 'binh', now } });
    return jobId;
  }

  async function until(jobId: string, status: KnownReplayJob['status']): Promise<KnownReplayJob> {
    for (;;) {
      const facts = (await scene.store.read(replayStream(jobId))).map((event) => factOf<ReplayEvent>(event));
      const job = facts.reduce(replayDecider.evolve, replayDecider.initialState());
      if (job.status === status) return job as KnownReplayJob;
      await pause(20);
    }
  }

  it('sends what was planned, in order, with its job in the headers; twice the same plan gives the same digest', async () => {
    await createTopic();
    const ids = await scene.tell(400);
    start();
    const jobId = await approved();
    await scene.tell(1); // behind the plan's end, so not part of it
    const first = await until(jobId, 'completed');
    expect(first.tally).toEqual({ done: 1_200, failed: 0, skipped: 0 });
    const versions = versionsOf(await scene.events());
    expect([...versions.keys()].toSorted()).toEqual(ids.toSorted());
    for (const told of versions.values()) expect(told).toEqual([1, 2, 3]);
    expect(publisher.sent[0]!.headers).toMatchObject({ [replayHeaders.id]: jobId, [replayHeaders.replayed]: 'true' });
    expect(JSON.stringify(publisher.sent)).not.toContain('v1.key.iv.text');
    const again = await approved({ dossierIds: ids });
    expect((await until(again, 'completed')).digest).toBe(first.digest);
  });

  it('sends only the facts that were asked for', async () => {
    await createTopic();
    const [one, two] = await scene.tell(3);
    start();
    const job = await until(await approved({ dossierIds: [one!, two!], types: ['DossierAccepted'] }), 'completed');
    expect(job.tally.done).toBe(2);
    expect(Object.fromEntries(versionsOf(await scene.events()))).toEqual({ [one!]: [3], [two!]: [3] });
  });

  it('goes on where it was after it was cut off twice, and over sends that failed: everything, at least once', async () => {
    await createTopic();
    const ids = await scene.tell(1_500);
    publisher.failEvery = 7;
    start();
    const jobId = await approved({}, 4_000);
    for (const enough of [1_500, 3_000]) {
      while (publisher.sent.length < enough) await pause(10);
      await stopAll();
      start();
    }
    const job = await until(jobId, 'completed');
    expect(job.tally).toEqual({ done: 4_500, failed: 0, skipped: 0 });
    const versions = versionsOf(await scene.events());
    expect(versions.size).toBe(ids.length);
    for (const told of versions.values()) expect(onceEach(told)).toEqual([1, 2, 3]);
    publisher.failEvery = 0;
    expect((await until(await approved({}), 'completed')).digest).toBe(job.digest);
  });

  it('stands still without its topic, which nobody creates by the way, and goes on when it is there', async () => {
    await scene.tell(2);
    start();
    const jobId = await approved();
    expect((await until(jobId, 'paused')).pausedFor).toBe('topic-missing');
    await createTopic();
    await tell(jobId, { type: 'ResumeReplay', data: { by: 'an', now: new Date().toISOString() } });
    expect((await until(jobId, 'completed')).tally.done).toBe(6);
  });

  it('pauses and is cancelled behind the batch in hand', async () => {
    await createTopic();
    await scene.tell(1_000);
    start();
    const jobId = await approved({}, 500);
    while (publisher.sent.length === 0) await pause(10);
    const now = new Date().toISOString();
    await tell(jobId, { type: 'PauseReplay', data: { by: 'an', cause: 'administrator', now } });
    await until(jobId, 'paused');
    await tell(jobId, { type: 'CancelReplay', data: { by: 'an', now } });
    await until(jobId, 'cancelled');
    await stopAll();
    const sent = publisher.sent.length;
    start();
    await pause(500);
    expect(publisher.sent).toHaveLength(sent);
    expect(sent).toBeLessThan(3_000);
  });
});
