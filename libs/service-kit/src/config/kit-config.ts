import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

import { Env } from './env.js';
import { InstallationConfig } from './installation-config.js';

/** A browser keeps cookies safe on the way only with TLS; on the machine itself there is no way. */
const PEOPLES_ADDRESS = /^(https:\/\/[A-Za-z0-9.-]+(:\d+)?|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/;

const NETWORK = /^(\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(\/\d{1,3})?)$/;

const WEB = { protocols: ['http', 'https'], require_tld: false, require_protocol: true };

/** What every app needs; an app's config class extends it. */
export abstract class KitConfig extends InstallationConfig {
  /** What brings lifecycle events to this app: the event store itself, or the topic that the relay fills. */
  @Env('MOTCUA_FEED')
  @IsIn(['embedded', 'kafka'])
  readonly feed: 'embedded' | 'kafka' = 'embedded';

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

  /** How long an app that goes down still serves, so that whoever spreads the requests can hear of it; milliseconds. */
  @Env('MOTCUA_DRAIN_MS', { kind: 'integer' })
  @IsInt()
  @Min(0)
  @Max(60_000)
  readonly drainMs: number = 0;

  @Env('MOTCUA_AUTH_ISSUER')
  @IsUrl(WEB)
  readonly authIssuer!: string;

  @Env('MOTCUA_AUTH_AUDIENCE')
  @IsNotEmpty()
  readonly authAudience: string = 'motcua';

  @Env('MOTCUA_AUTH_JWKS_URL')
  @IsUrl(WEB)
  readonly authJwksUrl!: string;

  /** The one address that people's browsers use; with it the apps know sessions by cookie. */
  @Env('MOTCUA_PAGES_URL')
  @IsOptional()
  @Matches(PEOPLES_ADDRESS, { message: 'is not https://<host> (or http on this machine), without a path' })
  readonly pagesUrl?: string;

  /** Addresses or ranges of the proxies that are believed whom they speak for (`X-Forwarded-For`), e.g. `10.42.0.0/16`. */
  @Env('MOTCUA_TRUSTED_PROXIES', { kind: 'list' })
  @Matches(NETWORK, { each: true, message: 'must be addresses or ranges like 10.42.0.0/16' })
  readonly trustedProxies: readonly string[] = [];

  /** How often one client address may ask where a dossier stands; dossier codes can be counted up. */
  @Env('MOTCUA_TRACKING_PER_MINUTE', { kind: 'integer' })
  @IsInt()
  @Min(1)
  readonly trackingPerMinute: number = 30;

  /** How often one client address may ask each of the other public endpoints. */
  @Env('MOTCUA_PUBLIC_PER_MINUTE', { kind: 'integer' })
  @IsInt()
  @Min(1)
  readonly publicPerMinute: number = 300;

  /** How often one client address may begin, and how often finish, a sign-in. */
  @Env('MOTCUA_SIGN_IN_PER_MINUTE', { kind: 'integer' })
  @IsInt()
  @Min(1)
  readonly signInPerMinute: number = 60;

  /** How long a session lasts without any request. */
  @Env('MOTCUA_SESSION_IDLE_MINUTES', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(1_440)
  readonly sessionIdleMinutes: number = 30;

  /** How long a session lasts at most. */
  @Env('MOTCUA_SESSION_HOURS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(24)
  readonly sessionHours: number = 10;

  /** File of a demonstration's clock; without it, as everywhere else, business time is real time. */
  @Env('MOTCUA_CLOCK_FILE')
  @IsOptional()
  @IsNotEmpty()
  readonly clockFile?: string;
}
