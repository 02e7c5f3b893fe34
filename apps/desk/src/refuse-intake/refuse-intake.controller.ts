import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { RefuseIntakeDto } from './refuse-intake.dto.js';

@ApiTags('intake')
@Controller(DOSSIERS)
export class RefuseIntakeController {
  constructor(private readonly officer: OfficerCommands) {}

  /** @law NĐ 61/2018/NĐ-CP art. 17.1.b, 17.2.a */
  @OfficerCommand('intake-refusal', {
    roles: ['deskOfficer', 'unitLeader'],
    summary: 'Refuses a dossier at intake (từ chối tiếp nhận)',
    refusals: { 409: ['dossier.not-open-for-refusal'] },
  })
  refuse(@Asked() asked: Asking, @Body() body: RefuseIntakeDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'receiving',
      body,
      command: (stamp) => ({
        type: 'RefuseIntake',
        data: { reasonCode: body.reasonCode, ...stamp },
        personal: { reason: body.reason },
      }),
    });
  }
}
