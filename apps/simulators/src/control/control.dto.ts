import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { FAULT_TYPES, type Fault } from '../faults/fault.js';
import { EXPECTATIONS, type ExpectationName } from '../journal/assertions.js';
import { SCENARIOS, type ScenarioName } from '../scenario/scenario.js';

export class ResetDto {
  @ApiPropertyOptional({ example: 42 })
  @IsOptional()
  @IsInt()
  seed?: number;

  @ApiPropertyOptional({ example: '2024-11-26T08:00:00+07:00', description: 'Where the virtual clock starts again' })
  @IsOptional()
  @IsISO8601({ strict: true })
  now?: string;

  @ApiPropertyOptional({ default: false })
  @IsOptional()
  @IsBoolean()
  keepFaults?: boolean;
}

export class ScenarioParamsDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsNumber()
  @Min(0)
  d1Seconds?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsNumber()
  @Min(0)
  d2Seconds?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsNumber()
  @Min(0)
  lateSeconds?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsNumber()
  @Min(0)
  visibilityLagSeconds?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  progressDedupe?: boolean;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  recognisesDuplicates?: boolean;

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  @Min(0)
  reappearAfterAck?: number;

  @ApiPropertyOptional({ enum: ['upper', 'lower'] })
  @IsOptional()
  @IsIn(['upper', 'lower'])
  memberStyle?: 'upper' | 'lower';

  @ApiPropertyOptional({ enum: ['0', '3', '-3'] })
  @IsOptional()
  @IsIn(['0', '3', '-3'])
  existsCode?: '0' | '3' | '-3';

  @ApiPropertyOptional()
  @IsOptional()
  @IsNumber()
  @Min(0)
  fetchAfterSeconds?: number;
}

export class ScenarioDto {
  @ApiProperty({ example: 'lltp1', description: 'A mount, or * for all' })
  @IsString()
  @IsNotEmpty()
  mount!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Empty or absent = every dossier' })
  @IsOptional()
  @IsObject()
  match?: Record<string, unknown>;

  @ApiProperty({ enum: SCENARIOS })
  @IsIn(SCENARIOS)
  scenario!: ScenarioName;

  @ApiPropertyOptional({ type: ScenarioParamsDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => ScenarioParamsDto)
  params?: ScenarioParamsDto;
}

export class FaultOrderDto {
  @ApiPropertyOptional({ description: 'Made up when absent' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  id?: string;

  @ApiProperty({ example: 'dvcqg' })
  @IsString()
  @IsNotEmpty()
  mount!: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  operation?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  match?: Record<string, unknown>;

  @ApiProperty({
    type: 'object',
    required: ['type'],
    properties: { type: { type: 'string', enum: FAULT_TYPES } },
    additionalProperties: true,
  })
  @IsObject()
  fault!: Fault;

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  @Min(1)
  times?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  probability?: number;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: false,
    properties: { from: { type: 'string' }, to: { type: 'string' } },
  })
  @IsOptional()
  @IsObject()
  window?: { from?: string; to?: string } | null;

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  seed?: number;
}

export class AdvanceDto {
  @ApiProperty({ example: 86400 })
  @IsNumber()
  @Min(0)
  seconds!: number;
}

export class SetClockDto {
  @ApiPropertyOptional({ example: '2024-11-26T08:00:00+07:00' })
  @IsOptional()
  @IsISO8601({ strict: true })
  now?: string;

  @ApiPropertyOptional({ description: '0 stands still, 1 runs with real time, more runs faster' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  rate?: number;
}

export class EmitDto {
  @ApiPropertyOptional({ description: 'A dossier code; for account the personal number' })
  @IsOptional()
  @IsString()
  key?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  overrides?: Record<string, unknown>;

  @ApiPropertyOptional({ default: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  copies?: number;

  @ApiPropertyOptional({ description: 'Where a push goes to' })
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  target?: string;
}

export class CredentialsDto {
  @ApiPropertyOptional({ description: 'Client of the gateway; the portal has one account only' })
  @IsOptional()
  @IsString()
  client?: string;

  @ApiPropertyOptional({ type: [String], description: 'All secrets valid from now on; two during a rotation' })
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  secrets?: string[];

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  @Min(1)
  expiresInSeconds?: number;
}

export class ExpectationDto {
  @ApiProperty({ enum: EXPECTATIONS })
  @IsIn(EXPECTATIONS)
  expect!: ExpectationName;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  mount?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  operation?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  key?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  status?: string;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  statuses?: string[];

  @ApiPropertyOptional()
  @IsOptional()
  @IsNumber()
  @Min(0)
  perSecond?: number;
}
