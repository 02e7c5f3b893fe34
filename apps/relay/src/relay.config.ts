import { Env, KitConfig } from '@motcua/service-kit';
import { IsInt, Matches, Max, Min } from 'class-validator';

/** Needs `MOTCUA_KAFKA_BROKERS` beside these. */
export class RelayConfig extends KitConfig {
  /** Code of the province's level-1 unit, e.g. `H99`; stands in the source of every record. */
  @Env('MOTCUA_RELAY_UNIT')
  @Matches(/^[A-Z]\d{2}$/)
  readonly unit!: string;

  /** Events that may be on their way to the broker at once; after a crash at most these are sent twice. */
  @Env('MOTCUA_RELAY_WINDOW', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly window: number = 8_192;
}
