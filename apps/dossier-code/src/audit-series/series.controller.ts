import { Catalogue, Rejected } from '@motcua/domain';
import { type Actor, ApiProblems, CurrentActor, Problem, Roles } from '@motcua/service-kit';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SeriesAudit, SeriesAuditor } from './series-audit.js';

@ApiTags('series')
@Controller('api/dossier-code/v1/series')
export class SeriesController {
  constructor(
    private readonly auditor: SeriesAuditor,
    private readonly catalogue: Catalogue,
  ) {}

  /** The audit of a unit's day. */
  @Get(':unitCode/:day')
  @Roles('administrator', 'auditor')
  @ApiOperation({ summary: "Audit of a unit's code series of one day" })
  @ApiOkResponse({ type: SeriesAudit })
  @ApiProblems({ 404: ['unit.unknown'] })
  audit(
    @Param('unitCode') unitCode: string,
    @Param('day') day: string,
    @CurrentActor() actor: Actor,
  ): Promise<SeriesAudit> {
    if (!isDay(day)) {
      throw new Problem(400, 'request.invalid', 'Ngày phải có dạng yyyy-MM-dd.', {
        errors: [{ parameter: 'path.day', code: 'isDay', detail: 'Ngày phải có dạng yyyy-MM-dd.' }],
      });
    }
    const unit = this.canonical(unitCode, day);
    if (!actor.has('auditor') && !actor.mayActFor(unit)) throw unknownUnit();
    return this.auditor.audit(unit, day);
  }

  /** In an address, a unit that does not exist is a page that does not exist. */
  private canonical(unitCode: string, day: string): string {
    try {
      return this.catalogue.unit(unitCode, day).code;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      throw unknownUnit();
    }
  }
}

/** A unit that is not there, and one that the administrator does not answer for: he learns no difference. */
function unknownUnit(): Problem {
  return new Problem(404, 'unit.unknown', 'Không có đơn vị này trong ngày đó.');
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
