import { PageQuery } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Instant } from '../officer-command/field-rules.js';

export const CHANNELS = [
  'counter',
  'post',
  'nationalPortal',
  'provincialPortal',
  'vneid',
  'linkedPortal',
  'kiosk',
] as const;

export class WorkListQuery extends PageQuery {
  /** National status codes, comma separated. Default: everything that is not over. */
  @IsOptional()
  @Matches(/^([1-9]|10)(,([1-9]|10))*$/)
  status?: string;

  @IsOptional()
  @IsString()
  @MaxLength(50)
  procedure?: string;

  /** The unit that has the dossier now, in any spelling. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  unit?: string;

  /** Account id, `me`, or `none` for dossiers nobody has taken. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  handler?: string;

  /** Due before this instant. */
  @IsOptional()
  @Instant()
  dueBefore?: string;

  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @IsOptional()
  @IsIn(CHANNELS)
  channel?: (typeof CHANNELS)[number];

  /** `open` = with at least one officer's task that is not settled. */
  @IsOptional()
  @IsIn(['open'])
  tasks?: 'open';

  /** `due` the most urgent first, `received` the oldest first, `-received` the newest first. */
  @IsOptional()
  @IsIn(['due', 'received', '-received'])
  sort: 'due' | 'received' | '-received' = 'due';
}

/** Words may be names and personal numbers, so they travel in a body: addresses are written into every log on the way. */
export class WorkListSearch extends WorkListQuery {
  /** Words of a name with or without marks, a personal number, a phone, or (part of) a dossier code; all must match. */
  @IsString()
  @MaxLength(200)
  q!: string;
}

export class ListedPerson {
  @ApiProperty()
  readonly fullName!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly personalId!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly phone!: string | null;
}

export class ListedDossier {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly dossierCode!: string | null;

  @ApiProperty({ minimum: 1, maximum: 10 })
  readonly status!: number;

  @ApiProperty()
  readonly statusName!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly procedureCode!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly channel!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'the unit that has it now' })
  readonly unit!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly handler!: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly receivedAt!: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly dueAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'intakeAnswer, supplement or resolution' })
  readonly dueKind!: string | null;

  @ApiProperty()
  readonly overdue!: boolean;

  @ApiProperty()
  readonly openTasks!: number;

  @ApiProperty({
    type: ListedPerson,
    nullable: true,
    description: 'null after erasure, for mirrors, and when `unreadable`',
  })
  readonly applicant!: ListedPerson | null;

  @ApiProperty({ description: 'there is an applicant who cannot be shown, because the key of the dossier is missing' })
  readonly unreadable!: boolean;
}

export class WorkListPage {
  @ApiProperty({ type: [ListedDossier] })
  readonly items!: readonly ListedDossier[];

  @ApiProperty({ description: 'dossiers on all pages' })
  readonly total!: number;

  @ApiProperty({ description: 'of those, past their due date' })
  readonly overdueTotal!: number;

  @ApiProperty({ required: false })
  readonly next?: string;
}

export class StatusCount {
  @ApiProperty({ minimum: 1, maximum: 10 })
  readonly status!: number;

  @ApiProperty()
  readonly statusName!: string;

  @ApiProperty()
  readonly total!: number;

  @ApiProperty({ description: 'of those, past their due date' })
  readonly overdue!: number;
}

/** What waits in the units of an officer; what is over is not counted. */
export class WorkListCounts {
  @ApiProperty({ type: [StatusCount], description: 'every national status in which something is still done' })
  readonly statuses!: readonly StatusCount[];

  @ApiProperty()
  readonly total!: number;

  @ApiProperty()
  readonly overdue!: number;

  @ApiProperty({ description: 'of those, with this officer' })
  readonly mine!: number;

  @ApiProperty({ description: 'of those, with nobody yet' })
  readonly unassigned!: number;

  @ApiProperty({ description: "of those, with an officer's task that is not settled" })
  readonly withTasks!: number;
}
