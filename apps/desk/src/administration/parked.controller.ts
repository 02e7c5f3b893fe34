import { type Actor, ApiProblems, CurrentActor, Database, Roles, UnreadableRecords } from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { demandProvince } from './demand-province.js';
import { ParkedFacts } from './parked-facts.js';
import { ParkedPage, ParkedQuery } from './parked.dto.js';

/**
 * Facts that a consumer could not handle, with the later facts of the same dossiers that wait behind them; and those that a read
 * model could not fold; and records of the broker that no consumer could read.
 */
@ApiTags('administration')
@Controller('api/desk/v1/parked')
@Roles('administrator')
export class ParkedController {
  private readonly unreadable: UnreadableRecords;

  constructor(
    private readonly facts: ParkedFacts,
    database: Database,
  ) {
    this.unreadable = new UnreadableRecords(database);
  }

  @Get()
  @ApiOperation({
    summary: 'Facts set aside: of consumers, in the order in which they will come back, then of read models',
  })
  @ApiOkResponse({ type: ParkedPage })
  @ApiProblems({ 403: ['administration.province-only'] })
  async list(@Query() query: ParkedQuery, @CurrentActor() actor: Actor): Promise<ParkedPage> {
    demandProvince(actor);
    const page = await this.facts.page(query);
    return { ...page, counts: await this.facts.counts(), unreadable: await this.unreadable.open() };
  }
}
