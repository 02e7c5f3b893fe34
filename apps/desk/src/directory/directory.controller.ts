import { Catalogue, localDay } from '@motcua/domain';
import { type Actor, Clock, CurrentActor, DeclarationSchemas, Roles } from '@motcua/service-kit';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sql } from 'kysely';
import { DeskViews } from '../views/desk-views.js';
import { visibleTo } from '../views/unit-scope.js';
import { Directory } from './directory.dto.js';

const MOST_HANDLERS = 200;

@ApiTags('directory')
@Controller('api/desk/v1/directory')
export class DirectoryController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly declarations: DeclarationSchemas,
    private readonly clock: Clock,
    private readonly views: DeskViews,
  ) {}

  @Get()
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'Names of units, procedures and reasons, and the accounts that handle dossiers' })
  @ApiOkResponse({ type: Directory })
  async directory(@CurrentActor() actor: Actor): Promise<Directory> {
    const day = localDay(this.clock.now());
    const units = this.catalogue
      .unitsOn(day)
      .map(({ code, name, receives, resolves }) => ({ code, name, receives, resolves }));
    const procedures = this.catalogue.versionsOn(day).map(({ code, name }) => ({ code, name: name.vi }));
    const refusalReasons = this.declarations
      .choices('refusal-reason', day)
      .map(({ code, name }) => ({ code, name: name.vi }));
    return { units, procedures, refusalReasons, handlers: await this.handlers(actor) };
  }

  private async handlers(actor: Actor): Promise<readonly string[]> {
    const { rows } = await sql<{ handler: string }>`
      SELECT DISTINCT handler FROM desk.dossiers d
      WHERE handler IS NOT NULL AND NOT closed AND ${visibleTo(actor)} ORDER BY 1 LIMIT ${MOST_HANDLERS}`.execute(
      this.views.tables,
    );
    return rows.map(({ handler }) => handler);
  }
}
