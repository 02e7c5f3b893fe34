import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { AssignHandlerDto, ForwardStepDto, RecallStepDto, ReturnStepDto } from './forward-step.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class ForwardStepController {
  constructor(private readonly officer: OfficerCommands) {}

  /** @law NĐ 61/2018/NĐ-CP art. 18 */
  @OfficerCommand('steps', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Hands the dossier on (chuyển xử lý)',
    refusals: { 409: ['dossier.not-open-for-forward', 'dossier.payment-pending'], 422: ['unit.unknown'] },
  })
  forward(@Asked() asked: Asking, @Body() body: ForwardStepDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({
        type: 'ForwardStep',
        data: { toUnit: body.toUnit, handler: body.handler, stepDue: instantOf(body.stepDue), ...stamp },
        personal: { note: body.note ?? '' },
      }),
    });
  }

  /** @law NĐ 61/2018/NĐ-CP art. 18 */
  @OfficerCommand('step-returns', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Gives the dossier back to the handler before (trả lại bước trước)',
    refusals: { 409: ['dossier.not-in-processing', 'dossier.no-previous-step'] },
  })
  giveBack(@Asked() asked: Asking, @Body() body: ReturnStepDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'resolving',
      body,
      command: (stamp) => ({ type: 'ReturnStep', data: stamp, personal: { reason: body.reason } }),
    });
  }

  /** @law NĐ 61/2018/NĐ-CP art. 18 */
  @OfficerCommand('step-recalls', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Takes the dossier back after handing it on (thu hồi)',
    refusals: { 409: ['dossier.not-in-processing', 'dossier.no-previous-step', 'dossier.not-the-sender'] },
  })
  recall(@Asked() asked: Asking, @Body() body: RecallStepDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({ type: 'RecallStep', data: stamp, personal: { reason: body.reason } }),
    });
  }

  /** @law NĐ 61/2018/NĐ-CP art. 18 */
  @OfficerCommand('handler', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Assigns the officer who handles the dossier (phân công)',
    refusals: { 409: ['dossier.not-open'] },
  })
  assign(@Asked() asked: Asking, @Body() body: AssignHandlerDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({ type: 'AssignHandler', data: { handler: body.handler, ...stamp } }),
    });
  }
}

function instantOf(text: string | null | undefined): string | null {
  return text == null ? null : new Date(text).toISOString();
}
