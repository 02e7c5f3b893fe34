import { ApiProperty } from '@nestjs/swagger';

export class InBothLanguages {
  @ApiProperty()
  readonly vi!: string;

  @ApiProperty()
  readonly en!: string;
}

export class CatalogueEdition {
  @ApiProperty({ example: '2020' })
  readonly id!: string;

  @ApiProperty({ type: InBothLanguages })
  readonly title!: InBothLanguages;

  @ApiProperty({ type: InBothLanguages, description: 'what every user must be told' })
  readonly notice!: InBothLanguages;

  @ApiProperty()
  readonly source!: string;

  @ApiProperty()
  readonly verified!: boolean;

  @ApiProperty({ type: String, nullable: true })
  readonly approvedBy!: string | null;
}

export class UnverifiedValue {
  @ApiProperty({ description: 'JSON pointer into the file', example: '/fees/3' })
  readonly pointer!: string;

  @ApiProperty({ description: 'in Vietnamese, as it stands in the file' })
  readonly why!: string;
}

export class ProcedureEdition {
  @ApiProperty({ example: '2.000488@2020-1' })
  readonly id!: string;

  @ApiProperty({ example: '2.000488' })
  readonly code!: string;

  @ApiProperty({ type: InBothLanguages })
  readonly name!: InBothLanguages;

  @ApiProperty({ format: 'date' })
  readonly validFrom!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'the last valid day; null = open' })
  readonly validTo!: string | null;

  @ApiProperty()
  readonly source!: string;

  @ApiProperty({ type: [String], description: 'articles of law' })
  readonly law!: readonly string[];

  @ApiProperty()
  readonly verified!: boolean;

  @ApiProperty({ type: [UnverifiedValue] })
  readonly unverified!: readonly UnverifiedValue[];
}

export class DayOff {
  @ApiProperty({ format: 'date' })
  readonly day!: string;

  @ApiProperty({ description: 'in Vietnamese' })
  readonly reason!: string;
}

export class CalendarEdition {
  @ApiProperty({ type: 'integer' })
  readonly year!: number;

  @ApiProperty({ example: '2026-1' })
  readonly version!: string;

  @ApiProperty({ enum: ['confirmed', 'provisional'] })
  readonly status!: 'confirmed' | 'provisional';

  @ApiProperty({ type: [DayOff], description: 'weekdays that are off' })
  readonly off!: readonly DayOff[];

  @ApiProperty({ type: [DayOff], description: 'weekend days that are worked' })
  readonly work!: readonly DayOff[];

  @ApiProperty()
  readonly source!: string;
}

export class CalendarChange {
  @ApiProperty({ example: 'swap-2026-11' })
  readonly id!: string;

  @ApiProperty({ enum: ['swap', 'closure'] })
  readonly kind!: 'swap' | 'closure';

  @ApiProperty({ description: 'false = loaded to be seen, not applied' })
  readonly enabled!: boolean;

  @ApiProperty({ type: [String], description: 'patterns of units' })
  readonly units!: readonly string[];

  @ApiProperty({ type: [DayOff] })
  readonly off!: readonly DayOff[];

  @ApiProperty({ type: [DayOff] })
  readonly work!: readonly DayOff[];

  @ApiProperty()
  readonly source!: string;

  @ApiProperty()
  readonly verified!: boolean;
}

export class CodeListEdition {
  @ApiProperty({ example: 'ethnicity' })
  readonly id!: string;

  @ApiProperty({ type: InBothLanguages })
  readonly name!: InBothLanguages;

  @ApiProperty()
  readonly source!: string;

  @ApiProperty()
  readonly verified!: boolean;

  @ApiProperty({ type: 'integer' })
  readonly entries!: number;
}

/** What stands in the loaded catalogue, and what in it no text confirms yet. */
export class CatalogueOverview {
  @ApiProperty({ type: CatalogueEdition })
  readonly about!: CatalogueEdition;

  @ApiProperty({ type: [ProcedureEdition] })
  readonly procedures!: readonly ProcedureEdition[];

  @ApiProperty({ type: [CalendarEdition] })
  readonly calendars!: readonly CalendarEdition[];

  @ApiProperty({ type: [CalendarChange], description: 'days that differ from the calendar for some units' })
  readonly calendarChanges!: readonly CalendarChange[];

  @ApiProperty({ type: [CodeListEdition] })
  readonly codeLists!: readonly CodeListEdition[];
}
