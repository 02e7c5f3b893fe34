import { type Actor, ApiProblems, CurrentActor, IdempotencyKey, Roles } from '@motcua/service-kit';
import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Receipt } from '../dossiers/receipt.js';
import { Drafts } from '../save-draft/drafts.js';
import { SubmitDossierDto } from './submit-dossier.dto.js';
import { Submissions } from './submissions.js';

/** 201 with the code; 202 and where it will be, when it is not there yet. */
export function answered(reply: FastifyReply, receipt: Receipt): Receipt {
  const { dossierId, dossierCode } = receipt;
  void reply.status(dossierCode === null ? 202 : 201).header('location', `/api/intake/v1/dossiers/${dossierId}`);
  return receipt;
}

@ApiTags('dossiers')
@Controller('api/intake/v1/dossiers')
export class SubmitDossierController {
  constructor(
    private readonly submissions: Submissions,
    private readonly drafts: Drafts,
  ) {}

  @Post()
  @Roles('citizen', 'integrator')
  @ApiOperation({ summary: 'Submits a dossier online' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: Receipt, description: 'The dossier and its code' })
  @ApiAcceptedResponse({
    type: Receipt,
    description: 'The dossier is stored; its code comes later, at the address in Location',
  })
  @ApiProblems({
    404: ['dossier.unknown', 'unit-not-found'],
    409: ['idempotency.key-reused', 'dossier.already-submitted', 'dossier.mirror-only'],
    422: [
      'declaration.invalid',
      'declaration.too-large',
      'dossier.components-missing',
      'upload.unknown',
      'procedure.unknown',
      'procedure.not-open',
      'procedure.unit-not-competent',
      'unit.unknown',
      'unit.ended',
      'dossier.case-unknown',
      'dossier.channel-not-open',
      'dossier.unit-not-receiving',
      'fee.payer-class-unknown',
      'fee.from-declaration',
      'submission.not-for-this-account',
    ],
  })
  async submit(
    @Body() body: SubmitDossierDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Receipt> {
    const receipt = await this.submissions.submit(body, key, actor);
    // Also after a repeat: the first request may have ended before this.
    if (body.draftId !== undefined) await this.drafts.submitted(body.draftId, receipt.dossierId, actor);
    return answered(reply, receipt);
  }
}
