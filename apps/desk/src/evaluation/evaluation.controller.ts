import { type Actor, ApiProblems, CurrentActor, Roles } from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PeriodQuery } from '../statistics/period.dto.js';
import { StatisticsScope } from '../statistics/statistics-scope.js';
import { EvaluationReport } from './evaluation.dto.js';
import { EvaluationReader } from './evaluation.reader.js';

/** @law TT 01/2018/TT-VPCP art. 13-15: quarterly and yearly */
@ApiTags('statistics')
@Controller('api/desk/v1/evaluation')
export class EvaluationController {
  constructor(
    private readonly reader: EvaluationReader,
    private readonly scope: StatisticsScope,
  ) {}

  @Get()
  @Roles('unitLeader', 'administrator', 'auditor')
  @ApiOperation({ summary: 'How the settlement of dossiers is evaluated, by unit, and what applicants said' })
  @ApiOkResponse({ type: EvaluationReport })
  @ApiProblems({ 400: ['period.invalid'], 404: ['unit.unknown', 'evaluation.no-scheme'] })
  evaluation(@Query() query: PeriodQuery, @CurrentActor() actor: Actor): Promise<EvaluationReport> {
    return this.reader.of(query, this.scope.of(actor, query.unit));
  }
}
