import { Catalogue, type Dossier } from '@motcua/domain';
import { Problem } from '@motcua/service-kit';
import { DossierFiles } from '../files/dossier-files.js';
import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { AddScanDto } from './add-scan.dto.js';

@ApiTags('files')
@Controller(DOSSIERS)
export class AddScanController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly files: DossierFiles,
    private readonly catalogue: Catalogue,
  ) {}

  /** @law NĐ 61/2018/NĐ-CP art. 17.3 */
  @OfficerCommand('attachments', {
    roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
    summary: 'Puts a scan into a slot of the dossier (số hóa)',
    refusals: { 409: ['dossier.not-open', 'dossier.attachment-duplicate'], 422: ['file.unknown', 'component.unknown'] },
  })
  add(@Asked() asked: Asking, @Body() body: AddScanDto): Promise<CommandAnswer> {
    const attachmentId = asked.newId('attachment');
    return this.officer.issue(asked, {
      right: 'either',
      body,
      id: attachmentId,
      command: async (stamp, state) => {
        this.mustHaveSlot(state, body.componentCode);
        const {
          fileId: blobId,
          mime,
          size,
          cipherDigest,
          plainDigest,
        } = await this.files.named(asked.dossierId, body.fileId);
        const { componentCode, fileName } = body;
        const component = { componentCode, attachmentId, blobId, source: 'upload' as const, mime, size, cipherDigest };
        return {
          type: 'AddAttachment',
          data: { component, ...stamp },
          personal: { attachmentId, fileName, plainDigest },
        };
      },
    });
  }

  /** @throws {Problem} 422 `component.unknown` */
  private mustHaveSlot(state: Dossier, componentCode: string): void {
    if (!('components' in state)) return; // the rules say what is wrong
    const { components } = this.catalogue.version(state.procedureVersionId);
    if (components.some(({ code }) => code === componentCode)) return;
    throw new Problem(422, 'component.unknown', 'Thủ tục không có thành phần hồ sơ này.', {
      errors: [{ pointer: '/componentCode', code: 'component.unknown', detail: 'Không có trong danh mục thành phần.' }],
    });
  }
}
