import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { RecordPaymentDto } from './record-payment.dto.js';

@ApiTags('payments')
@Controller(DOSSIERS)
export class RecordPaymentController {
  constructor(private readonly officer: OfficerCommands) {}

  /** Directly, or to the agency's account. @law NĐ 61/2018/NĐ-CP art. 22 */
  @OfficerCommand('payments/:paymentId/receipt', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Records a payment with its receipt (biên lai)',
    refusals: {
      404: ['dossier.payment-unknown'],
      409: ['dossier.payment-not-pending'],
      422: ['dossier.payment-amount-differs'],
    },
  })
  record(
    @Asked() asked: Asking,
    @Param('paymentId') paymentId: string,
    @Body() body: RecordPaymentDto,
  ): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({
        type: 'ConfirmPayment',
        data: { paymentId, amount: body.amount, method: body.method, receiptNumber: body.receiptNumber, ...stamp },
      }),
    });
  }
}
