import { codesStream, type CodeIssued } from '@motcua/domain';
import { EventStore, type RecordedEvent } from '@motcua/event-store';
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

export class VoidedCode {
  @ApiProperty()
  readonly dossierCode!: string;

  @ApiProperty()
  readonly reason!: string;
}

/** What an auditor learns of a unit's day; everything is read from the log, nothing from a counter. */
export class SeriesAudit {
  @ApiProperty({ example: 'H99.14' })
  readonly unitCode!: string;

  @ApiProperty({ format: 'date' })
  readonly day!: string;

  @ApiProperty({ type: 'integer' })
  readonly issued!: number;

  @ApiProperty({ type: String, nullable: true })
  readonly firstCode!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly lastCode!: string | null;

  @ApiProperty({
    type: [Number],
    description: 'ordinals between the first and the last that no event accounts for; must be empty',
  })
  readonly missingOrdinals!: readonly number[];

  @ApiProperty({ type: [String], description: 'dossiers with more than one code of this series; must be empty' })
  readonly doubledDossiers!: readonly string[];

  @ApiProperty({ type: [String], description: 'codes whose dossier does not carry them; must be empty' })
  readonly unassignedCodes!: readonly string[];

  @ApiProperty({ type: [VoidedCode] })
  readonly voided!: readonly VoidedCode[];
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
