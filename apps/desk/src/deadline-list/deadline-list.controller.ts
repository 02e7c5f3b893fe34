import { type Actor, ApiProblems, Clock, CurrentActor, PageQuery, Roles, pageOf } from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Instant } from '../officer-command/field-rules.js';
import { type RawBuilder, sql } from 'kysely';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';
import { visibleTo } from '../views/unit-scope.js';
import type { DeadlineRow } from '../views/work-list/dossier-row.js';

const KINDS = ['intakeAnswer', 'supplement', 'resolution', 'apology', 'opinion', 'step'] as const;
const STATES = ['running', 'warned', 'missed', 'ended'] as const;

export class DeadlineQuery extends PageQuery {
  @IsOptional()
  @IsIn(KINDS)
  kind?: (typeof KINDS)[number];

  /** Default: what still runs, warned of and missed included. */
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  @IsOptional()
  @Instant()
  dueBefore?: string;
}

export class ListedDeadline {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly dossierCode!: string | null;

  @ApiProperty({ enum: KINDS })
  readonly kind!: string;

  @ApiProperty({ enum: STATES })
  readonly state!: string;

  @ApiProperty({ format: 'date-time' })
  readonly beganAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly dueAt!: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly endedAt!: string | null;

  @ApiProperty({ description: 'it runs and its moment has passed' })
  readonly overdue!: boolean;

  @ApiProperty({ type: String, nullable: true })
  readonly unit!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly handler!: string | null;
}

export class DeadlinePage {
  @ApiProperty({ type: [ListedDeadline] })
  readonly items!: readonly ListedDeadline[];

  @ApiProperty({ required: false })
  readonly next?: string;
}

type Row = DeadlineRow & {
  readonly code: string | null;
  readonly unit: string | null;
  readonly handler: string | null;
};

@ApiTags('deadlines')
@Controller('api/desk/v1/deadlines')
export class DeadlineListController {
  constructor(
    private readonly views: DeskViews,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'Deadlines of the dossiers of my units, the most urgent first' })
  @ApiOkResponse({ type: DeadlinePage })
  @ApiProblems({ 400: ['cursor.invalid'] })
  async list(@Query() { kind, state, dueBefore, cursor, limit }: DeadlineQuery, @CurrentActor() actor: Actor) {
    const conditions: (RawBuilder<unknown> | undefined)[] = [
      visibleTo(actor),
      kind === undefined ? undefined : sql`l.kind = ${kind}`,
      state === undefined ? sql`l.ended_at IS NULL` : sql`l.state = ${state}`,
      dueBefore === undefined ? undefined : sql`l.due_at < ${new Date(dueBefore).toISOString()}`,
      cursor === undefined ? undefined : behind(cursor),
    ];
    const wanted = conditions.filter((one) => one !== undefined);
    const { rows } = await sql<Row>`
      SELECT l.*, d.code, d.unit, d.handler FROM desk.deadlines l JOIN desk.dossiers d USING (dossier_id)
      WHERE ${sql.join(wanted, sql` AND `)}
      ORDER BY l.due_at, l.dossier_id, l.kind LIMIT ${limit + 1}`.execute(this.views.tables);
    const now = this.clock.now();
    return pageOf(
      rows,
      limit,
      (row) => listed(row, now),
      (row) => [row.due_at, row.dossier_id, row.kind],
    );
  }
}

function behind(cursor: string): RawBuilder<unknown> {
  const [dueAt, dossierId, kind] = cursorParts(cursor, ['text', 'uuid', 'text']);
  return sql`(l.due_at, l.dossier_id, l.kind) > (${dueAt}, ${dossierId}::uuid, ${kind})`;
}

function listed(row: Row, now: string): ListedDeadline {
  return {
    dossierId: row.dossier_id,
    dossierCode: row.code,
    kind: row.kind,
    state: row.state,
    beganAt: row.began_at,
    dueAt: row.due_at,
    endedAt: row.ended_at,
    overdue: row.ended_at === null && row.due_at < now,
    unit: row.unit,
    handler: row.handler,
  };
}
