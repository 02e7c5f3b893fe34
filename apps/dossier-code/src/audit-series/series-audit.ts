import { codesStream, type CodeIssued } from '@motcua/domain';
import { EventStore, type RecordedEvent } from '@motcua/event-store';
import { Injectable } from '@nestjs/common';

/** What an auditor learns of a unit's day; everything is read from the log, nothing from a counter. */
export interface SeriesAudit {
  readonly unitCode: string;
  readonly day: string;
  readonly issued: number;
  readonly firstCode: string | null;
  readonly lastCode: string | null;
  /** Ordinals between the first and the last that no event accounts for. Must be empty. */
  readonly missingOrdinals: readonly number[];
  /** Dossiers with more than one code of this series. Must be empty. */
  readonly doubledDossiers: readonly string[];
  /** Codes whose dossier does not carry them. Must be empty. */
  readonly unassignedCodes: readonly string[];
  readonly voided: readonly { readonly dossierCode: string; readonly reason: string }[];
}

const readersAtOnce = 16;

@Injectable()
export class SeriesAuditor {
  constructor(private readonly store: EventStore) {}

  /** @param day local date `yyyy-MM-dd` */
  async audit(unitCode: string, day: string): Promise<SeriesAudit> {
    const issued = (await this.store.read(codesStream(unitCode, day))).map(
      ({ data }) => data as unknown as CodeIssued['data'],
    );
    const seen = new Map<string, number>();
    for (const { dossierId } of issued) seen.set(dossierId, (seen.get(dossierId) ?? 0) + 1);
    const unassignedCodes: string[] = [];
    const voided: { dossierCode: string; reason: string }[] = [];
    for (let from = 0; from < issued.length; from += readersAtOnce) {
      const some = issued.slice(from, from + readersAtOnce);
      const streams = await Promise.all(some.map(({ dossierId }) => this.store.read(`dossier-${dossierId}`)));
      some.forEach(({ dossierCode }, index) => {
        if (!carries(streams[index]!, 'DossierCodeAssigned', dossierCode)) unassignedCodes.push(dossierCode);
        const end = carries(streams[index]!, 'CodeVoided', dossierCode);
        if (end !== undefined) voided.push({ dossierCode, reason: String(end.data['reason']) });
      });
    }
    return {
      unitCode,
      day,
      issued: issued.length,
      firstCode: issued[0]?.dossierCode ?? null,
      lastCode: issued.at(-1)?.dossierCode ?? null,
      missingOrdinals: missing(issued.map(({ ordinal }) => ordinal)),
      doubledDossiers: [...seen].filter(([, times]) => times > 1).map(([dossierId]) => dossierId),
      unassignedCodes,
      voided,
    };
  }
}

function carries(stream: readonly RecordedEvent[], type: string, dossierCode: string): RecordedEvent | undefined {
  return stream.find((event) => event.type === type && event.data['dossierCode'] === dossierCode);
}

function missing(ordinals: readonly number[]): number[] {
  const present = new Set(ordinals);
  const [first, last] = [Math.min(...ordinals), Math.max(...ordinals)];
  return ordinals.length === 0
    ? []
    : Array.from({ length: last - first }, (_, index) => first + index).filter((n) => !present.has(n));
}
