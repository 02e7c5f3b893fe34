import { DossierFiles } from '../files/dossier-files.js';
import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { ReopenDossierDto } from './reopen-dossier.dto.js';

@ApiTags('processing')
@Controller(DOSSIERS)
export class ReopenDossierController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly files: DossierFiles,
  ) {}

  /** By a recorded decision, where the procedure's version allows it; practice, no text says how. */
  @OfficerCommand('reopening', {
    roles: ['unitLeader'],
    summary: 'Reopens a stopped dossier (xử lý tiếp)',
    refusals: { 409: ['dossier.not-stopped', 'dossier.reopen-not-allowed'], 422: ['file.unknown', 'file.not-pdf'] },
  })
  reopen(@Asked() asked: Asking, @Body() body: ReopenDossierDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'resolving',
      body,
      command: async (stamp) => {
        const { fileId: decisionBlobId } = await this.files.document(
          asked.dossierId,
          body.decisionFileId,
          '/decisionFileId',
        );
        return {
          type: 'ReopenDossier',
          data: { clock: body.clock, decisionBlobId, ...stamp },
          personal: { reason: body.reason },
        };
      },
    });
  }
}
