import { ApiProblems, CurrentActor, Roles, type Actor } from '@motcua/service-kit';
import { Body, Controller, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SettleDto } from './deliveries.dto.js';
import { PortalLanes } from './portal-lanes.js';

/** An administrator's acts on single messages; each is a fact of the lane with its author. */
@ApiTags('deliveries')
@Controller('api/portal-sync/v1/deliveries/:dossierId/:seq')
export class DeliveriesController {
  constructor(private readonly lanes: PortalLanes) {}

  @Post('retry')
  @HttpCode(202)
  @Roles('administrator')
  @ApiOperation({ summary: 'A parked message is tried again' })
  @ApiProblems({ 404: ['dossier.not-found', 'delivery.unknown'], 409: ['delivery.not-stuck'] })
  retry(
    @Param('dossierId') dossierId: string,
    @Param('seq', ParseIntPipe) seq: number,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.lanes.retry(dossierId, seq, actor);
  }

  @Post('release')
  @HttpCode(202)
  @Roles('administrator')
  @ApiOperation({ summary: 'A held message goes on' })
  @ApiProblems({ 404: ['dossier.not-found', 'delivery.unknown'], 409: ['delivery.not-stuck'] })
  release(
    @Param('dossierId') dossierId: string,
    @Param('seq', ParseIntPipe) seq: number,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.lanes.release(dossierId, seq, actor);
  }

  @Post('settle')
  @HttpCode(202)
  @Roles('administrator')
  @ApiOperation({ summary: 'It was done by hand at the portal; a document proves it' })
  @ApiProblems({
    404: ['dossier.not-found', 'delivery.unknown'],
    409: ['delivery.not-stuck'],
    422: ['delivery.evidence-required'],
  })
  settle(
    @Param('dossierId') dossierId: string,
    @Param('seq', ParseIntPipe) seq: number,
    @Body() { evidenceBlobId, note }: SettleDto,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.lanes.settle(dossierId, seq, { blobId: evidenceBlobId, note }, actor);
  }

  @Post('resend')
  @HttpCode(202)
  @Roles('administrator')
  @ApiOperation({ summary: 'A finished message is sent anew' })
  @ApiProblems({ 404: ['dossier.not-found', 'delivery.unknown'], 409: ['delivery.resend-unfinished'] })
  resend(
    @Param('dossierId') dossierId: string,
    @Param('seq', ParseIntPipe) seq: number,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.lanes.resend(dossierId, seq, actor);
  }
}
