import { type Actor, ApiProblems, CurrentActor, Roles } from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { demandProvince } from './demand-province.js';
import { ParkedFacts } from './parked-facts.js';
import { ParkedPage, ParkedQuery } from './parked.dto.js';

/**
 * Facts that a consumer could not handle, with the later facts of the same dossiers that wait behind them; and those that a read
 * model could not fold.
 */
@ApiTags('administration')
@Controller('api/desk/v1/parked')
@Roles('administrator')
export class ParkedController {
  constructor(private readonly facts: ParkedFacts) {}

  @Get()
  @ApiOperation({
    summary: 'Facts set aside: of consumers, in the order in which they will come back, then of read models',
  })
  @ApiOkResponse({ type: ParkedPage })
  @ApiProblems({ 403: ['administration.province-only'] })
  async list(@Query() query: ParkedQuery, @CurrentActor() actor: Actor): Promise<ParkedPage> {
    demandProvince(actor);
    return { ...(await this.facts.page(query)), counts: await this.facts.counts() };
  }
}
