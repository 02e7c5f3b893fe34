import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';

@ApiTags('supplements')
@Controller(DOSSIERS)
export class CompleteSupplementController {
  constructor(private readonly officer: OfficerCommands) {}

  /** @law NĐ 61/2018/NĐ-CP art. 19.4 */
  @OfficerCommand('supplement-completion', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Finds the supplement complete (bổ sung đầy đủ)',
    refusals: { 409: ['dossier.not-waiting-for-supplement'], 422: ['dossier.supplement-incomplete'] },
  })
  complete(@Asked() asked: Asking): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body: {},
      command: (stamp) => ({ type: 'CompleteSupplement', data: stamp }),
    });
  }
}
