import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { ExtendDueDateDto } from './extend-due-date.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class ExtendDueDateController {
  constructor(private readonly officer: OfficerCommands) {}

  /** At most once, at the latest one working day before the due day. @law NĐ 61/2018/NĐ-CP art. 19.9 */
  @OfficerCommand('extensions', {
    roles: ['unitLeader'],
    summary: 'Extends the due date, with an apology (gia hạn, xin lỗi)',
    refusals: { 409: ['dossier.not-open-for-extension', 'dossier.already-extended', 'dossier.extension-too-late'] },
  })
  extend(@Asked() asked: Asking, @Body() body: ExtendDueDateDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'resolving',
      body,
      command: (stamp) => ({
        type: 'ExtendDueDate',
        data: { workingDays: body.workingDays, apologyNumber: body.apologyNumber, ...stamp },
        personal: { reason: body.reason },
      }),
    });
  }
}
