import { type MarkedForm } from '@motcua/contracts/papers';
import { Rejected } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import {
  type Actor,
  ApiProblems,
  CurrentActor,
  PersonalData,
  Roles,
  Sealer,
  isOwnDossier,
  isUuid,
} from '@motcua/service-kit';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PDF, formNamed, sendPdf } from './form-answer.js';
import { OfficialForms } from './official-forms.js';

/** What is addressed to the applicant; the process control slip (05) is the office's. */
const OWN_FORMS = ['01', '02', '03', '04'] as const satisfies readonly MarkedForm[];

/** One's own papers. They are printed where the desk prints them, so that both are the same. */
@ApiTags('official forms')
@Controller('api/desk/v1/own-dossiers')
export class OwnFormsController {
  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
    private readonly personal: PersonalData,
    private readonly forms: OfficialForms,
  ) {}

  /** The look is logged. */
  @Get(':dossierId/forms/:form.pdf')
  @Roles('citizen')
  @ApiOperation({ summary: "Prints a paper of one's own dossier, e.g. the receipt (01)" })
  @ApiParam({ name: 'form', enum: OWN_FORMS })
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
    const known = formNamed(form, OWN_FORMS);
    const history = isUuid(dossierId) ? await this.store.read(`dossier-${dossierId}`) : [];
    if (!isOwnDossier(history, actor, this.sealer)) throw new Rejected('dossier.unknown');
    const events = await this.personal.open(dossierId, actor, `desk.own-form-${known}`);
    sendPdf(reply, await this.forms.print(events, known), `mau-${known}`);
  }
}
