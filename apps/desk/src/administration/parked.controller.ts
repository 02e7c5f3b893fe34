import { EventFeed } from '@motcua/messaging';
import { type Actor, ApiProblems, CurrentActor, PageQuery, Problem, Roles, pageOf } from '@motcua/service-kit';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { sql } from 'kysely';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';

export class ParkedQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  consumer?: string;

  @IsOptional()
  @IsUUID()
  dossierId?: string;
}

export class RedriveDto {
  @Matches(/^[a-z][a-z0-9-]{0,99}$/)
  consumer!: string;

  /** Absent = all of the consumer's dossiers. */
  @IsOptional()
  @IsUUID()
  dossierId?: string | null;
}

export class RedrivePlan {
  @ApiProperty({ description: 'facts that will be taken again, in their order' })
  readonly planned!: number;
}

export class ParkedFact {
  @ApiProperty()
  readonly consumer!: string;

  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'its place in the dossier' })
  readonly version!: number;

  @ApiProperty()
  readonly eventType!: string;

  @ApiProperty()
  readonly errorName!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly errorCode!: string | null;

  @ApiProperty({ type: 'integer' })
  readonly attempts!: number;

  @ApiProperty({ format: 'date-time' })
  readonly parkedAt!: string;

  @ApiProperty({ description: 'it is being taken again' })
  readonly redriving!: boolean;
}

export class ParkedCount {
  @ApiProperty()
  readonly consumer!: string;

  @ApiProperty({ type: 'integer' })
  readonly facts!: number;

  @ApiProperty({ type: 'integer' })
  readonly dossiers!: number;
}

export class ParkedPage {
  @ApiProperty({ type: [ParkedFact] })
  readonly items!: readonly ParkedFact[];

  @ApiProperty({ required: false, description: 'the cursor of the next page; absent on the last one' })
  readonly next?: string;

  @ApiProperty({ type: [ParkedCount], description: 'of everything, whatever was searched for' })
  readonly counts!: readonly ParkedCount[];
}

interface Row {
  readonly consumer: string;
  readonly dossier_id: string;
  readonly version: number;
  readonly event_type: string;
  readonly error_name: string;
  readonly error_code: string | null;
  readonly attempts: number;
  readonly parked_at: Date;
  readonly redriving: boolean;
  readonly place: string;
}

/** Facts that a consumer could not handle, with the later facts of the same dossiers that wait behind them. */
@ApiTags('administration')
@Controller('api/desk/v1/parked')
@Roles('administrator')
export class ParkedController {
  constructor(
    private readonly views: DeskViews,
    private readonly feed: EventFeed,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Facts set aside, of all consumers, in the order in which they will come back' })
  @ApiOkResponse({ type: ParkedPage })
  @ApiProblems({ 403: ['administration.province-only'] })
  async list(
    @Query() { consumer, dossierId, cursor, limit }: ParkedQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ParkedPage> {
    demandProvince(actor);
    const after = cursor === undefined ? '0' : cursorParts(cursor, ['integer'])[0];
    const { rows } = await sql<Row>`
      SELECT consumer, dossier_id, version, event_type, error_name, error_code, attempts, parked_at, redriving, place
      FROM kit.feed_parked
      WHERE place > ${after} AND (${consumer ?? null}::text IS NULL OR consumer = ${consumer ?? null})
        AND (${dossierId ?? null}::uuid IS NULL OR dossier_id = ${dossierId ?? null})
      ORDER BY place LIMIT ${limit + 1}`.execute(this.views.tables);
    const counts = await sql<ParkedCount>`
      SELECT consumer, count(*)::int AS facts, count(DISTINCT dossier_id)::int AS dossiers
      FROM kit.feed_parked GROUP BY 1 ORDER BY 1`.execute(this.views.tables);
    return { ...pageOf(rows, limit, parked, ({ place }) => [Number(place)]), counts: counts.rows };
  }

  @Post('redrive')
  @HttpCode(202)
  @ApiOperation({ summary: 'Takes parked facts again, in their original order; `GET` shows what became of them' })
  @ApiAcceptedResponse({ type: RedrivePlan })
  @ApiProblems({ 403: ['administration.province-only'] })
  async redrive(@Body() { consumer, dossierId }: RedriveDto, @CurrentActor() actor: Actor): Promise<RedrivePlan> {
    demandProvince(actor);
    return { planned: await this.feed.redrive(consumer, dossierId ?? undefined) };
  }
}

/** Consumers serve every unit, so what they set aside is for an administrator of the whole province (level 1) alone. */
function demandProvince(actor: Actor): void {
  if (actor.units.some((unit) => !unit.includes('.'))) return;
  throw new Problem(403, 'administration.province-only', 'Việc này dành cho quản trị viên cấp tỉnh.');
}

function parked(row: Row): ParkedFact {
  return {
    consumer: row.consumer,
    dossierId: row.dossier_id,
    version: row.version,
    eventType: row.event_type,
    errorName: row.error_name,
    errorCode: row.error_code,
    attempts: row.attempts,
    parkedAt: row.parked_at.toISOString(),
    redriving: row.redriving,
  };
}
