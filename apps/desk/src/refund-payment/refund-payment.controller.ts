import { DossierFiles } from '../files/dossier-files.js';
import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { RefundPaymentDto } from './refund-payment.dto.js';

@ApiTags('payments')
@Controller(DOSSIERS)
export class RefundPaymentController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly files: DossierFiles,
  ) {}

  /** With its evidence; practice, no text says how. */
  @OfficerCommand('payments/:paymentId/refund', {
    roles: ['deskOfficer', 'unitLeader'],
    summary: 'Records a refund with its evidence (hoàn phí)',
    refusals: {
      404: ['dossier.payment-unknown'],
      409: ['dossier.payment-not-paid'],
      422: ['file.unknown', 'dossier.payment-amount-invalid'],
    },
  })
  refund(
    @Asked() asked: Asking,
    @Param('paymentId') paymentId: string,
    @Body() body: RefundPaymentDto,
  ): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: async (stamp) => {
        const { fileId: evidenceBlobId } = await this.files.named(
          asked.dossierId,
          body.evidenceFileId,
          '/evidenceFileId',
        );
        const data = { paymentId, amount: body.amount, evidenceBlobId, ...stamp };
        return { type: 'RefundPayment', data, personal: { note: body.note ?? '' } };
      },
    });
  }
}
