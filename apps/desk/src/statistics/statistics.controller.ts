import { type Actor, ApiProblems, CurrentActor, Roles } from '@motcua/service-kit';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { HourlyQuery, HourlyStatistics } from './hourly.dto.js';
import { HourlyReader } from './hourly.reader.js';
import { csvOf, xlsxOf } from './spreadsheet.js';
import { StatisticsScope } from './statistics-scope.js';
import { tablesOf } from './statistics-table.js';
import { Statistics, StatisticsExportQuery, StatisticsQuery } from './statistics.dto.js';
import { StatisticsReader } from './statistics.reader.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';

@ApiTags('statistics')
@Controller('api/desk/v1/statistics')
export class StatisticsController {
  constructor(
    private readonly reader: StatisticsReader,
    private readonly hours: HourlyReader,
    private readonly scope: StatisticsScope,
  ) {}

  @Get()
  @Roles('unitLeader', 'administrator', 'auditor')
  @ApiOperation({ summary: 'Dossiers received, resolved early, on time and late, by unit, procedure and time' })
  @ApiOkResponse({ type: Statistics })
  @ApiProblems({ 400: ['period.invalid'], 404: ['unit.unknown'] })
  statistics(@Query() query: StatisticsQuery, @CurrentActor() actor: Actor): Promise<Statistics> {
    return this.reader.of(query, this.scope.of(actor, query.unit));
  }

  @Get('export')
  @Roles('unitLeader', 'administrator', 'auditor')
  @ApiOperation({ summary: 'The same as tables: units, procedures, time' })
  @ApiProduces(XLSX, 'text/csv')
  @ApiOkResponse({ content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } })
  @ApiProblems({ 400: ['period.invalid'], 404: ['unit.unknown'] })
  async export(@Query() query: StatisticsExportQuery, @CurrentActor() actor: Actor): Promise<StreamableFile> {
    const statistics = await this.reader.of(query, this.scope.of(actor, query.unit));
    const tables = tablesOf(statistics, query.language);
    const { from, to } = statistics.period;
    return new StreamableFile(query.format === 'csv' ? csvOf(tables) : await xlsxOf(tables), {
      type: query.format === 'csv' ? CSV : XLSX,
      disposition: `attachment; filename="statistics-${from}-${to}.${query.format}"`,
    });
  }

  @Get('hourly')
  @Roles('administrator', 'auditor')
  @ApiOperation({ summary: 'Intake per hour, and how fast outside systems were served' })
  @ApiOkResponse({ type: HourlyStatistics })
  hourly(@Query() { hours }: HourlyQuery, @CurrentActor() actor: Actor): Promise<HourlyStatistics> {
    return this.hours.of(hours, this.scope.of(actor, undefined));
  }
}
