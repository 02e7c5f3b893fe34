import { DossierFiles } from '../files/dossier-files.js';
import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { RevokeResultDto } from './revoke-result.dto.js';

@ApiTags('result')
@Controller(DOSSIERS)
export class RevokeResultController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly files: DossierFiles,
  ) {}

  /** With the decision; practice, no text says how. */
  @OfficerCommand('result-revocation', {
    roles: ['unitLeader'],
    summary: 'Revokes a returned result by decision (thu hồi kết quả)',
    refusals: {
      409: ['dossier.not-returned', 'dossier.result-already-revoked'],
      422: ['file.unknown', 'file.not-pdf'],
    },
  })
  revoke(@Asked() asked: Asking, @Body() body: RevokeResultDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'resolving',
      body,
      command: async (stamp) => {
        const { fileId: decisionBlobId } = await this.files.document(
          asked.dossierId,
          body.decisionFileId,
          '/decisionFileId',
        );
        return { type: 'RevokeResult', data: { decisionBlobId, ...stamp }, personal: { reason: body.reason } };
      },
    });
  }
}
