import { Env, InstallationConfig } from '@motcua/service-kit';

/** What the command line needs to know of an installation. `MOTCUA_POSTGRES_OWNER_URL` is needed by `migrate` alone. */
export class CliConfig extends InstallationConfig {
  @Env('MOTCUA_PROFILES')
  readonly profileFolder: string = 'profiles';
}
