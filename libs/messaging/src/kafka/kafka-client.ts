import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import { stopIdleTimer } from './kafka-client-timer.js';

/** Where a Kafka cluster is and how to get in. */
export interface KafkaClientOptions {
  /** `host:port` of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** Shown in the brokers' logs and quotas, e.g. `motcua-relay`. */
  readonly clientId: string;
  /** Encrypted connections: `true` trusts the system's authorities, `ca` (PEM) the given ones. Default: not encrypted. */
  readonly tls?: true | { readonly ca: string };
  /** SASL login. Default: none. */
  readonly login?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** How long the answer to one request is waited for, in milliseconds; default 30 s. */
  readonly requestTimeoutMs?: number;
}

function securityOf({ tls, login }: KafkaClientOptions): Partial<KafkaConfig> {
  const ssl = tls === undefined ? {} : { ssl: tls === true ? true : { ca: [tls.ca] } };
  if (login === undefined) return ssl;
  const { mechanism, username, password } = login;
  switch (mechanism) {
    case 'plain':
      return { ...ssl, sasl: { mechanism, username, password } };
    case 'scram-sha-256':
      return { ...ssl, sasl: { mechanism, username, password } };
    case 'scram-sha-512':
      return { ...ssl, sasl: { mechanism, username, password } };
  }
}

/**
 * The one way to a Kafka client in this house. It is silent: what goes wrong comes as an error. One operation is tried for about
 * a quarter of a minute before its error comes out; whoever must go on longer repeats it.
 */
export function kafkaClient(options: KafkaClientOptions): Kafka {
  stopIdleTimer();
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    ...securityOf(options),
    connectionTimeout: 3_000,
    requestTimeout: options.requestTimeoutMs ?? 30_000,
    retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 8 },
    logLevel: logLevel.NOTHING,
  });
}
