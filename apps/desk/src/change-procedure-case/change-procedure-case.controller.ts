import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { ChangeProcedureCaseDto } from './change-procedure-case.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class ChangeProcedureCaseController {
  constructor(private readonly officer: OfficerCommands) {}

  /** The limit is counted anew from where the clock started; practice, no text says how. */
  @OfficerCommand('procedure-case', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Changes the case of the procedure (đổi trường hợp)',
    refusals: { 409: ['dossier.not-open-for-case-change'], 422: ['dossier.case-unknown'] },
  })
  change(@Asked() asked: Asking, @Body() body: ChangeProcedureCaseDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({ type: 'ChangeProcedureCase', data: { procedureCase: body.procedureCase, ...stamp } }),
    });
  }
}
