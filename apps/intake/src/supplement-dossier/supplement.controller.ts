import { type Actor, ApiProblems, CurrentActor, IdempotencyKey, Roles } from '@motcua/service-kit';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SupplementDto } from './supplement.dto.js';
import { SupplementReceipt, Supplements } from './supplements.js';

@ApiTags('dossiers')
@Controller('api/intake/v1/dossiers')
export class SupplementController {
  constructor(private readonly supplements: Supplements) {}

  @Post(':dossierId/supplements')
  @HttpCode(201)
  @Roles('citizen')
  @ApiOperation({ summary: 'Answers a request for a supplement' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: SupplementReceipt })
  @ApiProblems({
    404: ['dossier.unknown'],
    409: ['dossier.not-waiting-for-supplement', 'idempotency.key-reused'],
    422: ['declaration.invalid', 'dossier.supplement-item-not-asked', 'supplement.item-unanswered', 'upload.unknown'],
  })
  async supplement(
    @Param('dossierId') dossierId: string,
    @Body() body: SupplementDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<SupplementReceipt> {
    return this.supplements.submit(dossierId, body, key, actor);
  }
}
