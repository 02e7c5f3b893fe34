import { Env, KitConfig } from '@motcua/service-kit';
import { IsInt, IsNotEmpty, IsOptional, IsUrl, Max, Min } from 'class-validator';

const WEB = { protocols: ['http', 'https'], require_tld: false, require_protocol: true };

/** Address and credentials of the national portal, beside what every app needs. Secrets may come by `<NAME>_FILE`. */
export class PortalSyncConfig extends KitConfig {
  @Env('MOTCUA_PROFILES')
  @IsNotEmpty()
  readonly profileFolder: string = 'profiles';

  /** Wire profile that sets rates, patience and catalogues; a dossier's own routing row may name another. */
  @Env('MOTCUA_PORTAL_PROFILE')
  @IsNotEmpty()
  readonly profile: string = 'dvcqg-2020@1';

  /** The local adapter of the portal, e.g. `http://10.0.0.5:8080`. */
  @Env('MOTCUA_PORTAL_URL')
  @IsUrl(WEB)
  readonly portalUrl!: string;

  @Env('MOTCUA_PORTAL_USERNAME')
  @IsNotEmpty()
  readonly portalUsername!: string;

  @Env('MOTCUA_PORTAL_PASSWORD', { secret: true })
  @IsNotEmpty()
  readonly portalPassword!: string;

  /** Header `dstcode` of every call. */
  @Env('MOTCUA_PORTAL_DSTCODE')
  @IsNotEmpty()
  readonly portalDstcode!: string;

  /** `madonvi` of every call: the province's code as the portal spells it, e.g. `000.00.00.H99`. */
  @Env('MOTCUA_PORTAL_UNIT')
  @IsNotEmpty()
  readonly portalUnit!: string;

  /** What stands before the path of a file link: our file server as the portal reaches it, e.g. `https://tep.h99.example`. */
  @Env('MOTCUA_PORTAL_FILES_URL')
  @IsUrl(WEB)
  readonly filesUrl!: string;

  /** How long a file link lives at least, days. */
  @Env('MOTCUA_PORTAL_FILE_DAYS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(3650)
  readonly fileDays: number = 90;

  /** How often the portal's catalogues are fetched, hours of business time. */
  @Env('MOTCUA_PORTAL_CATALOGUE_HOURS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly catalogueHours: number = 24;

  /** Calls per second that the operator of the portal allows this installation. Absent = what the wire profile says. */
  @Env('MOTCUA_PORTAL_CALLS_PER_SECOND', { kind: 'integer' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  readonly callsPerSecond?: number;
}
