import {
  Actor,
  ApiProblems,
  Clock,
  CurrentActor,
  decodeCursor,
  DeliveryEngine,
  Problem,
  Roles,
} from '@motcua/service-kit';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HandedOver } from '../hand-over/handed-over.js';
import { DeliveriesQuery, DeliveryPath, OpenLanePage, ReleaseDto, SettleDto } from './deliveries.dto.js';
import { LaneList } from './lane-list.js';

const notStuck = { 404: ['delivery.unknown'], 409: ['delivery.not-stuck'] };

/** Hand-overs that are not finished, and what an administrator does about them. Every step is a fact of the lane. */
@ApiTags('deliveries')
@Roles('administrator')
@Controller('api/ministry-connector/v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly lanes: LaneList,
    private readonly handedOver: HandedOver,
    private readonly engine: DeliveryEngine,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Hand-overs that are not finished, the longest waiting first' })
  @ApiOkResponse({ type: OpenLanePage })
  list(
    @Query() { system, state, cursor, limit }: DeliveriesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<OpenLanePage> {
    const after = placeOf(cursor);
    const search = { system: system ?? null, state: state ?? null, after, limit, units: actor.units };
    return this.lanes.open(search, this.clock.now()) as Promise<OpenLanePage>;
  }

  /** After an unknown outcome it looks first; else it sends. */
  @Post(':system/:dossierId/:seq/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Take a held or parked delivery up again, the safe way' })
  @ApiProblems(notStuck)
  async retry(@Param() target: DeliveryPath, @CurrentActor() actor: Actor): Promise<void> {
    await this.seen(target, actor);
    const { deliveries } = await this.engine.lane(target.system, target.dossierId);
    const delivery = deliveries.find(({ seq }) => seq === target.seq);
    const mayBeThere = delivery !== undefined && delivery.canFind && delivery.attempts > 0;
    await this.engine.release(target, mayBeThere ? 'reconcile' : 'send', actor);
  }

  @Post(':system/:dossierId/:seq/release')
  @HttpCode(202)
  @ApiOperation({ summary: 'Let a held or parked delivery go on, by sending or by looking first' })
  @ApiProblems({ 404: notStuck[404], 409: [...notStuck[409], 'delivery.cannot-look', 'delivery.unknown-needs-look'] })
  async release(
    @Param() target: DeliveryPath,
    @Body() { next }: ReleaseDto,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.seen(target, actor);
    await this.engine.release(target, next, actor);
  }

  @Post(':system/:dossierId/:seq/settle')
  @HttpCode(202)
  @ApiOperation({ summary: 'Prove with a document that the delivery was done by hand' })
  @ApiProblems({ ...notStuck, 422: ['delivery.evidence-required'] })
  async settle(
    @Param() target: DeliveryPath,
    @Body() { blobId, note }: SettleDto,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.seen(target, actor);
    await this.engine.settle(target, { blobId, note }, actor);
  }

  @Post(':system/:dossierId/:seq/resend')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a finished delivery anew, as a delivery of its own' })
  @ApiProblems({ 404: ['delivery.unknown'], 409: ['delivery.resend-unfinished'] })
  async resend(@Param() target: DeliveryPath, @CurrentActor() actor: Actor): Promise<void> {
    await this.seen(target, actor);
    await this.engine.resend(target, actor);
  }

  /** What an administrator of other units may not see is not there for him. */
  private async seen({ system, dossierId }: DeliveryPath, actor: Actor): Promise<void> {
    const unit = await this.handedOver.unitOf(system, dossierId);
    if (unit === undefined || !actor.mayActFor(unit)) {
      throw new Problem(404, 'delivery.unknown', 'Không tìm thấy lần gửi này.');
    }
  }
}

function placeOf(cursor: string | undefined): readonly [string | null, string | null] {
  if (cursor === undefined) return [null, null];
  const [since, lane] = decodeCursor(cursor, 2);
  return [String(since), String(lane)];
}
