import { type Actor, ApiProblems, CurrentActor, IdempotencyKey, Roles } from '@motcua/service-kit';
import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Receipt } from '../dossiers/receipt.js';
import { answered } from '../submit-dossier/submit-dossier.controller.js';
import { CounterDossierDto } from './counter-dossier.dto.js';
import { CounterIntake } from './counter-intake.js';
import { CounterVisitDto } from './counter-visit.dto.js';
import { CounterVisits, VisitReceipt } from './counter-visits.js';

@ApiTags('counter')
@Controller('api/intake/v1')
@Roles('deskOfficer')
export class CounterController {
  constructor(
    private readonly intake: CounterIntake,
    private readonly visits: CounterVisits,
  ) {}

  @Post('counter-dossiers')
  @ApiOperation({ summary: 'Takes in a dossier that came over the counter or by post: received, paid, accepted' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: Receipt, description: 'The dossier, its code and its due date' })
  @ApiAcceptedResponse({ type: Receipt, description: 'Accepted; the code comes later' })
  @ApiProblems({
    409: ['idempotency.key-reused', 'dossier.fee-unsettled'],
    422: [
      'declaration.invalid',
      'dossier.components-missing',
      'dossier.component-not-scanned',
      'dossier.postmark-in-future',
      'dossier.postmark-only-by-post',
      'upload.unknown',
      'procedure.unknown',
      'procedure.not-open',
      'unit.unknown',
      'unit.ended',
    ],
  })
  async receive(
    @Body() body: CounterDossierDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Receipt> {
    return answered(reply, await this.intake.receive(body, key, actor));
  }

  @Post('counter-visits')
  @HttpCode(201)
  @ApiOperation({ summary: 'Records that somebody was sent home with form 02 or 03; no dossier, no code' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: VisitReceipt })
  @ApiProblems({
    409: ['idempotency.key-reused'],
    422: ['visit.missing-invalid', 'procedure.unknown', 'procedure.not-open', 'unit.unknown', 'unit.ended'],
  })
  async sendHome(
    @Body() body: CounterVisitDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<VisitReceipt> {
    return this.visits.sendHome(body, key, actor);
  }
}
