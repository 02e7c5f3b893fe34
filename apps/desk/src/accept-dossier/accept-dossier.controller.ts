import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { AcceptDossierDto } from './accept-dossier.dto.js';

@ApiTags('intake')
@Controller(DOSSIERS)
export class AcceptDossierController {
  constructor(private readonly officer: OfficerCommands) {}

  /** @law NĐ 61/2018/NĐ-CP art. 17.2.b */
  @OfficerCommand('acceptance', {
    roles: ['deskOfficer', 'unitLeader'],
    summary: 'Accepts a dossier (tiếp nhận)',
    refusals: {
      409: [
        'dossier.not-open-for-acceptance',
        'dossier.checks-not-done',
        'dossier.fee-unsettled',
        'dossier.payment-pending',
      ],
    },
  })
  accept(@Asked() asked: Asking, @Body() body: AcceptDossierDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'receiving',
      body,
      command: (stamp) => ({ type: 'AcceptDossier', data: { checksDone: body.checksDone, ...stamp } }),
    });
  }
}
