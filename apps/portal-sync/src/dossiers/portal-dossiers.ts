import { Catalogue, localDay, Rejected, type DossierEvent, type HoldReason, type RoutingRow } from '@motcua/domain';
import { EventStore, type RecordedEvent } from '@motcua/event-store';
import { factOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { PortalWire } from '../portal/portal-wire.js';
import { historyOf, type DossierHistory } from '../statuses/dossier-history.js';

/** A dossier that the portal is told of, and by which row of the routing table. */
export interface SyncedDossier {
  readonly events: readonly RecordedEvent[];
  readonly history: DossierHistory;
  readonly route: RoutingRow | HoldReason;
}

/** Reads dossiers as the portal must see them; nothing personal is opened here. */
@Injectable()
export class PortalDossiers {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: Catalogue,
    private readonly wire: PortalWire,
  ) {}

  /**
   * @param upTo only the first so many facts
   * @returns undefined when the portal is told nothing of it
   */
  async find(dossierId: string, upTo?: number): Promise<SyncedDossier | undefined> {
    const events = (await this.store.read(`dossier-${dossierId}`)).slice(0, upTo);
    const route = this.routeOf(events);
    if (route === undefined || ('system' in route && route.system !== this.wire.system)) return undefined;
    const profile = 'profile' in route ? this.wire.profileOf(route.profile) : undefined;
    const refusal = profile?.refusalAfterAcceptance ?? 'result';
    const history = historyOf(events, this.catalogue, refusal, this.wire.system);
    return history === undefined ? undefined : { events, history, route };
  }

  /** The row of the reception day; a dossier keeps it whatever happens later. No row holds the dossier. */
  private routeOf(events: readonly RecordedEvent[]): RoutingRow | HoldReason | undefined {
    const submitted = events.find(({ type }) => type === 'DossierSubmitted');
    if (submitted === undefined) return undefined;
    const { data } = factOf<Extract<DossierEvent, { readonly type: 'DossierSubmitted' }>>(submitted);
    const { procedureCode, procedureCase, receivingUnit, receivedAt, channel } = data;
    const query = { procedureCode, procedureCase, unitCode: receivingUnit, day: localDay(receivedAt), channel };
    try {
      const row = this.catalogue.route('portalSync', query);
      const isKnown = row.system !== this.wire.system || this.wire.profileOf(row.profile) !== undefined;
      return isKnown ? row : { code: 'profile-unknown', subject: row.profile };
    } catch (error) {
      if (error instanceof Rejected) return { code: 'routing-undefined', subject: procedureCode };
      throw error;
    }
  }
}
