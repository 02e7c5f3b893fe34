import { PageQuery } from '@motcua/service-kit';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { LocalDay } from '../statistics/period.dto.js';

function WholeYear(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{4}$/.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(2000),
    Max(2200),
  );
}

/** What an export is of: a year, or a part of it by days of acceptance. */
export class RegisterExportQuery {
  /** The receiving unit, in any spelling. */
  @IsString()
  @MaxLength(50)
  unit!: string;

  @WholeYear()
  year!: number;

  /** First day of acceptance, `yyyy-MM-dd` in Vietnam. */
  @ApiProperty({ required: false, format: 'date' })
  @IsOptional()
  @LocalDay()
  from?: string;

  /** Last day of acceptance. */
  @ApiProperty({ required: false, format: 'date' })
  @IsOptional()
  @LocalDay()
  to?: string;
}

export class RegisterQuery extends PageQuery {
  /** The receiving unit, in any spelling. */
  @IsString()
  @MaxLength(50)
  unit!: string;

  @WholeYear()
  year!: number;
}

/** One line of the tracking register (sổ theo dõi hồ sơ). @law TT 01/2018/TT-VPCP art. 9, form 06 */
export class RegisterLine {
  @ApiProperty({ description: 'without gaps within the unit and year' })
  readonly number!: number;

  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly dossierCode!: string | null;

  @ApiProperty()
  readonly procedureName!: string;

  @ApiProperty({ type: Number, nullable: true, description: 'sets of papers; null: nobody counts them here' })
  readonly sets!: number | null;

  @ApiProperty({ type: String, nullable: true })
  readonly applicant!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly address!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly phone!: string | null;

  @ApiProperty()
  readonly resolvingAgency!: string;

  @ApiProperty({ format: 'date-time' })
  readonly receivedAt!: string;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'as it stands now' })
  readonly dueAt!: string | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'as printed on the first slip' })
  readonly originalDueAt!: string | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'when the result came to the desk' })
  readonly resultSentAt!: string | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  readonly returnedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'counter, post or online' })
  readonly returnMethod!: string | null;

  @ApiProperty({ description: 'how it stands, and whether the date was moved' })
  readonly note!: string;
}

export class RegisterPage {
  @ApiProperty({ type: [RegisterLine] })
  readonly items!: readonly RegisterLine[];

  @ApiProperty({ description: 'lines of the year so far' })
  readonly total!: number;

  @ApiProperty({ required: false })
  readonly next?: string;
}
