import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';

import { Env } from './env.js';

const POSTGRES = { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true };

/** Where an installation keeps what: for everybody who works on its data, apps and the command line alike. */
export abstract class InstallationConfig {
  /** The application role's database. */
  @Env('MOTCUA_POSTGRES_URL', { secret: true })
  @IsUrl(POSTGRES)
  readonly postgresUrl!: string;

  /** The owner's; with it the app applies migrations at start, without it it waits for them. */
  @Env('MOTCUA_POSTGRES_OWNER_URL', { secret: true })
  @IsOptional()
  @IsUrl(POSTGRES)
  readonly postgresOwnerUrl?: string;

  /** Where the events are. Read models, keys and checkpoints are in PostgreSQL in either case. */
  @Env('MOTCUA_STORE')
  @IsIn(['postgres', 'kurrentdb'])
  readonly store: 'postgres' | 'kurrentdb' = 'postgres';

  /** `kurrentdb://...` or `kurrentdb+discover://...`, with the login inside; its account must be allowed to read `$all`. */
  @Env('MOTCUA_KURRENTDB_URL', { secret: true })
  @ValidateIf(({ store, kurrentdbUrl }: InstallationConfig) => store === 'kurrentdb' || kurrentdbUrl !== undefined)
  @Matches(/^(kurrentdb|kurrent|kdb|esdb)(\+discover)?:\/\/[^\s/]+/, { message: 'is no address of KurrentDB' })
  readonly kurrentdbUrl?: string;

  /** A subscription to KurrentDB that has been silent for so many milliseconds is compared with the log. */
  @Env('MOTCUA_KURRENTDB_WATCH_MS', { kind: 'integer' })
  @IsInt()
  @Min(50)
  @Max(60_000)
  readonly kurrentdbWatchMs: number = 1_000;

  /** Where blobs are. */
  @Env('MOTCUA_DATA')
  @IsNotEmpty()
  readonly dataFolder!: string;

  /** The key file; must lie outside the data folder. */
  @Env('MOTCUA_KEYS')
  @IsNotEmpty()
  readonly keyFile!: string;

  @Env('MOTCUA_CATALOGUES')
  @IsNotEmpty()
  readonly catalogueFolder: string = 'catalogues/2020';

  @Env('MOTCUA_LOG_LEVEL')
  @IsIn(['debug', 'info', 'warn', 'error'])
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' = 'info';

  /** `host:port` of some brokers of the Kafka cluster. */
  @Env('MOTCUA_KAFKA_BROKERS', { kind: 'list' })
  @IsArray()
  readonly kafkaBrokers: readonly string[] = [];

  /** Encrypted connections to the brokers. */
  @Env('MOTCUA_KAFKA_TLS', { kind: 'flag' })
  @IsBoolean()
  readonly kafkaTls: boolean = false;

  /** File of the authorities (PEM) that the brokers' certificates are checked against; it switches encryption on. */
  @Env('MOTCUA_KAFKA_CA')
  @IsOptional()
  @IsNotEmpty()
  readonly kafkaCaFile?: string;

  @Env('MOTCUA_KAFKA_LOGIN')
  @IsIn(['plain', 'scram-sha-256', 'scram-sha-512'])
  readonly kafkaLogin: 'plain' | 'scram-sha-256' | 'scram-sha-512' = 'scram-sha-512';

  @Env('MOTCUA_KAFKA_USER')
  @IsOptional()
  @IsNotEmpty()
  readonly kafkaUser?: string;

  @Env('MOTCUA_KAFKA_PASSWORD', { secret: true })
  @IsOptional()
  readonly kafkaPassword?: string;
}
