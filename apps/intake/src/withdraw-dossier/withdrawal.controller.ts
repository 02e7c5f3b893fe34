import type { DossierEvent } from '@motcua/domain';
import { type Actor, ApiProblems, Clock, CurrentActor, IdempotencyKey, Roles, commandIdOf } from '@motcua/service-kit';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { Dossiers } from '../dossiers/dossiers.js';

export class WithdrawalDto {
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  reason!: string;
}

export class WithdrawalReceipt {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ format: 'date-time' })
  readonly withdrawnAt!: string;

  @ApiProperty({ description: 'a fee was paid: the office gives it back' })
  readonly refundDue!: boolean;
}

type Withdrawn = Extract<DossierEvent, { type: 'DossierWithdrawn' }>;

@ApiTags('dossiers')
@Controller('api/intake/v1/dossiers')
export class WithdrawalController {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly clock: Clock,
  ) {}

  @Post(':dossierId/withdrawals')
  @HttpCode(201)
  @Roles('citizen')
  @ApiOperation({ summary: 'Withdraws a dossier, as long as its result is not signed' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: WithdrawalReceipt })
  @ApiProblems({
    404: ['dossier.unknown'],
    409: ['dossier.not-open-for-withdrawal', 'dossier.result-already-signed', 'idempotency.key-reused'],
    422: ['dossier.reason-required'],
  })
  async withdraw(
    @Param('dossierId') dossierId: string,
    @Body() { reason }: WithdrawalDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<WithdrawalReceipt> {
    await this.dossiers.owned(dossierId, actor);
    const { events } = await this.dossiers.handle({
      dossierId,
      actor,
      commandId: commandIdOf(actor, `intake.withdraw|${dossierId}`, key),
      sent: { reason },
      command: async () => ({
        type: 'WithdrawDossier',
        data: { now: this.clock.now(), by: actor.subject },
        personal: { reason },
      }),
    });
    const { data } = events.find((event): event is Withdrawn => event.type === 'DossierWithdrawn')!;
    return { dossierId, withdrawnAt: data.withdrawnAt, refundDue: data.refundDue };
  }
}
