import { encodeCloudEvent, toLifecycleEvent } from '@motcua/contracts';
import type { AppendResult, EventStore, Write } from '@motcua/event-store';
import type { EventPublisher } from '../publisher.js';
import { partitionOf } from './partition-of.js';

/** A store whose dossier facts are on the topic when `append` answers: the smallest relay there is, for specs. */
export function relayed(store: EventStore, publisher: EventPublisher, topic: string): EventStore {
  const append = async (writes: readonly Write[]): Promise<AppendResult> => {
    const result = await store.append(writes);
    for (const { stream, expected } of writes.filter((write) => write.stream.startsWith('dossier-'))) {
      await publishFrom({ store, publisher, topic }, stream, expected + 1);
    }
    return result;
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === 'append') return append;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

export interface Relay {
  readonly store: EventStore;
  readonly publisher: EventPublisher;
  readonly topic: string;
}

/** Publishes a stream's events from the version on. */
export async function publishFrom({ store, publisher, topic }: Relay, stream: string, from: number): Promise<void> {
  const events = (await store.read(stream, from)).map((recorded) => toLifecycleEvent(recorded));
  const records = events.map((event) => encodeCloudEvent(event, '/motcua/H99/dossiers'));
  const partition = partitionOf(stream.slice('dossier-'.length), await publisher.partitions(topic));
  await publisher.publish(topic, partition, records);
}
