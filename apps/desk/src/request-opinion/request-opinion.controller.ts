import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { RequestOpinionDto } from './request-opinion.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class RequestOpinionController {
  constructor(private readonly officer: OfficerCommands) {}

  /** With a deadline of its own. @law NĐ 61/2018/NĐ-CP art. 19.5 */
  @OfficerCommand('opinions', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Asks another unit for its opinion (lấy ý kiến)',
    refusals: { 409: ['dossier.not-in-processing'], 422: ['unit.unknown'] },
  })
  request(@Asked() asked: Asking, @Body() body: RequestOpinionDto): Promise<CommandAnswer> {
    const opinionId = asked.newId('opinion');
    const { unit, amount } = body.limit;
    return this.officer.issue(asked, {
      right: 'resolving',
      body,
      id: opinionId,
      command: (stamp) => ({
        type: 'RequestOpinion',
        data: { opinionId, toUnit: body.toUnit, limit: { unit, amount }, ...stamp },
        personal: { question: body.question },
      }),
    });
  }
}
