import { Catalogue, type CodeIssued, type Dossier, type LocalCode, codesStream } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { isUuid } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Dossiers } from '../dossiers/dossiers.js';
import { codeKey, externalKey } from './code-key.js';
import { ShownRows, isNotBuilt } from './shown-rows.js';

/** Finds a dossier by its code in any spelling: in the read model, or in the series itself, which is never behind. */
@Injectable()
export class DossierCodes {
  constructor(
    private readonly rows: ShownRows,
    private readonly catalogue: Catalogue,
    private readonly store: EventStore,
    private readonly dossiers: Dossiers,
  ) {}

  /** @returns the dossier's id as far as the read model knows; undefined when no dossier has this code, ours or another system's */
  async shownUnder(text: string): Promise<string | undefined> {
    const own = this.ownCode(text);
    const found = own === undefined ? undefined : await this.shown(codeKey(own.unitCode, own.day, own.ordinal));
    return found ?? this.shown(externalKey(text));
  }

  /** As `shownUnder`, and what the read model does not show yet is looked up in the series: for systems that come at once. */
  async find(text: string): Promise<string | undefined> {
    const own = this.ownCode(text);
    const shown = await this.shownUnder(text).catch((error: unknown) => {
      if (isNotBuilt(error)) return undefined;
      throw error;
    });
    return shown ?? (own === undefined ? undefined : this.issued(own.unitCode, own.day, own.ordinal));
  }

  async channelOf(dossierId: string): Promise<string | undefined> {
    return channelOf(this.dossiers.stateOf(await this.dossiers.history(dossierId)));
  }

  /** Place in the series; undefined for units that are none of ours. */
  private placeOf(unitCode: string, ordinal: number): number | undefined {
    try {
      return Math.max(1, ordinal - this.catalogue.unit(unitCode).codePolicy.firstOrdinal + 1);
    } catch {
      return undefined;
    }
  }

  private ownCode(text: string): LocalCode | undefined {
    const parsed = this.catalogue.parseCode(text);
    return parsed.ok && parsed.code.kind === 'local' ? parsed.code : undefined;
  }

  /** A code of another system may name two dossiers; then it names none. */
  private async shown(key: string): Promise<string | undefined> {
    const rows = await this.rows.of(sql<{ dossier_id: string }>`
      SELECT dossier_id FROM intake.dossier_codes WHERE code_key = ${key} LIMIT 2`);
    return rows.length === 1 ? rows[0]!.dossier_id : undefined;
  }

  private async issued(unitCode: string, day: string, ordinal: number): Promise<string | undefined> {
    const place = this.placeOf(unitCode, ordinal);
    if (place === undefined) return undefined;
    const events = (await this.store.read(codesStream(unitCode, day), place)) as unknown as CodeIssued[];
    const found = events.find(({ data }) => data.ordinal === ordinal)?.data.dossierId;
    return found !== undefined && isUuid(found) ? found : undefined;
  }
}

export function channelOf(state: Dossier): string | undefined {
  return 'channel' in state ? state.channel : undefined;
}
