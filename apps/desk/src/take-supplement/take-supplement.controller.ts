import type { Dossier } from '@motcua/domain';
import { DeclarationSchemas, Problem } from '@motcua/service-kit';
import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Scan, Scans } from '../files/scans.js';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { TakeSupplementDto } from './take-supplement.dto.js';

@ApiTags('supplements')
@Controller(DOSSIERS)
export class TakeSupplementController {
  constructor(
    private readonly officer: OfficerCommands,
    private readonly scans: Scans,
    private readonly declarations: DeclarationSchemas,
  ) {}

  /**
   * What an applicant brings to the counter or sends by post answers the request as an answer online does.
   *
   * @law NĐ 61/2018/NĐ-CP art. 17.2.a, 17.3, 19.4
   */
  @OfficerCommand('supplements', {
    roles: ['deskOfficer'],
    summary: 'Takes an answer to a supplement request on paper (nhận hồ sơ bổ sung)',
    refusals: {
      409: ['dossier.not-waiting-for-supplement', 'dossier.attachment-duplicate'],
      422: [
        'dossier.supplement-item-not-asked',
        'supplement.item-unanswered',
        'component.unknown',
        'file.unknown',
        'declaration.invalid',
      ],
    },
  })
  take(@Asked() asked: Asking, @Body() body: TakeSupplementDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'either',
      body,
      command: async (stamp, state) => {
        const { declaration = null, note = '' } = body;
        demandAnswers(body);
        if (declaration !== null && 'procedureVersionId' in state)
          this.declarations.demand(state.procedureVersionId, declaration, { receivedAt: stamp.now });
        const taken = await this.scanned(asked, body, state);
        return {
          type: 'SubmitSupplement',
          data: { items: body.items, components: taken.map(({ component }) => component), ...stamp },
          personal: { declaration, note, attachments: taken.map(({ personal }) => personal) },
        };
      },
    });
  }

  private scanned(asked: Asking, { components = [] }: TakeSupplementDto, state: Dossier): Promise<Scan[]> {
    const { dossierId } = asked;
    const scans = components.map((scan, index) => {
      const attachmentId = asked.newId(`attachment-${index}`);
      return this.scans.inSlot(scan, { dossierId, state, attachmentId, pointer: `/components/${index}` });
    });
    return Promise.all(scans);
  }
}

/** A paper that is named as answered must be there, and so must a field. @throws {Problem} 422 `supplement.item-unanswered` */
function demandAnswers({ items, components = [], declaration }: TakeSupplementDto): void {
  const present = new Set(components.map(({ componentCode }) => componentCode));
  const empty = items.filter((item) => (item.startsWith('/') ? declaration === undefined : !present.has(item)));
  if (empty.length === 0) return;
  const errors = empty.map((item) => ({
    pointer: item.startsWith('/') ? `/declaration${item}` : '/components',
    code: 'supplement.item-unanswered',
    detail: 'Nội dung này được yêu cầu bổ sung nhưng chưa có trong câu trả lời.',
  }));
  throw new Problem(422, 'supplement.item-unanswered', 'Chưa gửi đủ nội dung được yêu cầu bổ sung.', { errors });
}
