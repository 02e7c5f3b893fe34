import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { TransferDossierDto } from './transfer-dossier.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class TransferDossierController {
  constructor(private readonly officer: OfficerCommands) {}

  /** @law NĐ 61/2018/NĐ-CP art. 18.3 */
  @OfficerCommand('transfers', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Transfers the dossier to the competent unit (chuyển hồ sơ)',
    refusals: {
      409: ['dossier.not-open-for-transfer', 'dossier.already-in-unit', 'dossier.payment-pending'],
      422: ['unit.unknown', 'dossier.unit-not-resolving', 'dossier.boundary-free-not-open'],
    },
  })
  transfer(@Asked() asked: Asking, @Body() body: TransferDossierDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: (stamp) => ({
        type: 'TransferDossier',
        data: { cause: body.cause, toUnit: body.toUnit, ...stamp },
        personal: { reason: body.reason },
      }),
    });
  }
}
