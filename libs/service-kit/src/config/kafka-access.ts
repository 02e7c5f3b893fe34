import { readFileSync } from 'node:fs';
import type { KafkaClientOptions } from '@motcua/messaging/kafka';

import type { InstallationConfig } from './installation-config.js';
import { ConfigInvalid } from './load-config.js';

/**
 * How to get to the installation's Kafka.
 *
 * @param clientId e.g. `motcua-relay`
 * @throws {ConfigInvalid} there is none, half a login, or a file of authorities that cannot be read
 */
export function kafkaAccess(config: InstallationConfig, clientId: string): KafkaClientOptions {
  const { kafkaBrokers: brokers } = config;
  if (brokers.length === 0) throw new ConfigInvalid([{ name: 'MOTCUA_KAFKA_BROKERS', problem: 'is missing' }]);
  return { brokers, clientId, ...tlsOf(config), ...loginOf(config) };
}

function tlsOf({ kafkaTls, kafkaCaFile }: InstallationConfig): Pick<KafkaClientOptions, 'tls'> {
  if (kafkaCaFile === undefined) return kafkaTls ? { tls: true } : {};
  try {
    return { tls: { ca: readFileSync(kafkaCaFile, 'utf8') } };
  } catch {
    throw new ConfigInvalid([{ name: 'MOTCUA_KAFKA_CA', problem: 'names a file that cannot be read' }]);
  }
}

function loginOf(config: InstallationConfig): Pick<KafkaClientOptions, 'login'> {
  const { kafkaUser: username, kafkaPassword: password, kafkaLogin: mechanism } = config;
  if (username === undefined && password === undefined) return {};
  if (username === undefined || password === undefined) {
    const name = username === undefined ? 'MOTCUA_KAFKA_USER' : 'MOTCUA_KAFKA_PASSWORD';
    throw new ConfigInvalid([{ name, problem: 'is missing: a login has both' }]);
  }
  return { login: { mechanism, username, password } };
}
