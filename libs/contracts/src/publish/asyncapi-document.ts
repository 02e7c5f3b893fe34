import { eventHeaders, snapshotHeaders } from '../cloud-events/header-shapes.js';
import { wireType } from '../cloud-events/wire-type.js';
import { lifecycleEvents } from '../lifecycle/lifecycle-events.js';
import type { JsonSchema } from '../schema/shape.js';
import { dossierSnapshot } from '../snapshot/dossier-snapshot.js';
import { replayTopic, topics } from '../topics.js';

const BINDING = '0.5.0';

/** The AsyncAPI 3 document of everything that this product publishes. @param version of this package */
export function asyncApiDocument(version: string): object {
  return {
    asyncapi: '3.0.0',
    id: 'urn:motcua:dossier',
    info: {
      title: 'Motcua: dossiers of a provincial one-stop system',
      version,
      description:
        'Lifecycle events of dossiers over Apache Kafka, as CloudEvents 1.0 in binary mode. At least once, in order per dossier, ' +
        'nothing missing: a hole shows by `ce_dossierversion`. No personal data. Within v1 events and fields are only added.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: { province: server() },
    channels: {
      dossierLifecycle: {
        address: topics.dossierLifecycle,
        title: 'Every fact of every dossier',
        messages: eventRefs(),
        bindings: kafkaTopic(topics.dossierLifecycle, 'delete'),
      },
      dossierSnapshot: {
        address: topics.dossierSnapshot,
        title: 'The latest snapshot of every dossier, compacted',
        messages: { DossierSnapshot: ref('components/messages', 'DossierSnapshot') },
        bindings: kafkaTopic(topics.dossierSnapshot, 'compact'),
      },
      dossierReplay: {
        address: replayTopic(topics.dossierLifecycle, '{subscriber}'),
        title: 'Events sent again to one subscriber',
        parameters: { subscriber: { description: 'the registered name of the subscriber' } },
        messages: eventRefs(),
      },
    },
    operations: {
      publishEvents: { action: 'send', channel: ref('channels', 'dossierLifecycle') },
      publishSnapshots: { action: 'send', channel: ref('channels', 'dossierSnapshot') },
      sendAgain: { action: 'send', channel: ref('channels', 'dossierReplay') },
    },
    components: {
      messages: { ...eventMessages(), DossierSnapshot: snapshotMessage() },
      schemas: { EventHeaders: eventHeaders, SnapshotHeaders: snapshotHeaders },
    },
  };
}

function server(): object {
  return {
    host: '{host}:{port}',
    protocol: 'kafka',
    description: 'the brokers of a province; their administrator gives the address and the account',
    variables: { host: { default: 'kafka.h99.example' }, port: { default: '9092' } },
  };
}

function kafkaTopic(topic: string, cleanup: 'delete' | 'compact'): object {
  const topicConfiguration = { 'cleanup.policy': [cleanup] };
  return { kafka: { topic, partitions: 12, topicConfiguration, bindingVersion: BINDING } };
}

function eventMessages(): Record<string, object> {
  const all = Object.entries(lifecycleEvents).map(([name, { about, data }]) => {
    return [name, message(name, about, 'EventHeaders', data)] as const;
  });
  return Object.fromEntries(all);
}

function snapshotMessage(): object {
  return message('DossierSnapshot', dossierSnapshot.description!, 'SnapshotHeaders', dossierSnapshot);
}

function message(name: string, summary: string, headers: string, payload: JsonSchema): object {
  const type = { type: 'object', properties: { ce_type: { type: 'string', enum: [wireType(name)] } } };
  return {
    name: wireType(name),
    title: name,
    summary,
    contentType: 'application/json',
    headers: { allOf: [ref('components/schemas', headers), type] },
    payload,
    bindings: { kafka: { key: { type: 'string', format: 'uuid' }, bindingVersion: BINDING } },
  };
}

function eventRefs(): Record<string, object> {
  return Object.fromEntries(Object.keys(lifecycleEvents).map((name) => [name, ref('components/messages', name)]));
}

function ref(kind: 'components/messages' | 'components/schemas' | 'channels', name: string): object {
  return { $ref: `#/${kind}/${name}` };
}
