import { PageQuery } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
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
