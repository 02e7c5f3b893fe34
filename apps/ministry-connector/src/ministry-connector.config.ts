import { Env, KitConfig } from '@motcua/service-kit';
import { IsInt, IsNotEmpty, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';

const WEB = { protocols: ['http', 'https'], require_tld: false, require_protocol: true };

/** Addresses and credentials of the ministries' systems, beside what every app needs. Secrets may come by `<NAME>_FILE`. */
export class MinistryConnectorConfig extends KitConfig {
  @Env('MOTCUA_PROFILES')
  @IsNotEmpty()
  readonly profileFolder: string = 'profiles';

  /** The provincial gateway (NGSP or LGSP), behind which criminal records and civil status stand. */
  @Env('MOTCUA_CONNECTOR_GATEWAY_URL')
  @IsUrl(WEB)
  readonly gatewayUrl!: string;

  @Env('MOTCUA_CONNECTOR_GATEWAY_CLIENT')
  @IsNotEmpty()
  readonly gatewayClient!: string;

  @Env('MOTCUA_CONNECTOR_GATEWAY_SECRET', { secret: true })
  @IsNotEmpty()
  readonly gatewaySecret!: string;

  /** The four below only where the gateway wants the header `lgspaccesstoken`. */
  @Env('MOTCUA_CONNECTOR_GATEWAY_ACCESS_KEY', { secret: true })
  @IsOptional()
  @IsNotEmpty()
  readonly gatewayAccessKey?: string;

  @Env('MOTCUA_CONNECTOR_GATEWAY_SECRET_KEY', { secret: true })
  @IsOptional()
  @IsNotEmpty()
  readonly gatewaySecretKey?: string;

  @Env('MOTCUA_CONNECTOR_GATEWAY_APP')
  @IsOptional()
  @IsNotEmpty()
  readonly gatewayApp?: string;

  @Env('MOTCUA_CONNECTOR_GATEWAY_PARTNER')
  @IsOptional()
  @IsNotEmpty()
  readonly gatewayPartner?: string;

  /** Health insurance, second leg of the linked births. */
  @Env('MOTCUA_CONNECTOR_SOCIAL_CARD_URL')
  @IsUrl(WEB)
  readonly socialCardUrl!: string;

  /** Permanent residence, third leg. */
  @Env('MOTCUA_CONNECTOR_RESIDENCE_URL')
  @IsUrl(WEB)
  readonly residenceUrl!: string;

  /** The province's number in the ministries' lists, e.g. `99`. */
  @Env('MOTCUA_CONNECTOR_PROVINCE')
  @Matches(/^\d{2}$/)
  readonly province!: string;

  /** Calls per second that the operators of the systems allow this installation. Absent = what the wire profiles say. */
  @Env('MOTCUA_CONNECTOR_CALLS_PER_SECOND', { kind: 'integer' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly callsPerSecond?: number;
}
