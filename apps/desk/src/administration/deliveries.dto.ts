import { PageQuery } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { FileId, OptionalWords } from '../officer-command/field-rules.js';

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
export class DeliveryPath {
  @IsString()
  @MaxLength(100)
  system!: string;

  @IsUUID()
  dossierId!: string;

  @Transform(({ value }: { value: unknown }) => (/^\d{1,6}$/.test(String(value)) ? Number(value) : value))
  @IsInt()
  seq!: number;
}

export class ReleaseDto {
  /** `reconcile` looks at the other side first. */
  @IsIn(['send', 'reconcile'])
  next!: 'send' | 'reconcile';
}

export class SettleDto {
  /** The document that proves that it is done, uploaded to the dossier. */
  @FileId()
  fileId!: string;

  @OptionalWords()
  note?: string | null;
}

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
}

export class DeliveryPage {
  @ApiProperty({ type: [ListedDelivery] })
  readonly items!: readonly ListedDelivery[];

  @ApiProperty({ description: 'unfinished hand-overs by system and state', type: 'array', items: { type: 'object' } })
  readonly counts!: readonly { readonly system: string; readonly state: string; readonly count: number }[];

  @ApiProperty({ required: false })
  readonly next?: string;
}
