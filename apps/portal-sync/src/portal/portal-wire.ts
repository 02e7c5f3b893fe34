import {
  Actor,
  Clock,
  currentContext,
  Database,
  loadProfiles,
  PostgresExchangeJournal,
  ProfiledPortal,
  randomId,
  Sealer,
  WireClients,
  type CallContext,
  type SystemConnections,
  type WireProfile,
  type WireProfiles,
} from '@motcua/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PortalSyncConfig } from '../portal-sync.config.js';

/** A look-up may wait for its turn and for a login. */
const lookUpMs = 180_000;

/** The portal's clients: one per wire profile, all of one login and one rate. */
@Injectable()
export class PortalWire implements OnApplicationShutdown {
  constructor(
    private readonly profiles: WireProfiles,
    private readonly clients: WireClients,
    /** The profile that sets rates, patience and catalogues. */
    readonly profile: WireProfile,
    readonly portal: ProfiledPortal,
    private readonly clock: Clock,
  ) {}

  /** @throws {InvalidProfile} every fault of every profile @throws {RangeError} the configured one is not there */
  static async open(config: PortalSyncConfig, database: Database, sealer: Sealer, clock: Clock): Promise<PortalWire> {
    const profiles = await loadProfiles(config.profileFolder);
    const profile = profiles.get(config.profile);
    if (profile === undefined) throw new RangeError(`there is no wire profile ${config.profile}`);
    const journal = new PostgresExchangeJournal(database.kysely('kit'), sealer);
    const clients = new WireClients(profiles, connectionsOf(config, profile.system), journal, clock);
    return new PortalWire(profiles, clients, profile, new ProfiledPortal(clients.client(config.profile)), clock);
  }

  get system(): string {
    return this.profile.system;
  }

  /** @returns undefined for a profile that is not there or speaks to another system */
  profileOf(name: string): WireProfile | undefined {
    const profile = this.profiles.get(name);
    return profile?.system === this.system ? profile : undefined;
  }

  /** @throws {RangeError} see `profileOf` */
  portalOf(name: string): ProfiledPortal {
    return new ProfiledPortal(this.clients.client(name));
  }

  /** For a look-up that belongs to no delivery. */
  lookUp(actor: Actor, dossierId?: string): CallContext {
    const id = randomId();
    return {
      idempotencyKey: id,
      correlationId: currentContext().correlationId,
      causationId: id,
      ...(dossierId === undefined ? {} : { dossierId }),
      actor: actor.subject,
      attempt: 1,
      deadline: new Date(Date.parse(this.clock.now()) + lookUpMs).toISOString(),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.clients.close();
  }
}

function connectionsOf(config: PortalSyncConfig, system: string): SystemConnections {
  return {
    [system]: {
      baseUrl: config.portalUrl.replace(/\/+$/, ''),
      credentials: {
        username: config.portalUsername,
        password: config.portalPassword,
        dstcode: config.portalDstcode,
      },
      config: { madonvi: config.portalUnit },
      ...(config.callsPerSecond === undefined ? {} : { ratePerSecond: config.callsPerSecond }),
    },
  };
}
