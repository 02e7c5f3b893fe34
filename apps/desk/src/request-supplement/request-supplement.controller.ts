import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { RequestSupplementDto } from './request-supplement.dto.js';

@ApiTags('supplements')
@Controller(DOSSIERS)
export class RequestSupplementController {
  constructor(private readonly officer: OfficerCommands) {}

  /** Once at intake, once in appraisal. @law NĐ 61/2018/NĐ-CP art. 11.2.c, 17.2.a, 19.4 */
  @OfficerCommand('supplement-requests', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Asks for a supplement (yêu cầu bổ sung)',
    refusals: {
      409: ['dossier.not-open-for-supplement', 'dossier.supplement-already-asked', 'dossier.supplement-window-closed'],
      422: ['dossier.supplement-item-unknown'],
    },
  })
  request(@Asked() asked: Asking, @Body() body: RequestSupplementDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({
        type: 'RequestSupplement',
        data: { items: body.items, ministry: null, ...stamp },
        personal: { reason: body.reason, itemTexts: body.itemTexts ?? [] },
      }),
    });
  }
}
