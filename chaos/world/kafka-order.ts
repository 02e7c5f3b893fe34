/** What a process that works on Kafka is to be: handed over in the environment, because it starts as a process of its own. */
export type KafkaOrder = RelayOrder | ConsumerOrder | ReplayOrder;

interface AnyOrder {
  /** Unique among those alive; names the log file. */
  readonly name: string;
  readonly brokers: string;
  readonly databaseUrl: string;
}

export interface RelayOrder extends AnyOrder {
  readonly kind: 'relay';
  /** The product's defaults when absent. */
  readonly requestTimeoutMs?: number;
  readonly leaseMs?: number;
  /** It kills itself when so many batches were acknowledged, before the checkpoint tells of the last one. */
  readonly dieAfter?: number;
  readonly without?: RelayGuard;
}

export interface ConsumerOrder extends AnyOrder {
  readonly kind: 'consumer';
  readonly without?: ConsumerGuard;
}

/** The whole relay as an installation has it, which runs redeliveries, too. */
export interface ReplayOrder extends AnyOrder {
  readonly kind: 'replay';
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly without?: ReplayGuard;
}

export type RelayGuard = 'one-partition-a-send' | 'new-producer' | 'acknowledged-first';
export type ConsumerGuard = 'dedupe' | 'partition-lease' | 'unstored';
export type ReplayGuard = 'sent-first';

export const KAFKA_ORDER = 'MOTCUA_CHAOS_KAFKA_ORDER';

/** Child to parent; `trouble` names an error that the process gets over by itself. */
export type FromKafka = { readonly ready: true } | { readonly trouble: string };
