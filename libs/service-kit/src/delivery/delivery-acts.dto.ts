import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import type { LaneActed, LaneTarget } from './delivery-engine.js';

/** One hand-over: its place in the lane of a system and a dossier. */
export class DeliveryPath implements LaneTarget {
  @IsString()
  @MaxLength(100)
  system!: string;

  @IsUUID()
  dossierId!: string;

  @Transform(({ value }: { value: unknown }) => (/^\d{1,6}$/.test(String(value)) ? Number(value) : value))
  @IsInt()
  @Min(1)
  @Max(999_999)
  seq!: number;
}

export class DeliveryActDto {
  /** Why; sealed. */
  @IsString()
  @Matches(/\S/)
  @MaxLength(2000)
  note!: string;
}

export class ReleaseDeliveryDto extends DeliveryActDto {
  /** `send` again, or `reconcile`: look first whether the other side has it. */
  @IsIn(['send', 'reconcile'])
  next!: 'send' | 'reconcile';
}

export class SettleDeliveryDto extends DeliveryActDto {
  /** The document that proves it: a file of the same dossier, uploaded before. */
  @IsUUID()
  fileId!: string;
}

export class DeliveryActAnswer implements LaneActed {
  @ApiProperty({ example: 'civil.g1' })
  readonly system!: string;

  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'the hand-over that goes on; of a resend the new one' })
  readonly seq!: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'facts in the lane after the act' })
  readonly version!: number;
}
