import { PageQuery } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Instant } from '../officer-command/field-rules.js';

const KINDS = ['rebuild', 'redeliver', 'redrive', 'reset'] as const;
const STATUSES = ['waiting', 'running', 'paused', 'cancelled', 'completed'] as const;

/** Which facts are meant; a field that is absent means all. */
export class ReplayFilterDto {
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  dossierIds?: string[];

  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(/^[A-Z]\d{2}(\.\d{1,3}){0,3}$/, { each: true })
  unitCodes?: string[];

  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @Matches(/^\d\.\d{6}$/, { each: true })
  procedureCodes?: string[];

  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @Matches(/^[A-Z][A-Za-z]{1,60}$/, { each: true })
  types?: string[];

  /** Recorded (parked, for a redrive) from this moment on; for a reset: taken in by the log after it was restored. */
  @IsOptional()
  @Instant()
  since?: string;

  /** Recorded (parked, for a redrive) before this moment. */
  @IsOptional()
  @Instant()
  until?: string;
}

export class PlanReplayDto {
  @IsIn(KINDS)
  kind!: (typeof KINDS)[number];

  /**
   * `rebuild`: `<app>/<view>`, or `<app>/<view>@<build>` for the return to a build that stands aside; `redeliver`: the subscriber;
   * `redrive`, `reset`: the consumer.
   */
  @Matches(/^[a-z][a-z0-9-]{0,62}(\/[a-z][a-z0-9-]{0,62}(@[1-9]\d{0,8})?)?$/)
  target!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => ReplayFilterDto)
  filter?: ReplayFilterDto;

  /** Facts per second at most. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  ratePerSecond: number = 1_000;
}

export class RequestReplayDto extends PlanReplayDto {
  /** Why, as a code, e.g. `subscriber-lost-data`. */
  @Matches(/^[a-z][a-z0-9-]{0,62}$/)
  reasonCode!: string;
}

export class ReplayQuery extends PageQuery {
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

export class LostConsumerDto {
  @ApiProperty({ enum: ['history-changed', 'checkpoint-beyond-head'] })
  readonly reason!: 'history-changed' | 'checkpoint-beyond-head';

  @ApiProperty({ description: 'where it stands: a place in the log that is gone' })
  readonly checkpoint!: string;

  @ApiProperty({ format: 'date-time', description: 'what was recorded up to this moment both know' })
  readonly sharedUntil!: string;

  @ApiProperty({ type: 'integer', description: 'dossiers of which it has handled facts' })
  readonly dossiersHandled!: number;

  @ApiProperty({ type: 'integer', description: 'those of which it has handled facts that are gone' })
  readonly dossiersAhead!: number;

  @ApiProperty({ type: 'integer', description: 'parked facts that are gone; they are struck off' })
  readonly parkedGone!: number;

  @ApiProperty({ type: 'integer', description: 'facts that come again and are dropped, handled or parked as they are' })
  readonly repeated!: number;
}

export class ReplayPlanned {
  @ApiProperty({ enum: KINDS })
  readonly kind!: (typeof KINDS)[number];

  @ApiProperty()
  readonly target!: string;

  @ApiProperty({ type: ReplayFilterDto })
  readonly filter!: object;

  @ApiProperty({ description: 'place in the log behind which the work begins' })
  readonly from!: string;

  @ApiProperty({ description: 'head of the log when the job was asked for; it never moves' })
  readonly to!: string;

  @ApiProperty({ type: 'integer', description: 'facts; for a rebuild all events of the log up to `to`' })
  readonly count!: number;

  @ApiProperty({ type: 'integer', description: '0 for a rebuild, which is not counted by dossiers' })
  readonly dossiers!: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly firstEventId!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly lastEventId!: string | null;

  @ApiProperty({
    type: 'integer',
    description: 'facts whose handling may call an outside system; 0 unless redriven or reset',
  })
  readonly effects!: number;

  @ApiProperty({ type: 'integer' })
  readonly ratePerSecond!: number;

  @ApiProperty({ type: LostConsumerDto, required: false, description: 'of a reset only' })
  readonly lost?: LostConsumerDto;
}

export class ReplayTallied {
  @ApiProperty({ type: 'integer' })
  readonly done!: number;

  @ApiProperty({ type: 'integer' })
  readonly failed!: number;

  @ApiProperty({ type: 'integer', description: 'settled by somebody else meanwhile; of a reset: handled before' })
  readonly skipped!: number;
}

export class ReplayJobView {
  @ApiProperty({ format: 'uuid' })
  readonly jobId!: string;

  @ApiProperty({ enum: STATUSES })
  readonly status!: (typeof STATUSES)[number];

  @ApiProperty({ type: ReplayPlanned })
  readonly plan!: ReplayPlanned;

  @ApiProperty({ description: 'account that asked for it' })
  readonly requestedBy!: string;

  @ApiProperty()
  readonly reasonCode!: string;

  @ApiProperty({ format: 'date-time' })
  readonly requestedAt!: string;

  @ApiProperty({ type: String, nullable: true, description: 'another account' })
  readonly approvedBy!: string | null;

  @ApiProperty({ type: ReplayTallied })
  readonly tally!: ReplayTallied;

  @ApiProperty({ type: String, nullable: true, description: '`administrator`, or what the work stands still for' })
  readonly pausedFor!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 over what was done, when it is completed' })
  readonly digest!: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly movedAt!: string;
}

export class ReplayPage {
  @ApiProperty({ type: [ReplayJobView] })
  readonly items!: readonly ReplayJobView[];

  @ApiProperty({ required: false, description: 'the cursor of the next page; absent on the last one' })
  readonly next?: string;
}

/** A fact of a job. */
export class ReplayStep {
  @ApiProperty({ example: 'ReplayApproved' })
  readonly type!: string;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({ description: 'account; `system:replay` is the work itself' })
  readonly by!: string;

  @ApiProperty({ type: ReplayTallied, nullable: true, description: 'how far it was, where the fact says so' })
  readonly tally!: ReplayTallied | null;

  @ApiProperty({ type: String, nullable: true, description: 'why it stands still' })
  readonly cause!: string | null;
}

export class ReplayHistory {
  @ApiProperty({ type: [ReplayStep], description: 'in order; of steps of progress the last 50' })
  readonly items!: readonly ReplayStep[];
}
