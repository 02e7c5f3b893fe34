import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { GiveOpinionDto } from './give-opinion.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class GiveOpinionController {
  constructor(private readonly officer: OfficerCommands) {}

  /** By the unit that was asked. @law NĐ 61/2018/NĐ-CP art. 19.5 */
  @OfficerCommand('opinions/:opinionId/answer', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Gives the opinion that was asked for (cho ý kiến)',
    refusals: { 404: ['dossier.opinion-unknown'], 409: ['dossier.opinion-already-given', 'dossier.not-open'] },
  })
  give(
    @Asked() asked: Asking,
    @Param('opinionId') opinionId: string,
    @Body() body: GiveOpinionDto,
  ): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: { opinionId },
      body,
      command: (stamp) => ({ type: 'GiveOpinion', data: { opinionId, ...stamp }, personal: { answer: body.answer } }),
    });
  }
}
