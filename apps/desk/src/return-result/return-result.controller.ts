import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { ReturnResultDto } from './return-result.dto.js';

@ApiTags('result')
@Controller(DOSSIERS)
export class ReturnResultController {
  constructor(private readonly officer: OfficerCommands) {}

  /** @law NĐ 61/2018/NĐ-CP art. 20 */
  @OfficerCommand('result-return', {
    roles: ['deskOfficer', 'unitLeader'],
    summary: 'Returns the result (trả kết quả)',
    refusals: {
      409: [
        'dossier.not-resolved',
        'dossier.fee-unsettled',
        'dossier.payment-pending',
        'dossier.originals-not-returned',
      ],
    },
  })
  giveOut(@Asked() asked: Asking, @Body() body: ReturnResultDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'receiving',
      body,
      command: (stamp) => ({
        type: 'ReturnResult',
        data: { method: body.method, originalsReturned: body.originalsReturned, ...stamp },
        personal: { receiver: body.receiver, note: body.note ?? '' },
      }),
    });
  }
}
