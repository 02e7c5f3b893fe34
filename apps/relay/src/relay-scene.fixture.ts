import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeCloudEvent, decodeSnapshot, type DossierSnapshot, type LifecycleEvent } from '@motcua/contracts';
import type { EventStore } from '@motcua/event-store';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import type { EventPublisher } from '@motcua/messaging';
import { kafkaClient, KafkaPublisher } from '@motcua/messaging/kafka';
import { Database, sharedMigrations } from '@motcua/service-kit';
import { assertPublishable, dossierFacts, testDatabase } from '@motcua/testing';
import { relayMigrations } from './relay.migrations.js';
import { Relay, type RelayParts } from './relay.js';

/** Stands wherever the store may hold a person; no record may carry it, in whatever spelling. */
const MARK = 'NGUYỄN THỊ MẪU ĐẶCBIỆT';

const TOLD = [dossierFacts.DossierSubmitted, dossierFacts.DossierCodeAssigned, dossierFacts.DossierAccepted];

const MORNING = '2026-11-24T01:00:00.000Z';

interface Telling {
  /** Default: the scene's own store. */
  readonly to?: EventStore;
  /** When it is recorded. */
  readonly at?: string;
}

/** A store with dossiers, and what relays made of it on a broker. */
export async function relayScene(brokers: string, topics: { readonly lifecycle: string; readonly snapshot: string }) {
  const db = await testDatabase([...sharedMigrations, ...relayMigrations]);
  const store = new PostgresEventStore({ url: db.appUrl });
  const publisher = () => new KafkaPublisher({ brokers: brokers.split(','), clientId: 'relay-spec' });
  const relays: { relay: Relay; publisher: EventPublisher; database: Database }[] = [];
  const troubles: unknown[] = [];
  return {
    db,
    store,
    publisher,
    troubles,
    relay(change: Partial<RelayParts> = {}): Relay {
      const database = new Database({ url: db.appUrl, applicationName: 'relay-spec' });
      const to = change.publisher ?? publisher();
      const relay = new Relay({
        store,
        pool: database.pool,
        publisher: to,
        topics,
        source: '/motcua/H99/dossiers',
        window: 2_000,
        leaseTtlMs: 2_000,
        onPublished: () => undefined,
        onTrouble: (error) => troubles.push(error),
        ...change,
      });
      relays.push({ relay, publisher: to, database });
      return relay;
    },
    /** New dossiers of three facts each; answers their ids. */
    async tell(count: number, { to = store, at = MORNING }: Telling = {}): Promise<string[]> {
      const ids = Array.from({ length: count }, () => randomUUID());
      for (let version = 0; version < TOLD.length; version += 1) {
        for (let from = 0; from < count; from += 100) {
          const some = ids.slice(from, from + 100);
          await to.append(
            some.map((id) => ({ stream: `dossier-${id}`, expected: version, events: [told(id, version, at)] })),
          );
        }
      }
      return ids;
    },
    async arrived(relay: Relay): Promise<void> {
      while ((await relay.state()).behind > 0) await pause(20);
    },
    events: async (): Promise<LifecycleEvent[]> => (await readTopic(brokers, topics.lifecycle)).map(decodeCloudEvent),
    snapshots: async (): Promise<DossierSnapshot[]> => (await readTopic(brokers, topics.snapshot)).map(decodeSnapshot),
    async close(): Promise<void> {
      for (const { relay, publisher: to, database } of relays) {
        await relay.stop();
        await to.close();
        await database.close();
      }
      await store.close();
      await db.drop();
    },
  };
}

export type RelayScene = Awaited<ReturnType<typeof relayScene>>;

function told(dossierId: string, version: number, recordedAt: string) {
  const { type, data } = TOLD[version]!;
  const meta = { correlationId: 'c', causationId: 'k', actor: MARK, actorRole: 'citizen' };
  return {
    id: randomUUID(),
    type,
    schemaVersion: 1,
    data: { ...data, dossierId, sealed: `v1.key.iv.${MARK}`, note: MARK },
    meta: { ...meta, recordedAt },
  };
}

/** Versions of each dossier in the order of the topic. */
export function versionsOf(events: readonly (LifecycleEvent | DossierSnapshot)[]): Map<string, number[]> {
  const versions = new Map<string, number[]>();
  for (const { dossierId, dossierVersion } of events)
    versions.set(dossierId, [...(versions.get(dossierId) ?? []), dossierVersion]);
  return versions;
}

/** As a consumer takes repetitions away: what is not newer than the newest seen. */
export function onceEach(versions: readonly number[]): number[] {
  return versions.filter((version, index) => versions.slice(0, index).every((earlier) => earlier < version));
}

interface TopicMessage {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every record that any spec reads is one that may go out, and tells nothing of the marked person. */
function refuseUnpublishable(record: TopicMessage): void {
  const [key, value] = [record.key.toString(), record.value.toString()];
  const { headers } = record;
  assertPublishable({ key, value, headers });
  const whole = [key, value, ...Object.entries(headers).flat()].join('\n').normalize('NFC');
  for (const form of [...MARK.split(' '), encodeURIComponent(MARK), JSON.stringify(MARK).slice(1, -1)])
    if (whole.includes(form)) throw new Error(`a record of ${headers['ce_type']} tells of the marked person`);
}

/** Every record of a topic, of each partition in order. */
async function readTopic(brokers: string, topic: string) {
  const kafka = kafkaClient({ brokers: brokers.split(','), clientId: 'relay-spec' });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]));
  await admin.disconnect();
  const open = new Set([...ends].filter(([, end]) => end > 0).map(([partition]) => partition));
  const records: TopicMessage[] = [];
  if (open.size === 0) return records;
  const consumer = kafka.consumer({ groupId: `spec-${randomUUID()}`, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const run = consumer.run({
      eachMessage: async ({ partition, message }) => {
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
        records.push({ key: message.key!, value: message.value!, headers: Object.fromEntries(headers) });
        if (Number(message.offset) >= ends.get(partition)! - 1) open.delete(partition);
        if (open.size === 0) resolve();
      },
    });
    run.catch(reject);
  });
  await consumer.disconnect();
  records.forEach(refuseUnpublishable);
  return records;
}
