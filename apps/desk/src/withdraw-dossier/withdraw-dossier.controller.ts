import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { WithdrawDossierDto } from './withdraw-dossier.dto.js';

@ApiTags('intake')
@Controller(DOSSIERS)
export class WithdrawDossierController {
  constructor(private readonly officer: OfficerCommands) {}

  /** For the applicant, at any time before the result is signed; our choice. */
  @OfficerCommand('withdrawal', {
    roles: ['deskOfficer', 'unitLeader'],
    summary: 'Records at the desk that the applicant withdraws (rút hồ sơ)',
    refusals: { 409: ['dossier.result-already-signed', 'dossier.not-open-for-withdrawal'] },
  })
  withdraw(@Asked() asked: Asking, @Body() body: WithdrawDossierDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'receiving',
      body,
      command: (stamp) => ({ type: 'WithdrawDossier', data: stamp, personal: { reason: body.reason } }),
    });
  }
}
