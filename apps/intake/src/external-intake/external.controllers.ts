import type { DossierEvent } from '@motcua/domain';
import {
  type Actor,
  ApiProblems,
  Clock,
  CurrentActor,
  IdempotencyKey,
  Problem,
  Roles,
  commandIdOf,
} from '@motcua/service-kit';
import { Body, Controller, Get, HttpCode, Param, Post, Req, UseFilters } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Dossiers } from '../dossiers/dossiers.js';
import { DossierCodes, channelOf } from '../track-dossier/dossier-codes.js';
import { PublicStatus, PublicStatuses } from '../track-dossier/public-status.js';
import { WithdrawalReceipt } from '../withdraw-dossier/withdrawal.controller.js';
import { PortalAnswers, VneidAnswers } from './foreign-answers.filter.js';
import { portalAnswer, portalBody, vneidAnswer, vneidBody } from './foreign-schemas.js';
import { type IntegrationClient, IntegrationClients } from './integration-clients.js';
import { type PortalAnswer, PortalPush } from './portal-push.js';
import { Reservation, Reservations } from './reservations.js';
import { VneidIntake } from './vneid-intake.js';

const VNEID_OK = { statusCode: '00', data: null, errorDetail: null } as const;

export class ReserveCodeDto {
  @IsString()
  @MaxLength(50)
  unit!: string;

  @IsIn(['vneid', 'nationalPortal', 'linkedPortal', 'kiosk'])
  channel!: string;

  @IsOptional()
  @Matches(/^[\w.-]{1,40}$/)
  procedure?: string;
}

export class ExternalWithdrawalDto {
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  reason!: string;
}

@ApiTags('external')
@Controller('external/v1')
@Roles('integrator')
export class ReserveCodeController {
  constructor(
    private readonly clients: IntegrationClients,
    private readonly reservations: Reservations,
  ) {}

  @Post('dossier-codes')
  @HttpCode(201)
  @ApiOperation({ summary: 'Reserves a dossier code for a dossier that will be sent' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: Reservation })
  @ApiProblems({
    403: ['auth.role-missing', 'integration.not-configured', 'integration.channel'],
    404: ['unit-not-found'],
    409: ['idempotency.key-reused', 'dossier.mirror-only'],
    422: ['procedure.unknown', 'procedure.not-open', 'dossier.unit-not-receiving'],
    503: ['code.not-yet', 'store.unavailable', 'store.outcome-unknown'],
  })
  async reserve(
    @Body() { unit, channel, procedure }: ReserveCodeDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<Reservation> {
    const client = this.clients.of(actor);
    if (channel !== client.channel)
      throw new Problem(403, 'integration.channel', 'Hệ thống này không thuộc kênh đã nêu.');
    const request = { unit: this.clients.unit(client, unit), channel: client.channel, procedure: procedure ?? null };
    return this.reservations.reserve(request, key, actor);
  }
}

@ApiTags('external')
@Controller('external/v1')
@Roles('integrator')
export class ExternalController {
  constructor(
    private readonly clients: IntegrationClients,
    private readonly dossiers: Dossiers,
    private readonly codes: DossierCodes,
    private readonly statuses: PublicStatuses,
    private readonly clock: Clock,
  ) {}

  @Get('dossiers/:dossierCode')
  @ApiOperation({ summary: 'Where a dossier stands that this system sent' })
  @ApiOkResponse({ type: PublicStatus, description: 'As the public tracking' })
  @ApiProblems({ 404: ['dossier.unknown'] })
  async status(@Param('dossierCode') code: string, @CurrentActor() actor: Actor): Promise<PublicStatus> {
    const dossierId = await this.own(code, this.clients.of(actor));
    const status = this.statuses.of(this.dossiers.stateOf(await this.dossiers.history(dossierId)));
    if (status === undefined) throw unknown();
    return status;
  }

  @Post('dossiers/:dossierCode/withdrawals')
  @HttpCode(201)
  @ApiOperation({ summary: 'The applicant withdraws, told by the system where he sent the dossier' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: WithdrawalReceipt })
  @ApiProblems({ 404: ['dossier.unknown'], 409: ['dossier.not-open-for-withdrawal', 'dossier.result-already-signed'] })
  async withdraw(
    @Param('dossierCode') code: string,
    @Body() { reason }: ExternalWithdrawalDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<WithdrawalReceipt> {
    const dossierId = await this.own(code, this.clients.of(actor));
    const { events } = await this.dossiers.handle({
      dossierId,
      actor,
      commandId: commandIdOf(actor, `external.withdraw|${dossierId}`, key),
      sent: { reason },
      command: async () => ({
        type: 'WithdrawDossier',
        data: { now: this.clock.now(), by: actor.subject },
        personal: { reason },
      }),
    });
    const [withdrawn] = events as Extract<DossierEvent, { type: 'DossierWithdrawn' }>[];
    return { dossierId, withdrawnAt: withdrawn!.data.withdrawnAt, refundDue: withdrawn!.data.refundDue };
  }

  /** Dossiers of other channels and units do not exist for this system. */
  private async own(code: string, client: IntegrationClient): Promise<string> {
    const dossierId = await this.codes.find(code);
    if (dossierId === undefined) throw unknown();
    const state = this.dossiers.stateOf(await this.dossiers.history(dossierId));
    const unit = 'receivingUnit' in state ? state.receivingUnit : 'unitCode' in state ? state.unitCode : '';
    if (channelOf(state) !== client.channel) throw unknown();
    if (client.units !== undefined && !client.units.includes(unit)) throw unknown();
    return dossierId;
  }
}

function unknown(): Problem {
  return new Problem(404, 'dossier.unknown', 'Không tìm thấy hồ sơ.');
}

@ApiTags('external')
@Controller('external/v1/dossiers')
@Roles('integrator')
@UseFilters(VneidAnswers)
export class VneidController {
  constructor(
    private readonly clients: IntegrationClients,
    private readonly vneid: VneidIntake,
  ) {}

  /** Errors are told in VNeID's own style: `statusCode` 01 refused, 03 send again. */
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'A criminal-record dossier of VNeID under its reserved code; again only as a supplement' })
  @ApiBody(vneidBody)
  @ApiOkResponse(vneidAnswer)
  async take(@Req() { body }: FastifyRequest, @CurrentActor() actor: Actor): Promise<object> {
    await this.vneid.take(body, this.clients.of(actor), actor);
    return VNEID_OK;
  }
}

@ApiTags('external')
@Controller('external/v1/dvcqg')
@Roles('integrator')
@UseFilters(PortalAnswers)
export class PortalPushController {
  constructor(
    private readonly clients: IntegrationClients,
    private readonly push: PortalPush,
  ) {}

  /** Errors are told in the portal's own style: `error_code` -1. */
  @Post('dossiers')
  @HttpCode(200)
  @ApiOperation({ summary: 'A dossier of the National Public Service Portal' })
  @ApiBody(portalBody)
  @ApiOkResponse(portalAnswer)
  async take(@Req() { body }: FastifyRequest, @CurrentActor() actor: Actor): Promise<PortalAnswer> {
    return this.push.take(body, this.clients.of(actor), actor);
  }
}
