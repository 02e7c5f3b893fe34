import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { createTopic, type NewTopic } from './kafka-probe.js';

/** The run's shared broker, seen by one spec. */
export interface TestKafka {
  /** `host:port`, with commas. */
  readonly brokers: string;
  /** A name nobody else on this broker has, e.g. for a consumer group: `<prefix>-k3f9...`. */
  unique(prefix: string): string;
  /** Creates a topic of its own and answers its name. */
  topic(topic?: NewTopic): Promise<string>;
}

/** Where the run's global set-up starts the broker on the first request; the specs' processes inherit it. */
export const KAFKA_DOOR = 'MOTCUA_TEST_KAFKA_DOOR';

function ask(door: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(door, (answer) => {
      text(answer).then((body) => (answer.statusCode === 200 ? resolve(body) : reject(new Error(body))), reject);
    });
    request.once('error', reject);
  });
}

function door(): string {
  const url = process.env[KAFKA_DOOR];
  if (url === undefined)
    throw new Error('no Kafka for this run: name the spec .int.spec.ts, or set MOTCUA_KAFKA_BROKERS');
  return url;
}

/**
 * One broker for all specs of the run, started by the first that asks: the address in MOTCUA_KAFKA_BROKERS, else Docker if
 * MOTCUA_TEST_INFRA=docker, else Apache Kafka from jars as a local process. Topics of one spec must not be those of another.
 *
 * @throws {Error} says what to install when none of these is there
 */
export async function testKafka(): Promise<TestKafka> {
  const brokers = process.env['MOTCUA_KAFKA_BROKERS'] ?? (await ask(door()));
  const unique = (prefix: string) => `${prefix}-${randomBytes(6).toString('hex')}`;
  return {
    brokers,
    unique,
    async topic(topic) {
      const name = unique('test');
      await createTopic(brokers, name, topic);
      return name;
    },
  };
}
