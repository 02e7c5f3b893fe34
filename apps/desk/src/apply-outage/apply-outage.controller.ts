import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { ApplyOutageDto } from './apply-outage.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class ApplyOutageController {
  constructor(private readonly officer: OfficerCommands) {}

  /** Applied before, or outside the time limit, it changes nothing. @law NĐ 301/2026/NĐ-CP art. 3.4 */
  @OfficerCommand('outages', {
    roles: ['unitLeader', 'administrator'],
    summary: 'Moves the due date by an announced outage that is over (hệ thống gián đoạn)',
    refusals: { 409: ['dossier.not-open-for-outage'], 422: ['dossier.outage-invalid'] },
  })
  apply(@Asked() asked: Asking, @Body() body: ApplyOutageDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({
        type: 'ApplyOutage',
        data: { from: new Date(body.from).toISOString(), to: new Date(body.to).toISOString(), ...stamp },
      }),
    });
  }
}
