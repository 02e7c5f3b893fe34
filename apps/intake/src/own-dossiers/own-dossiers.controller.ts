import { type Actor, ApiProblems, CurrentActor, type Page, PageQuery, PersonalData, Roles } from '@motcua/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Dossiers } from '../dossiers/dossiers.js';
import { OwnDossier, OwnDossierLine, OwnDossierPage } from './own-dossier.dto.js';
import { OwnList } from './own-list.js';
import { OwnPictures } from './own-picture.js';

export class OwnDossiersQuery extends PageQuery {
  /** Only the dossier with this code, in any spelling. */
  @IsOptional()
  @IsString()
  @MaxLength(120)
  dossierCode?: string;
}

@ApiTags('dossiers')
@Controller('api/intake/v1/dossiers')
export class OwnDossiersController {
  constructor(
    private readonly own: OwnList,
    private readonly dossiers: Dossiers,
    private readonly personal: PersonalData,
    private readonly pictures: OwnPictures,
  ) {}

  @Get()
  @Roles('citizen')
  @ApiOperation({ summary: "One's own dossiers, the newest first" })
  @ApiOkResponse({ type: OwnDossierPage })
  async list(@Query() query: OwnDossiersQuery, @CurrentActor() actor: Actor): Promise<Page<OwnDossierLine>> {
    return this.own.page(actor, query);
  }

  /** Every look is recorded. */
  @Get(':dossierId')
  @Roles('citizen')
  @ApiOperation({ summary: "One's own dossier" })
  @ApiOkResponse({ type: OwnDossier })
  @ApiProblems({ 404: ['dossier.unknown'] })
  async one(@Param('dossierId') dossierId: string, @CurrentActor() actor: Actor): Promise<OwnDossier> {
    const history = await this.dossiers.owned(dossierId, actor);
    const opened = await this.personal.show(dossierId, actor, 'intake.own-dossier');
    return { dossierId, ...this.pictures.of(this.dossiers.stateOf(history), opened) };
  }
}
