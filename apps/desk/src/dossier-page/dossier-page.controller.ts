import { Catalogue, Rejected } from '@motcua/domain';
import { type Actor, ApiProblems, CurrentActor, PersonalData, Roles, isUuid } from '@motcua/service-kit';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sql } from 'kysely';
import { PossibleCommands } from '../possible-commands/possible-commands.js';
import { DossierReach } from '../officer-command/dossier-reach.js';
import { DOSSIERS } from '../officer-command/officer-command.js';
import type { DeliveryRow } from '../views/delivery-list/delivery-list.view.js';
import { DeskViews } from '../views/desk-views.js';
import { dossierPage } from './dossier-page.js';
import { dossierPageSchema, timelineSchema } from './dossier-page.schema.js';

@ApiTags('dossier page')
@Controller(DOSSIERS)
@Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
export class DossierPageController {
  constructor(
    private readonly reach: DossierReach,
    private readonly personal: PersonalData,
    private readonly views: DeskViews,
    private readonly catalogue: Catalogue,
    private readonly commands: PossibleCommands,
  ) {}

  /** Facts and personal data straight from the dossier's stream, so never behind; hand-overs from the list of deliveries. */
  @Get(':idOrCode')
  @ApiOperation({ summary: 'Everything about one dossier, by id or code' })
  @ApiOkResponse({
    schema: dossierPageSchema,
    description: 'facts, people, dates and their explanations, papers, payments, tasks, hand-overs',
  })
  @ApiProblems({ 404: ['dossier.unknown'] })
  async page(@Param('idOrCode') idOrCode: string, @CurrentActor() actor: Actor): Promise<object> {
    const dossierId = await this.idOf(idOrCode);
    const { state } = await this.reach.seen(dossierId, actor);
    const events = await this.personal.show(dossierId, actor, 'desk.dossier-page');
    const { rows } = await sql<DeliveryRow>`
      SELECT * FROM desk.deliveries WHERE dossier_id = ${dossierId} ORDER BY system, seq`.execute(this.views.tables);
    return { ...dossierPage(state, events, rows, this.catalogue), ...this.commands.of(state, actor) };
  }

  /** Every fact in order, with its personal part; the look is logged. */
  @Get(':idOrCode/timeline')
  @ApiOperation({ summary: 'What happened, in order' })
  @ApiOkResponse({ schema: timelineSchema })
  @ApiProblems({ 404: ['dossier.unknown'] })
  async timeline(@Param('idOrCode') idOrCode: string, @CurrentActor() actor: Actor): Promise<object> {
    const dossierId = await this.idOf(idOrCode);
    await this.reach.seen(dossierId, actor);
    return { dossierId, items: await this.personal.show(dossierId, actor, 'desk.timeline') };
  }

  /** A code is found by the spelling it was issued in, or by one that an outside system gave. */
  private async idOf(idOrCode: string): Promise<string> {
    if (isUuid(idOrCode)) return idOrCode;
    const { rows } = await sql<{ dossier_id: string }>`
      SELECT dossier_id FROM desk.dossiers WHERE code = ${idOrCode}
      UNION ALL SELECT dossier_id FROM desk.dossiers WHERE external_codes && ARRAY[${idOrCode}]::text[]
      LIMIT 1`.execute(this.views.tables);
    return rows[0]?.dossier_id ?? refuseUnknown();
  }
}

function refuseUnknown(): never {
  throw new Rejected('dossier.unknown');
}
