import { DossierFiles, resultDocument } from '../files/dossier-files.js';
import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { CorrectResultDto } from './correct-result.dto.js';

@ApiTags('result')
@Controller(DOSSIERS)
export class CorrectResultController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly files: DossierFiles,
  ) {}

  /** The old result is never edited. @law NĐ 61/2018/NĐ-CP art. 21.1 */
  @OfficerCommand('result-corrections', {
    roles: ['unitLeader'],
    summary: 'Corrects a returned result with a new document (đính chính)',
    refusals: {
      409: ['dossier.not-returned', 'dossier.result-already-revoked'],
      422: ['file.unknown', 'file.not-pdf'],
    },
  })
  correct(@Asked() asked: Asking, @Body() body: CorrectResultDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'resolving',
      body,
      command: async (stamp) => {
        const file = await this.files.document(asked.dossierId, body.fileId);
        const document = resultDocument(file, body.number, body.signed);
        return { type: 'CorrectResult', data: { document, ...stamp }, personal: { reason: body.reason } };
      },
    });
  }
}
