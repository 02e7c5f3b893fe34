import { markedForms } from '@motcua/contracts/papers';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

/** What a QR code of ours holds: an address with a mark, or the mark alone. In the body, because addresses are logged on their way. */
export class PaperCheckRequest {
  @IsString()
  @MaxLength(600)
  paper!: string;
}

export const verdicts = ['valid', 'forged', 'unknownKey', 'unreadable'] as const;
export const standings = ['current', 'superseded', 'notIssued'] as const;

export class CheckedPaper {
  @ApiProperty({ enum: markedForms })
  readonly form!: (typeof markedForms)[number];

  @ApiProperty({ example: '000.00.14.H99-261124-0001' })
  readonly dossierCode!: string;

  @ApiProperty({ format: 'date-time' })
  readonly issuedAt!: string;

  @ApiProperty({ example: 'H99.14' })
  readonly unitCode!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null when no unit has that code' })
  readonly unitName!: string | null;
}

/** Nothing personal: whoever holds a paper asks, and whoever found one. */
export class PaperCheck {
  @ApiProperty({ enum: verdicts, description: 'whether we signed it' })
  readonly verdict!: (typeof verdicts)[number];

  @ApiProperty({
    enum: standings,
    nullable: true,
    description:
      'of a valid one: the last of its form, replaced by a later one, or not among the papers of that dossier',
  })
  readonly standing!: (typeof standings)[number] | null;

  @ApiProperty({ type: CheckedPaper, nullable: true, description: 'what the mark says; null when unreadable' })
  readonly paper!: CheckedPaper | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'of the last paper, when this one is replaced',
  })
  readonly currentIssuedAt!: string | null;
}
