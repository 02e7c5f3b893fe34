import { PageQuery } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { professionalSystems } from '../wire/professional-systems.js';

const systems = professionalSystems.map(({ system }) => system);
const states = ['toSend', 'inFlight', 'unknown', 'held', 'parked'] as const;

export class DeliveriesQuery extends PageQuery {
  @IsOptional()
  @IsIn(systems)
  system?: string;

  @IsOptional()
  @IsIn(states)
  state?: string;
}

export class DeliveryPath {
  @IsIn(systems)
  system!: string;

  @IsUUID()
  dossierId!: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  seq!: number;
}

export class ReleaseDto {
  /** `send` again, or `reconcile`: look first whether the other side has it. */
  @IsIn(['send', 'reconcile'])
  next!: 'send' | 'reconcile';
}

export class SettleDto {
  /** The document that proves it, uploaded before. */
  @IsUUID()
  blobId!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  note!: string;
}

export class OpenLaneDto {
  @ApiProperty({ example: 'civil.g1' })
  system!: string;

  @ApiProperty({ format: 'uuid' })
  dossierId!: string;

  @ApiProperty({ type: String, nullable: true, example: 'H99.30-261124-0001' })
  dossierCode!: string | null;

  @ApiProperty({ minimum: 1 })
  seq!: number;

  @ApiProperty({ enum: states })
  state!: string;

  @ApiProperty({ type: String, nullable: true, example: 'missing declaration.nksHoTen' })
  reason!: string | null;

  @ApiProperty({ minimum: 0 })
  attempts!: number;

  @ApiProperty({ format: 'date-time' })
  since!: string;

  @ApiProperty({ minimum: 0 })
  ageSeconds!: number;
}

export class OpenLanePage {
  @ApiProperty({ type: [OpenLaneDto] })
  items!: OpenLaneDto[];

  @ApiProperty({ required: false })
  next?: string;
}
