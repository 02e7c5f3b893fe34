import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { SettleTaskDto } from './settle-task.dto.js';

@ApiTags('tasks')
@Controller(DOSSIERS)
export class SettleTaskController {
  constructor(private readonly officer: OfficerCommands) {}

  /** Our choice: what an outside system wants of a person is asked and answered in the dossier. */
  @OfficerCommand('tasks/:taskId/settlement', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Settles a task (hoàn thành việc cần làm)',
    refusals: { 404: ['dossier.task-unknown'], 409: ['dossier.task-already-settled'] },
  })
  settle(@Asked() asked: Asking, @Param('taskId') taskId: string, @Body() body: SettleTaskDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({ type: 'SettleOfficerTask', data: { taskId, ...stamp }, personal: { note: body.note } }),
    });
  }
}
