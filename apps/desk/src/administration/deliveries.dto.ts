import { PageQuery } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

const STATES = ['toSend', 'inFlight', 'unknown', 'held', 'parked', 'done', 'superseded', 'settled'] as const;

export class DeliveryQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  system?: string;

  /** Default: everything that is not finished. */
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  @IsOptional()
  @IsUUID()
  dossierId?: string;
}

/** One hand-over: the place in the lane of a system and a dossier. */
export class ListedDelivery {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty()
  readonly system!: string;

  @ApiProperty()
  readonly seq!: number;

  @ApiProperty()
  readonly op!: string;

  @ApiProperty({ enum: STATES })
  readonly state!: string;

  @ApiProperty({ type: String, nullable: true, description: 'codes and names of fields, never a value' })
  readonly reason!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly suggestion!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly nextAt!: string | null;

  @ApiProperty()
  readonly attempts!: number;

  @ApiProperty({ format: 'date-time', description: 'when it came into this state' })
  readonly since!: string;

  @ApiProperty({
    description: 'address of the hand-over at the app that sends it; retry, release, settle and resend stand under it',
  })
  readonly actAt!: string;
}

export class UnfinishedCount {
  @ApiProperty({ example: 'civil.g1' })
  readonly system!: string;

  @ApiProperty({ enum: STATES })
  readonly state!: string;

  @ApiProperty({ type: 'integer' })
  readonly count!: number;
}

export class DeliveryPage {
  @ApiProperty({ type: [ListedDelivery] })
  readonly items!: readonly ListedDelivery[];

  @ApiProperty({ type: [UnfinishedCount], description: 'unfinished hand-overs by system and state' })
  readonly counts!: readonly UnfinishedCount[];

  @ApiProperty({ required: false })
  readonly next?: string;
}
