import {
  type Clock,
  type Database,
  loadProfiles,
  PostgresExchangeJournal,
  ProfiledSystem,
  type ProfessionalSystemPort,
  type Sealer,
  WireClients,
  type WireProfile,
  type WireProfiles,
} from '@motcua/service-kit';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { MinistryConnectorConfig } from '../ministry-connector.config.js';
import { connectionsOf, professionalSystems } from './professional-systems.js';

/** Speaks to the ministries' systems by the profile that a dossier's route names. */
export class MinistryWire implements BeforeApplicationShutdown {
  private constructor(
    private readonly profiles: WireProfiles,
    private readonly clients: WireClients,
  ) {}

  /** @throws {InvalidProfile} with every fault of every file @throws {RangeError} when a system's own profile is not there */
  static async open(
    config: MinistryConnectorConfig,
    database: Database,
    sealer: Sealer,
    clock: Clock,
  ): Promise<MinistryWire> {
    const profiles = await loadProfiles(config.profileFolder);
    const journal = new PostgresExchangeJournal(database.kysely('kit'), sealer);
    const wire = new MinistryWire(profiles, new WireClients(profiles, connectionsOf(config), journal, clock));
    for (const { system, profile } of professionalSystems) wire.port({ system, profile });
    return wire;
  }

  /** @throws {RangeError} for a profile that is not installed */
  port({ system, profile }: { readonly system: string; readonly profile: string }): ProfessionalSystemPort {
    return new ProfiledSystem(system, this.clients.client(profile, system));
  }

  /** @param name `<profile>@<version>` @throws {RangeError} for a profile that is not installed */
  profile(name: string): WireProfile {
    const profile = this.profiles.get(name);
    if (profile === undefined) throw new RangeError(`there is no wire profile ${name}`);
    return profile;
  }

  /** Every installed profile that tells of changes by a list which is acknowledged. */
  changeLists(): { readonly system: string; readonly profile: string }[] {
    return [...this.profiles]
      .filter(([, { capabilities }]) => capabilities.statusChanges === 'unacknowledged' && capabilities.acknowledge)
      .map(([profile, { system }]) => ({ system, profile }));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.clients.close();
  }
}
