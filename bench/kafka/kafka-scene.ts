import { relayMigrations } from '@motcua/relay';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import type { NewEvent } from '@motcua/event-store';
import { migrate } from '@motcua/service-kit';
import { type KafkaCluster, type PostgresServer, startKafka } from '@motcua/testing/backends';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { dossierFacts } from '../../libs/testing/dist/builders/dossier-facts.js';
import { crowd } from '../bench-row.ts';
import { type BenchDatabase, productDatabase } from '../databases.ts';
import { bareKafka } from './bare-producer.ts';

const { DossierSubmitted, DossierCodeAssigned, DossierAccepted, RoutingDecided, ResultReturned } = dossierFacts;
/** Of one dossier, in this order. */
export const toldFacts = [DossierSubmitted, DossierCodeAssigned, DossierAccepted, RoutingDecided, ResultReturned];

/** As `motcua topics apply` makes them by default. */
export const PARTITIONS = 12;
export const SOURCE = '/motcua/H99/dossiers';

/** So many dossiers are under way at once: their facts stand mixed in the log. */
const TOGETHER = 1_000;
const PER_APPEND = 100;
const MOST_TRIES = 40;

/** A store full of facts, and a real broker. */
export interface KafkaScene {
  readonly cluster: KafkaCluster;
  readonly database: BenchDatabase;
  readonly store: PostgresEventStore;
  /** Facts in the store; all of dossiers. */
  readonly events: number;
  topic(config?: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

/** @param more statements of the owner, for what only this measurement needs */
export async function kafkaScene(server: PostgresServer, dossiers: number, ...more: string[]): Promise<KafkaScene> {
  const database = await productDatabase(server, ...more);
  await migrate(database.ownerUrl, relayMigrations);
  const store = new PostgresEventStore({ url: database.appUrl });
  await tell(store, dossiers);
  const cluster = await startKafka();
  return {
    cluster,
    database,
    store,
    events: dossiers * toldFacts.length,
    async topic(config = {}) {
      const name = `bench-${randomUUID()}`;
      await newTopic(cluster, name, config);
      return name;
    },
    async close() {
      await store.close();
      await cluster.stop();
    },
  };
}

/** Resolves when every partition answers: a busy broker says for a while that it knows nothing of a topic it has just made. */
export async function newTopic(
  cluster: KafkaCluster,
  name: string,
  config: Readonly<Record<string, string>> = {},
): Promise<void> {
  const admin = bareKafka(cluster.brokers).admin();
  await admin.connect();
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        await cluster.createTopic(name, { partitions: PARTITIONS, config });
        await admin.fetchTopicOffsets(name);
        return;
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await pause(250);
      }
    }
  } finally {
    await admin.disconnect();
  }
}

async function tell(store: PostgresEventStore, dossiers: number): Promise<void> {
  for (let done = 0; done < dossiers; done += TOGETHER) {
    const ids = Array.from({ length: Math.min(TOGETHER, dossiers - done) }, () => randomUUID());
    for (let version = 0; version < toldFacts.length; version += 1) {
      const groups = Array.from({ length: Math.ceil(ids.length / PER_APPEND) }, (_, group) =>
        ids.slice(group * PER_APPEND, (group + 1) * PER_APPEND),
      );
      const append = (group: readonly string[]) => () =>
        store.append(group.map((id) => ({ stream: `dossier-${id}`, expected: version, events: [told(id, version)] })));
      await crowd(4, () => {
        const group = groups.shift();
        return group && append(group);
      });
    }
  }
}

function told(dossierId: string, version: number): NewEvent {
  const { type, data } = toldFacts[version]!;
  const sealed = version === 0 ? { sealed: `v1.k1.${randomBytes(300).toString('base64url')}` } : {};
  const meta = { correlationId: dossierId, causationId: dossierId, actor: 'officer-1', actorRole: 'deskOfficer' };
  return {
    id: randomUUID(),
    type,
    schemaVersion: 1,
    data: { ...data, dossierId, ...sealed },
    meta: { ...meta, recordedAt: '2026-11-24T01:00:00.000Z' },
  };
}
