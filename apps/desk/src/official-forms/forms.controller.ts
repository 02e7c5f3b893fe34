import { markedForms } from '@motcua/contracts/papers';
import { type Actor, ApiProblems, CurrentActor, PersonalData, Roles } from '@motcua/service-kit';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DossierReach } from '../officer-command/dossier-reach.js';
import { DOSSIERS } from '../officer-command/officer-command.js';
import { PDF, formNamed, sendPdf } from './form-answer.js';
import { OfficialForms } from './official-forms.js';

/** Forms 01 to 05 of a dossier, for those who may see its page. @law TT 01/2018/TT-VPCP art. 9 */
@ApiTags('official forms')
@Controller(DOSSIERS)
export class FormsController {
  constructor(
    private readonly reach: DossierReach,
    private readonly personal: PersonalData,
    private readonly forms: OfficialForms,
  ) {}

  /** The last paper of that form; the look is logged. Printed again it is the same file, as long as key and program are the same. */
  @Get(':dossierId/forms/:form.pdf')
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'Prints an official form of a dossier' })
  @ApiParam({ name: 'form', enum: markedForms })
  @ApiProduces(PDF)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'the paper, A5' })
  @ApiProblems({
    404: ['dossier.unknown', 'paper.unknown-form'],
    409: ['paper.not-issued', 'paper.code-pending', 'paper.no-form'],
  })
  async print(
    @Param('dossierId') dossierId: string,
    @Param('form') form: string,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = formNamed(form, markedForms);
    await this.reach.seen(dossierId, actor);
    const events = await this.personal.open(dossierId, actor, `desk.form-${known}`);
    sendPdf(reply, await this.forms.print(events, known), `mau-${known}`);
  }
}
