import { PageQuery } from '@motcua/service-kit';
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Instant } from '../officer-command/field-rules.js';

/** What an auditor looks for. */
export class AccessLogSearch {
  @IsOptional()
  @IsUUID()
  dossierId?: string;

  /** The same dossier by its code, in any spelling; with both, both must fit. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  dossierCode?: string;

  /** Account id of who looked. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  subject?: string;

  /** e.g. `desk.dossier-page` */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  purpose?: string;

  /** Inclusive. */
  @IsOptional()
  @Instant()
  from?: string;

  /** Exclusive. */
  @IsOptional()
  @Instant()
  to?: string;
}

export class AccessLogQuery extends IntersectionType(AccessLogSearch, PageQuery) {}

export class LoggedAccess {
  @ApiProperty()
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null = it has none (yet)' })
  readonly dossierCode!: string | null;

  @ApiProperty()
  readonly subject!: string;

  @ApiProperty()
  readonly roles!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly clientId!: string | null;

  @ApiProperty()
  readonly purpose!: string;

  @ApiProperty({ format: 'date-time' })
  readonly happenedAt!: string;

  @ApiProperty()
  readonly correlationId!: string;
}

export class AccessLogPage {
  @ApiProperty({ type: [LoggedAccess] })
  readonly items!: readonly LoggedAccess[];

  @ApiProperty({ required: false })
  readonly next?: string;
}
