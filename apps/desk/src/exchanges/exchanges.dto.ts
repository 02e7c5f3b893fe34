import { ApiProperty } from '@nestjs/swagger';

/** One call to an outside system, without what was said. */
export class ListedExchange {
  @ApiProperty({ format: 'uuid' })
  readonly exchangeId!: string;

  @ApiProperty()
  readonly system!: string;

  @ApiProperty()
  readonly operation!: string;

  @ApiProperty({ description: '1 = the first try' })
  readonly attempt!: number;

  @ApiProperty({ format: 'date-time' })
  readonly startedAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly endedAt!: string;

  @ApiProperty({ type: Number, nullable: true, description: 'HTTP status; null when no answer came' })
  readonly responseStatus!: number | null;

  @ApiProperty({ description: 'what became of it' })
  readonly outcome!: string;

  @ApiProperty({ type: String, nullable: true, enum: ['gateway', 'provider'], description: 'whose fault it was' })
  readonly faultSource!: string | null;
}

export class ExchangeList {
  @ApiProperty({ type: [ListedExchange] })
  readonly items!: readonly ListedExchange[];
}

const body = { type: String, nullable: true, description: 'as it travelled, secrets blotted out; null = not kept' };

/** What was said, word for word. */
export class RawExchange extends ListedExchange {
  @ApiProperty()
  readonly method!: string;

  @ApiProperty({ description: 'without the address of the system' })
  readonly path!: string;

  @ApiProperty(body)
  readonly requestBody!: string | null;

  @ApiProperty(body)
  readonly responseBody!: string | null;
}
