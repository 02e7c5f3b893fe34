import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** Where a record of the broker stands, and for which consumer. */
export class UnreadablePlace {
  @ApiProperty()
  @IsString()
  @MaxLength(100)
  consumer!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(249)
  topic!: string;

  @ApiProperty({ type: 'integer' })
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  partition!: number;

  @ApiProperty({ pattern: '^\\d{1,18}$', description: 'a number that may be larger than JSON numbers are exact' })
  @Matches(/^\d{1,18}$/)
  offset!: string;
}

export class AcknowledgeUnreadableDto extends UnreadablePlace {
  /** Why it needs no more looking at, as a code, e.g. `test-writer-stopped`. */
  @Matches(/^[a-z][a-z0-9-]{0,62}$/)
  reasonCode!: string;
}

export class UnreadableRecord extends UnreadablePlace {
  @ApiProperty({ description: 'SHA-256 of its value; what is in it is kept nowhere' })
  readonly digest!: string;

  @ApiProperty({ example: 'header-missing' })
  readonly fault!: string;

  @ApiProperty({ format: 'date-time' })
  readonly foundAt!: string;
}
