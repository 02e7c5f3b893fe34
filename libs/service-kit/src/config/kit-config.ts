import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';

import { Env } from './env.js';

const POSTGRES = { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true };
const WEB = { protocols: ['http', 'https'], require_tld: false, require_protocol: true };

/** What every app needs; an app's config class extends it. */
export abstract class KitConfig {
  /** Address of the API. Behind a reverse proxy leave it on loopback. */
  @Env('MOTCUA_HOST')
  @IsString()
  readonly host: string = '127.0.0.1';

  @Env('MOTCUA_PORT', { kind: 'integer' })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port: number = 8080;

  @Env('MOTCUA_MANAGEMENT_HOST')
  @IsString()
  readonly managementHost: string = '127.0.0.1';

  @Env('MOTCUA_MANAGEMENT_PORT', { kind: 'integer' })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly managementPort: number = 9090;

  /** The application role's database. */
  @Env('MOTCUA_POSTGRES_URL', { secret: true })
  @IsUrl(POSTGRES)
  readonly postgresUrl!: string;

  /** The owner's; with it the app applies migrations at start, without it it waits for them. */
  @Env('MOTCUA_POSTGRES_OWNER_URL', { secret: true })
  @IsOptional()
  @IsUrl(POSTGRES)
  readonly postgresOwnerUrl?: string;

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

  @Env('MOTCUA_AUTH_ISSUER')
  @IsUrl(WEB)
  readonly authIssuer!: string;

  @Env('MOTCUA_AUTH_AUDIENCE')
  @IsNotEmpty()
  readonly authAudience: string = 'motcua';

  @Env('MOTCUA_AUTH_JWKS_URL')
  @IsUrl(WEB)
  readonly authJwksUrl!: string;

  @Env('MOTCUA_LOG_LEVEL')
  @IsIn(['debug', 'info', 'warn', 'error'])
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' = 'info';
}
