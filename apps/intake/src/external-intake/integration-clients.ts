import { Catalogue, type OnlineChannel, localDay } from '@motcua/domain';
import { type Actor, Clock, Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { IntakeConfig } from '../intake.config.js';

/** An outside system that may send dossiers. */
export interface IntegrationClient {
  readonly clientId: string;
  readonly channel: OnlineChannel;
  /** Canonical codes; undefined = every unit that receives. */
  readonly units: readonly string[] | undefined;
}

/** Which outside systems may send what: configuration, by client id. */
@Injectable()
export class IntegrationClients {
  private readonly clients: ReadonlyMap<string, IntegrationClient>;

  constructor(
    { clients }: IntakeConfig,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {
    this.clients = new Map(clients.map((line) => clientOf(line)).map((client) => [client.clientId, client]));
  }

  /** @throws {Problem} 403 `integration.not-configured` */
  of(actor: Actor): IntegrationClient {
    const client = this.clients.get(actor.clientId ?? actor.subject);
    if (client === undefined) {
      throw new Problem(403, 'integration.not-configured', 'Hệ thống này chưa được cấu hình để gửi hồ sơ.');
    }
    return client;
  }

  /**
   * The canonical unit, where the client may send to it.
   *
   * @throws {Problem} 404 `unit-not-found` when it does not exist or is not the client's
   */
  unit(client: IntegrationClient, spelling: string): string {
    const unit = this.known(spelling);
    if (unit === undefined || (client.units !== undefined && !client.units.includes(unit))) {
      throw new Problem(404, 'unit-not-found', 'Không tìm thấy đơn vị.');
    }
    return unit;
  }

  /** Where a system that names no unit sends to. */
  onlyUnit({ units }: IntegrationClient): string | undefined {
    return units?.length === 1 ? units[0] : undefined;
  }

  private known(spelling: string): string | undefined {
    try {
      return this.catalogue.unit(spelling, localDay(this.clock.now())).code;
    } catch {
      return undefined;
    }
  }
}

function clientOf(line: string): IntegrationClient {
  const [clientId, channel, units] = line.split(':') as [string, OnlineChannel, string];
  return { clientId, channel, units: units === '*' ? undefined : units.split('+') };
}
