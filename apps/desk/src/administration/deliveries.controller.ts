import { Rejected } from '@motcua/domain';
import {
  type Actor,
  ApiProblems,
  CurrentActor,
  DeliveryEngine,
  type LaneTarget,
  Problem,
  Roles,
  pageOf,
} from '@motcua/service-kit';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RawBuilder, sql } from 'kysely';
import { delivery } from '../dossier-page/dossier-page.js';
import { DossierFiles } from '../files/dossier-files.js';
import type { DeliveryRow } from '../views/delivery-list/delivery-list.view.js';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';
import { DeliveryPage, DeliveryPath, DeliveryQuery, ReleaseDto, SettleDto } from './deliveries.dto.js';

const REFUSALS = { 404: ['delivery.unknown'], 409: ['delivery.*'], 501: ['delivery.engine-elsewhere'] };

/** Hand-overs to outside systems, for administrators: no personal data, and the acts of a person on one that stands still. */
@ApiTags('administration')
@Controller('api/desk/v1/deliveries')
@Roles('administrator')
export class DeliveriesController {
  constructor(
    private readonly views: DeskViews,
    private readonly files: DossierFiles,
    private readonly modules: ModuleRef,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Hand-overs, the longest in their state first' })
  @ApiOkResponse({ type: DeliveryPage })
  @ApiProblems({ 400: ['cursor.invalid'] })
  async list(@Query() { system, state, dossierId, cursor, limit }: DeliveryQuery): Promise<DeliveryPage> {
    const conditions: (RawBuilder<unknown> | undefined)[] = [
      state === undefined ? sql`open` : sql`state = ${state}`,
      system === undefined ? undefined : sql`system = ${system}`,
      dossierId === undefined ? undefined : sql`dossier_id = ${dossierId}`,
      cursor === undefined ? undefined : behind(cursor),
    ];
    const wanted = conditions.filter((one) => one !== undefined);
    const { rows } = await sql<DeliveryRow>`
      SELECT * FROM desk.deliveries WHERE ${sql.join(wanted, sql` AND `)}
      ORDER BY since, system, dossier_id, seq LIMIT ${limit + 1}`.execute(this.views.tables);
    const counts = await sql<{ system: string; state: string; count: number }>`
      SELECT system, state, count(*)::int AS count FROM desk.deliveries WHERE open GROUP BY 1, 2 ORDER BY 1, 2`.execute(
      this.views.tables,
    );
    const page = pageOf(rows, limit, delivery, (row) => [row.since, row.system, row.dossier_id, row.seq]);
    return { ...page, counts: counts.rows };
  }

  /** Held or parked: it goes on, by sending or by looking first. */
  @Post(':system/:dossierId/:seq/release')
  @HttpCode(204)
  @ApiOperation({ summary: 'Lets a held or parked hand-over go on' })
  @ApiNoContentResponse()
  @ApiProblems(REFUSALS)
  async release(
    @Param() { system, dossierId, seq }: DeliveryPath,
    @Body() { next }: ReleaseDto,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.act({ system, dossierId, seq }, (engine, target) => engine.release(target, next, actor));
  }

  /** The safe way: what may have happened over there is looked for first. */
  @Post(':system/:dossierId/:seq/retry')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a held or parked hand-over up again' })
  @ApiNoContentResponse()
  @ApiProblems(REFUSALS)
  async retry(@Param() { system, dossierId, seq }: DeliveryPath, @CurrentActor() actor: Actor): Promise<void> {
    await this.act({ system, dossierId, seq }, async (engine, target) => {
      const { deliveries } = await engine.lane(system, dossierId);
      const mayBeThere = deliveries.some((one) => one.seq === seq && one.canFind && one.attempts > 0);
      await engine.release(target, mayBeThere ? 'reconcile' : 'send', actor);
    });
  }

  /** Again, on a person's word; the old hand-over stays as it is. */
  @Post(':system/:dossierId/:seq/resend')
  @HttpCode(204)
  @ApiOperation({ summary: 'Hands the same fact over once more' })
  @ApiNoContentResponse()
  @ApiProblems(REFUSALS)
  async resend(@Param() { system, dossierId, seq }: DeliveryPath, @CurrentActor() actor: Actor): Promise<void> {
    await this.act({ system, dossierId, seq }, (engine, target) => engine.resend(target, actor));
  }

  @Post(':system/:dossierId/:seq/settlement')
  @HttpCode(204)
  @ApiOperation({ summary: 'Proves with a document that a hand-over is done' })
  @ApiNoContentResponse()
  @ApiProblems({ ...REFUSALS, 422: ['file.unknown'] })
  async settle(
    @Param() { system, dossierId, seq }: DeliveryPath,
    @Body() { fileId, note }: SettleDto,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.act({ system, dossierId, seq }, async (engine, target) => {
      const evidence = await this.files.named(dossierId, fileId);
      await engine.settle(target, { blobId: evidence.fileId, note: note ?? '' }, actor);
    });
  }

  private async act(target: LaneTarget, act: (engine: DeliveryEngine, target: LaneTarget) => Promise<void>) {
    const { system, dossierId, seq } = target;
    const { rows } = await sql`
      SELECT 1 FROM desk.deliveries
      WHERE system = ${system} AND dossier_id = ${dossierId} AND seq = ${seq}`.execute(this.views.tables);
    if (rows.length === 0) throw new Rejected('delivery.unknown', { seq });
    await act(await this.engineOf(target), target);
  }

  /** The engine of the connector that sends to the system, where it runs in this process; each knows only its own systems. */
  private async engineOf({ system, dossierId }: LaneTarget): Promise<DeliveryEngine> {
    for (const engine of this.engines()) {
      try {
        await engine.lane(system, dossierId);
        return engine;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    throw new Problem(501, 'delivery.engine-elsewhere', 'Hãy thực hiện việc này tại dịch vụ kết nối của hệ thống đó.');
  }

  private engines(): DeliveryEngine[] {
    try {
      return this.modules.get<DeliveryEngine, DeliveryEngine>(DeliveryEngine, { strict: false, each: true });
    } catch {
      return []; // Nest's way to say that there is none
    }
  }
}

function behind(cursor: string): RawBuilder<unknown> {
  const [since, system, dossierId, seq] = cursorParts(cursor, ['text', 'text', 'uuid', 'integer']);
  return sql`(since, system, dossier_id, seq) > (${since}, ${system}, ${dossierId}::uuid, ${seq}::int)`;
}
