import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { RequestPaymentDto } from './request-payment.dto.js';

@ApiTags('payments')
@Controller(DOSSIERS)
export class RequestPaymentController {
  constructor(private readonly officer: OfficerCommands) {}

  /** @law NĐ 61/2018/NĐ-CP art. 22 */
  @OfficerCommand('payments', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Asks for a fee (yêu cầu thanh toán)',
    refusals: { 409: ['dossier.not-open-for-payment', 'dossier.payment-pending'] },
  })
  request(@Asked() asked: Asking, @Body() body: RequestPaymentDto): Promise<CommandAnswer> {
    const paymentId = asked.newId('payment');
    return this.officer.issue(asked, {
      right: 'either',
      body,
      id: paymentId,
      command: (stamp) => ({
        type: 'RequestPayment',
        data: { paymentId, amount: body.amount, feeCodes: body.feeCodes ?? [], ...stamp },
      }),
    });
  }
}
