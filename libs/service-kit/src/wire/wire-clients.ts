import type { Clock } from '../clock.js';
import { NoAuthentication, type Authentication } from './authentication.js';
import { CallGuard } from './call-guard.js';
import { ClientCredentials } from './client-credentials.js';
import type { ExchangeJournal } from './exchange-journal.js';
import { HttpProfileClient } from './http-profile-client.js';
import { HttpTransport } from './http-transport.js';
import type { WireProfiles } from './load-profiles.js';
import { LoginToken } from './login-token.js';
import type { ProfileClient } from './profile-client.js';
import type { SystemConnection, WireProfile } from './wire-profile.js';
import { WireLine } from './wire-line.js';

/** Addresses and secrets of the installation, by system id (`gateway.ngsp`, `lltp.g1`, `social.card`, ...). */
export type SystemConnections = Readonly<Record<string, SystemConnection>>;

/** All clients of one process: one guard per system, one ticket per gateway and login, one HTTP agent. */
export class WireClients {
  readonly #transport = new HttpTransport();
  readonly #lines = new Map<string, WireLine>();
  readonly #gateways = new Map<string, Authentication>();
  readonly #clients = new Map<string, ProfileClient>();

  constructor(
    private readonly profiles: WireProfiles,
    private readonly connections: SystemConnections,
    private readonly journal: ExchangeJournal,
    private readonly clock: Clock,
  ) {}

  /**
   * @param name `<profile>@<version>`
   * @param system default: the profile's own; legs of one kind share a profile
   * @throws {RangeError} for an unknown profile or a system without a connection
   */
  client(name: string, system = this.profile(name).system): ProfileClient {
    const key = `${name} ${system}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const profile = this.profile(name);
    const connection = this.connection(system);
    const line = this.line(system, profile, connection);
    const client = new HttpProfileClient(
      profile,
      system,
      connection,
      this.authentication(profile, connection, line),
      line,
    );
    this.#clients.set(key, client);
    return client;
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  private authentication(profile: WireProfile, connection: SystemConnection, line: WireLine): Authentication {
    switch (profile.auth.strategy) {
      case 'none':
        return new NoAuthentication();
      case 'loginTokenInBody':
        return new LoginToken(profile, connection, line);
      case 'oauth2ClientCredentials':
        return this.gateway(profile.auth.gateway ?? `${profile.profile}@${profile.version}`);
    }
  }

  /** All systems behind one gateway use one token. */
  private gateway(name: string): Authentication {
    const known = this.#gateways.get(name);
    if (known !== undefined) return known;
    const profile = this.profile(name);
    const connection = this.connection(profile.system);
    const gateway = new ClientCredentials(profile, connection, this.line(profile.system, profile, connection));
    this.#gateways.set(name, gateway);
    return gateway;
  }

  private line(system: string, { limits }: WireProfile, { ratePerSecond }: SystemConnection): WireLine {
    const known = this.#lines.get(system);
    if (known !== undefined) return known;
    const guard = new CallGuard({ ...limits, ratePerSecond: ratePerSecond ?? limits.ratePerSecond }, this.clock);
    const line = new WireLine(this.#transport, guard, this.journal, this.clock);
    this.#lines.set(system, line);
    return line;
  }

  private profile(name: string): WireProfile {
    const profile = this.profiles.get(name);
    if (profile === undefined) throw new RangeError(`there is no wire profile ${name}`);
    return profile;
  }

  private connection(system: string): SystemConnection {
    const connection = Object.hasOwn(this.connections, system) ? this.connections[system] : undefined;
    if (connection === undefined) throw new RangeError(`no connection to ${system} is configured`);
    return connection;
  }
}
