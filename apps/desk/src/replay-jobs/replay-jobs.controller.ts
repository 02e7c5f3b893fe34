import type { KnownReplayJob } from '@motcua/domain';
import { type Actor, ApiProblems, CurrentActor, IdempotencyKey, Roles, commandIdOf, pageOf } from '@motcua/service-kit';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sql } from 'kysely';
import { demandProvince } from '../administration/demand-province.js';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';
import {
  PlanReplayDto,
  ReplayHistory,
  ReplayJobView,
  ReplayPage,
  ReplayPlanned,
  ReplayQuery,
  RequestReplayDto,
} from './replay-jobs.dto.js';
import { ReplayJobs, type ReplayWish } from './replay-jobs.js';
import type { ReplayJobRow } from './replay-jobs.view.js';

const KEY = { name: 'Idempotency-Key', required: true };

const REFUSED = { 403: ['administration.province-only'], 404: ['replay.unknown'] };

/**
 * Rebuilds of read models, redeliveries to a subscriber, redrives of what was parked, resets of lost consumers: planned with numbers, approved by a second
 * administrator, watched, paused, cancelled, reported.
 */
@ApiTags('administration')
@Controller('api/desk/v1/replays')
@Roles('administrator')
export class ReplayJobsController {
  constructor(
    private readonly jobs: ReplayJobs,
    private readonly views: DeskViews,
  ) {}

  @Post('plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'The dry run: what a job would take, in numbers; nothing is stored' })
  @ApiOkResponse({ type: ReplayPlanned })
  @ApiProblems({
    403: ['administration.province-only'],
    404: ['replay.target-unknown'],
    409: ['replay.consumer-not-lost', 'replay.consumer-follows-topic'],
    422: ['replay.filter-unusable', 'replay.since-needed'],
  })
  async plan(@Body() wish: PlanReplayDto, @CurrentActor() actor: Actor): Promise<ReplayPlanned> {
    demandProvince(actor);
    return this.jobs.plan(wished(wish));
  }

  @Post()
  @ApiHeader(KEY)
  @ApiOperation({ summary: 'Asks for a job; it waits for the approval of another administrator' })
  @ApiCreatedResponse({ type: ReplayJobView })
  @ApiProblems({
    403: ['administration.province-only'],
    404: ['replay.target-unknown'],
    409: ['replay.nothing-planned', 'replay.exists', 'replay.consumer-not-lost', 'replay.consumer-follows-topic'],
    422: ['replay.rate-invalid', 'replay.filter-unusable', 'replay.since-needed'],
  })
  async request(
    @Body() wish: RequestReplayDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReplayJobView> {
    demandProvince(actor);
    const jobId = commandIdOf(actor, 'desk.replay', key);
    return shown(await this.jobs.request(jobId, wished(wish), wish.reasonCode, actor));
  }

  @Get()
  @ApiOperation({ summary: 'Jobs, the newest first' })
  @ApiOkResponse({ type: ReplayPage })
  @ApiProblems({ 400: ['cursor.invalid'], 403: ['administration.province-only'] })
  async list(@Query() { status, cursor, limit }: ReplayQuery, @CurrentActor() actor: Actor): Promise<ReplayPage> {
    demandProvince(actor);
    const [requestedAt, stream] = cursor === undefined ? [null, null] : cursorParts(cursor, ['text', 'text']);
    const { rows } = await sql<ReplayJobRow>`
      SELECT * FROM desk.replay_jobs
      WHERE (${status ?? null}::text IS NULL OR status = ${status ?? null})
        AND (${requestedAt}::text IS NULL OR (requested_at, stream) < (${requestedAt}, ${stream}))
      ORDER BY requested_at DESC, stream DESC LIMIT ${limit + 1}`.execute(this.views.tables);
    return pageOf(
      rows,
      limit,
      ({ job }) => shown(job),
      (row) => [row.requested_at, row.stream],
    );
  }

  @Get(':jobId')
  @ApiOperation({ summary: 'One job as it stands now; once completed this is its report' })
  @ApiOkResponse({ type: ReplayJobView })
  @ApiProblems(REFUSED)
  async one(@Param('jobId', ParseUUIDPipe) jobId: string, @CurrentActor() actor: Actor): Promise<ReplayJobView> {
    demandProvince(actor);
    return shown(await this.jobs.job(jobId));
  }

  @Get(':jobId/history')
  @ApiOperation({ summary: 'What happened to a job: who asked, approved and stopped it, and the last of its steps' })
  @ApiOkResponse({ type: ReplayHistory })
  @ApiProblems(REFUSED)
  async history(@Param('jobId', ParseUUIDPipe) jobId: string, @CurrentActor() actor: Actor): Promise<ReplayHistory> {
    demandProvince(actor);
    return { items: await this.jobs.history(jobId) };
  }

  @Post(':jobId/approve')
  @ApiHeader(KEY)
  @HttpCode(200)
  @ApiOperation({ summary: 'Approves and starts it; whoever asked for it cannot' })
  @ApiOkResponse({ type: ReplayJobView })
  @ApiProblems({ ...REFUSED, 409: ['replay.same-person', 'replay.not-waiting', 'replay.ended'] })
  approve(
    @Param('jobId', ParseUUIDPipe) jobId: string,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReplayJobView> {
    return this.act(jobId, 'ApproveReplay', key, actor);
  }

  @Post(':jobId/pause')
  @ApiHeader(KEY)
  @HttpCode(200)
  @ApiOperation({ summary: 'Stops behind the step in hand' })
  @ApiOkResponse({ type: ReplayJobView })
  @ApiProblems({ ...REFUSED, 409: ['replay.not-running', 'replay.ended'] })
  pause(
    @Param('jobId', ParseUUIDPipe) jobId: string,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReplayJobView> {
    return this.act(jobId, 'PauseReplay', key, actor);
  }

  @Post(':jobId/resume')
  @ApiHeader(KEY)
  @HttpCode(200)
  @ApiOperation({ summary: 'Goes on; a build paused because it differs from the live one takes over all the same' })
  @ApiOkResponse({ type: ReplayJobView })
  @ApiProblems({ ...REFUSED, 409: ['replay.not-paused', 'replay.ended'] })
  resume(
    @Param('jobId', ParseUUIDPipe) jobId: string,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReplayJobView> {
    return this.act(jobId, 'ResumeReplay', key, actor);
  }

  @Post(':jobId/cancel')
  @ApiHeader(KEY)
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends it for good; what was done stays done' })
  @ApiOkResponse({ type: ReplayJobView })
  @ApiProblems({ ...REFUSED, 409: ['replay.ended'] })
  cancel(
    @Param('jobId', ParseUUIDPipe) jobId: string,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReplayJobView> {
    return this.act(jobId, 'CancelReplay', key, actor);
  }

  private async act(
    jobId: string,
    type: Parameters<ReplayJobs['act']>[1],
    key: string,
    actor: Actor,
  ): Promise<ReplayJobView> {
    demandProvince(actor);
    return shown(await this.jobs.act(jobId, type, commandIdOf(actor, `desk.${type}|${jobId}`, key), actor));
  }
}

function wished({ kind, target, filter, ratePerSecond }: PlanReplayDto): ReplayWish {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return { kind, target, filter: Object.fromEntries(given), ratePerSecond };
}

function shown({ cursor: _cursor, ...job }: KnownReplayJob): ReplayJobView {
  return job;
}
