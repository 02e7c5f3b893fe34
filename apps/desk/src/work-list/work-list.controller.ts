import { type Actor, ApiProblems, CurrentActor, Metrics, Roles } from '@motcua/service-kit';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WorkListCounts, WorkListPage, WorkListQuery, WorkListSearch } from './work-list.dto.js';
import { WorkListReader } from './work-list.reader.js';

@ApiTags('work list')
@Controller('api/desk/v1/work-list')
export class WorkListController {
  constructor(
    private readonly reader: WorkListReader,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'The dossiers of my units' })
  @ApiOkResponse({ type: WorkListPage })
  @ApiProblems({ 400: ['cursor.invalid'], 422: ['unit.unknown'] })
  async list(@Query() query: WorkListQuery, @CurrentActor() actor: Actor): Promise<WorkListPage> {
    const done = this.metrics.workListDuration.startTimer({ search: 'no' });
    const page = await this.reader.page(query, actor);
    done();
    return page;
  }

  @Get('counts')
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'How many dossiers of my units wait, by national status' })
  @ApiOkResponse({ type: WorkListCounts })
  async counts(@CurrentActor() actor: Actor): Promise<WorkListCounts> {
    const done = this.metrics.workListDuration.startTimer({ search: 'counts' });
    const counts = await this.reader.counts(actor);
    done();
    return counts;
  }

  /** A question, although it is posted: see `WorkListSearch`. */
  @Post('searches')
  @HttpCode(200)
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'The dossiers of my units that match words' })
  @ApiOkResponse({ type: WorkListPage })
  @ApiProblems({ 400: ['cursor.invalid'], 422: ['unit.unknown'] })
  async search(@Body() query: WorkListSearch, @CurrentActor() actor: Actor): Promise<WorkListPage> {
    const done = this.metrics.workListDuration.startTimer({ search: 'yes' });
    const page = await this.reader.page(query, actor);
    done();
    return page;
  }
}
