import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The dossier after the command. */
export class CommandAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ type: Number, description: 'facts in the stream of the dossier' })
  readonly version!: number;

  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: 10, description: 'national status code' })
  readonly status!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Vietnamese name of the status' })
  readonly statusName!: string | null;

  @ApiProperty({ description: 'true when the lists show it already' })
  readonly shown!: boolean;

  @ApiPropertyOptional({ format: 'uuid', description: 'id of the payment, opinion or attachment that was made' })
  readonly id?: string;
}
