import { DossierFiles } from '../files/dossier-files.js';
import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { StopDossierDto } from './stop-dossier.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class StopDossierController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly files: DossierFiles,
  ) {}

  /** With the decision and notice; practice, no text says how. */
  @OfficerCommand('stop', {
    roles: ['unitLeader'],
    summary: 'Stops the dossier by decision (dừng xử lý)',
    refusals: { 409: ['dossier.not-open-for-stop'], 422: ['file.unknown', 'file.not-pdf'] },
  })
  stop(@Asked() asked: Asking, @Body() body: StopDossierDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'resolving',
      body,
      command: async (stamp) => {
        const { fileId: decisionBlobId } = await this.files.document(
          asked.dossierId,
          body.decisionFileId,
          '/decisionFileId',
        );
        return { type: 'StopDossier', data: { decisionBlobId, ...stamp }, personal: { reason: body.reason } };
      },
    });
  }
}
