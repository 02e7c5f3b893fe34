import { localDay } from '@motcua/domain';
import { DeclarationSchemas, Problem } from '@motcua/service-kit';
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
  constructor(
    private readonly officer: OfficerCommands,
    private readonly declarations: DeclarationSchemas,
  ) {}

  /** @law NĐ 61/2018/NĐ-CP art. 17.1.b, 17.2.a */
  @OfficerCommand('intake-refusal', {
    roles: ['deskOfficer', 'unitLeader'],
    summary: 'Refuses a dossier at intake (từ chối tiếp nhận)',
    refusals: { 409: ['dossier.not-open-for-refusal'], 422: ['refusal-reason.unknown'] },
  })
  refuse(@Asked() asked: Asking, @Body() body: RefuseIntakeDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'receiving',
      body,
      command: (stamp) => {
        this.demandKnown(body.reasonCode, stamp.now);
        return {
          type: 'RefuseIntake',
          data: { reasonCode: body.reasonCode, ...stamp },
          personal: { reason: body.reason },
        };
      },
    });
  }

  private demandKnown(reasonCode: string, now: string): void {
    if (this.declarations.offers('refusal-reason', reasonCode, localDay(now))) return;
    const fault = { code: 'refusal-reason.unknown', detail: 'Không có trong danh mục lý do từ chối tiếp nhận.' };
    throw new Problem(422, fault.code, fault.detail, { errors: [{ pointer: '/reasonCode', ...fault }] });
  }
}
