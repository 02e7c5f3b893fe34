import { Catalogue, localDay, type JsonObject, type Outcome } from '@motcua/domain';
import { NotYet } from '@motcua/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PortalSyncConfig } from '../portal-sync.config.js';
import { PortalWire } from '../portal/portal-wire.js';
import { syncActor } from '../portal/sync-actor.js';
import { SyncTimers } from '../portal/sync-timers.js';
import type { CatalogueKind } from './compare-catalogues.js';
import { PortalCatalogues } from './portal-catalogues.js';

/** The portal did not give a list; the whole fetch is tried again, and what was fetched before stays. */
class CatalogueNotFetched extends NotYet {
  override readonly name = 'CatalogueNotFetched';
}

/** Fetches the portal's lists of procedures, units and fields once a day, and the description of every procedure that is ours too. */
@Injectable()
export class CatalogueFetch implements OnModuleInit {
  constructor(
    private readonly wire: PortalWire,
    private readonly catalogue: Catalogue,
    private readonly catalogues: PortalCatalogues,
    private readonly timers: SyncTimers,
    private readonly config: PortalSyncConfig,
  ) {}

  onModuleInit(): void {
    this.timers.every('catalogues', this.config.catalogueHours, (now) => this.fetch(now));
  }

  private async fetch(now: string): Promise<void> {
    const listed = await this.replaced('procedures', now);
    await this.replaced('units', now);
    await this.replaced('fields', now);
    const theirs = new Set(listed.map(({ code }) => code));
    const codes = this.catalogue.versionsOn(localDay(now)).map(({ code }) => code);
    const described: JsonObject[] = [];
    for (const code of [...new Set(codes)].filter((one) => theirs.has(one))) {
      described.push(...itemsOf(await this.wire.portal.catalogue('procedure', code, this.wire.lookUp(syncActor))));
    }
    await this.catalogues.replace('procedure', described, now);
  }

  private async replaced(kind: Exclude<CatalogueKind, 'procedure'>, now: string): Promise<readonly JsonObject[]> {
    const items = itemsOf(await this.wire.portal.catalogue(kind, undefined, this.wire.lookUp(syncActor)));
    await this.catalogues.replace(kind, items, now);
    return items;
  }
}

/** An error is no empty list. */
function itemsOf(outcome: Outcome<readonly JsonObject[]>): readonly JsonObject[] {
  if (outcome.kind === 'accepted') return outcome.value;
  throw new CatalogueNotFetched(outcome.kind);
}
