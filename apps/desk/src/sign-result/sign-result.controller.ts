import { DossierFiles, resultDocument } from '../files/dossier-files.js';
import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { SignResultDto } from './sign-result.dto.js';

@ApiTags('result')
@Controller(DOSSIERS)
export class SignResultController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly files: DossierFiles,
  ) {}

  /** @law NĐ 61/2018/NĐ-CP art. 19.2, 19.8 */
  @OfficerCommand('result', {
    roles: ['unitLeader'],
    summary: 'Signs the result (ký kết quả)',
    refusals: {
      409: [
        'dossier.not-open-for-result',
        'dossier.not-open-for-negative-result',
        'dossier.result-already-signed',
        'dossier.payment-pending',
      ],
      422: ['file.unknown', 'file.not-pdf', 'dossier.reason-required'],
    },
  })
  sign(@Asked() asked: Asking, @Body() body: SignResultDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'resolving',
      body,
      command: async (stamp) => {
        const file = await this.files.document(asked.dossierId, body.fileId);
        const document = resultDocument(file, body.number, body.signed);
        const data = { resultKind: body.resultKind, document, ...stamp };
        return { type: 'SignResult', data, personal: { reason: body.reason ?? null, fields: {} } };
      },
    });
  }
}
