import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { CancelPaymentDto } from './cancel-payment.dto.js';

@ApiTags('payments')
@Controller(DOSSIERS)
export class CancelPaymentController {
  constructor(private readonly officer: OfficerCommands) {}

  /** The demand is taken back; practice, no text says how. */
  @OfficerCommand('payments/:paymentId/cancellation', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Cancels a payment that was asked for (hủy yêu cầu thanh toán)',
    refusals: { 404: ['dossier.payment-unknown'], 409: ['dossier.payment-not-pending'] },
  })
  cancel(
    @Asked() asked: Asking,
    @Param('paymentId') paymentId: string,
    @Body() body: CancelPaymentDto,
  ): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({ type: 'CancelPayment', data: { paymentId, ...stamp }, personal: { reason: body.reason } }),
    });
  }
}
