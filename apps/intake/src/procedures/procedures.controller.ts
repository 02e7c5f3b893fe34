import { Catalogue, type ProcedureVersion, Rejected, isCompetent, localDay } from '@motcua/domain';
import { ApiProblems, Clock, DeclarationSchemas, Limited, Problem, Public } from '@motcua/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IntakeConfig } from '../intake.config.js';
import { type ChoiceList, ProcedureForm, ProcedureList } from './procedures.dto.js';

export class ProcedureQuery {
  /** Words of the name, the field or the code; with or without diacritics. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

@ApiTags('procedures')
@Controller('api/intake/v1/procedures')
export class ProceduresController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly declarations: DeclarationSchemas,
    private readonly clock: Clock,
    private readonly config: IntakeConfig,
  ) {}

  @Get()
  @Public()
  @Limited('public')
  @ApiOperation({ summary: 'Procedures that are open today' })
  @ApiOkResponse({ type: ProcedureList })
  @ApiProblems({ 429: ['request.too-many'] })
  list(@Query() { q = '' }: ProcedureQuery): ProcedureList {
    const words = plain(q)
      .split(/\s+/)
      .filter((word) => word !== '');
    const items = this.catalogue
      .versionsOn(localDay(this.clock.now()))
      .filter((version) => words.every((word) => searched(version).includes(word)))
      .map(({ code, name, field, channels, route }) => ({ code, name, field, channels, route }));
    return { items };
  }

  /** What a page needs to ask for everything: form, papers, fees, limits, units. */
  @Get(':code')
  @Public()
  @Limited('public')
  @ApiOperation({ summary: 'One procedure as it is open today' })
  @ApiOkResponse({ type: ProcedureForm })
  @ApiProblems({ 404: ['procedure.unknown'], 429: ['request.too-many'] })
  one(@Param('code') code: string): ProcedureForm {
    const day = localDay(this.clock.now());
    const version = this.openOn(code, day);
    const { id, name, field, ruleSet, route, channels, boundaryFree, cases, components, fees, limits, result } =
      version;
    const receivingUnits = this.catalogue
      .unitsOn(day)
      .filter((unit) => unit.receives && isCompetent(version, unit.code))
      .map((unit) => ({ code: unit.code, name: unit.name }));
    return {
      code: version.code,
      versionId: id,
      name,
      field,
      ruleSet,
      route,
      channels,
      boundaryFree,
      cases,
      components,
      fees,
      limits,
      result,
      receivingUnits,
      verified: version.verified,
      declarationSchema: this.declarations.document(id),
      codeLists: this.codeListsOf(id, day),
      uploadBytes: this.config.uploadBytes,
    };
  }

  private codeListsOf(versionId: string, day: string): ChoiceList[] {
    const named = this.declarations.fields(versionId).map(({ codeList }) => codeList);
    const lists = [...new Set(named)].filter((id) => id !== null);
    return lists.map((id) => ({ id, choices: this.declarations.choices(id, day) }));
  }

  private openOn(code: string, day: string): ProcedureVersion {
    try {
      return this.catalogue.resolve(code, day);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      throw new Problem(404, 'procedure.unknown', 'Không có thủ tục này, hoặc hôm nay thủ tục không mở.');
    }
  }
}

function searched({ code, name, field }: ProcedureVersion): string {
  return plain(`${code} ${name.vi} ${name.en} ${field.name}`);
}

/** Lower case without diacritics; đ is a letter of its own and is not decomposed. */
export function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
