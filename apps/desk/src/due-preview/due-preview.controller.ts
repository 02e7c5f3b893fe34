import type { DossierCommand, DossierEvent, DueDate } from '@motcua/domain';
import { type Actor, ApiProblems, Clock, CurrentActor, Problem, Roles } from '@motcua/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { duePreviewSchema } from '../dossier-page/dossier-page.schema.js';
import { DossierReach } from '../officer-command/dossier-reach.js';
import { DOSSIERS } from '../officer-command/officer-command.js';
import { PossibleCommands } from '../possible-commands/possible-commands.js';
import { type DuePreview, DuePreviewQuery } from './due-preview.dto.js';

type Stamp = { readonly now: string; readonly by: string };

@ApiTags('dossier page')
@Controller(DOSSIERS)
export class DuePreviewController {
  constructor(
    private readonly reach: DossierReach,
    private readonly commands: PossibleCommands,
    private readonly clock: Clock,
  ) {}

  /** The rules decide as if it were done now; nothing is written, and nothing personal is opened. */
  @Get(':dossierId/due-preview')
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'Which due date a command would set if it came now, and why' })
  @ApiParam({ name: 'dossierId', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ schema: duePreviewSchema })
  @ApiProblems({
    404: ['dossier.unknown'],
    409: [
      'dossier.not-open-for-acceptance',
      'dossier.not-open-for-supplement',
      'dossier.not-waiting-for-supplement',
      'dossier.not-open-for-extension',
    ],
  })
  async preview(
    @Param('dossierId') dossierId: string,
    @Query() query: DuePreviewQuery,
    @CurrentActor() actor: Actor,
  ): Promise<DuePreview> {
    const { state, history } = await this.reach.seen(dossierId, actor);
    const askedAt = this.clock.now();
    const facts = this.commands.facts(state, commandOf(query, { now: askedAt, by: actor.subject }));
    const found = facts.map(dueOf).find((one) => one !== undefined);
    if (found === undefined) throw new Problem(409, 'dossier.no-due-date', 'Thao tác này không đặt thời hạn nào.');
    return { dossierId, version: history.length, askedAt, ...found };
  }
}

function commandOf({ command, workingDays = 1 }: DuePreviewQuery, stamp: Stamp): DossierCommand {
  const reason = 'x';
  switch (command) {
    case 'acceptance':
      return { type: 'AcceptDossier', data: { checksDone: true, ...stamp } };
    case 'supplement-requests': {
      const data = { items: ['/x'], ministry: null, ...stamp };
      return { type: 'RequestSupplement', data, personal: { reason, itemTexts: [] } };
    }
    case 'supplement-completion':
      return { type: 'CompleteSupplement', data: stamp };
    case 'extensions':
      return { type: 'ExtendDueDate', data: { workingDays, apologyNumber: 'x', ...stamp }, personal: { reason } };
  }
}

function dueOf(fact: DossierEvent): { deadline: DuePreview['deadline']; due: DueDate } | undefined {
  if (fact.type === 'DossierAccepted' || fact.type === 'DueDateExtended')
    return { deadline: 'resolution', due: fact.data.due };
  if (fact.type === 'SupplementRequested') return { deadline: 'supplement', due: fact.data.due };
  if (fact.type !== 'SupplementCompleted') return undefined;
  const { due, intakeAnswer } = fact.data;
  if (due !== null) return { deadline: 'resolution', due };
  return intakeAnswer === null ? undefined : { deadline: 'intakeAnswer', due: intakeAnswer };
}
