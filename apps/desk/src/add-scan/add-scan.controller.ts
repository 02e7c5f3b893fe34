import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Scans } from '../files/scans.js';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { ScanDto } from '../files/scan.dto.js';

@ApiTags('files')
@Controller(DOSSIERS)
export class AddScanController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly scans: Scans,
  ) {}

  /** @law NĐ 61/2018/NĐ-CP art. 17.3 */
  @OfficerCommand('attachments', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Puts a scan into a slot of the dossier (số hóa)',
    refusals: { 409: ['dossier.not-open', 'dossier.attachment-duplicate'], 422: ['file.unknown', 'component.unknown'] },
  })
  add(@Asked() asked: Asking, @Body() body: ScanDto): Promise<CommandAnswer> {
    const attachmentId = asked.newId('attachment');
    return this.officer.issue(asked, {
      right: 'either',
      body,
      id: attachmentId,
      command: async (stamp, state) => {
        const { component, personal } = await this.scans.inSlot(body, {
          dossierId: asked.dossierId,
          state,
          attachmentId,
        });
        return { type: 'AddAttachment', data: { component, ...stamp }, personal };
      },
    });
  }
}
