import { Clock, Problem, Roles } from '@motcua/service-kit';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import { linesOf } from './access-log-export.js';
import { AccessLogPage, AccessLogQuery, AccessLogSearch } from './access-log.dto.js';
import { LoggedLooks } from './logged-looks.js';

@ApiTags('audit')
@Controller('api/desk/v1/access-log')
@Roles('auditor')
export class AccessLogController {
  constructor(
    private readonly looks: LoggedLooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who looked at whose personal data, when and why; the newest first' })
  @ApiOkResponse({ type: AccessLogPage })
  async search(@Query() { cursor, limit, ...search }: AccessLogQuery): Promise<AccessLogPage> {
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
      throw new Problem(400, 'cursor.invalid', 'Con trỏ trang không hợp lệ.');
    return this.looks.page(search, limit, cursor);
  }

  /** For a file of the auditor's own: ids, codes and times, nothing of anybody's declaration. */
  @Get('export')
  @ApiOperation({ summary: 'The same as a table (CSV, UTF-8), the newest 50,000 lines of what was searched for' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  export(@Query() search: AccessLogSearch): StreamableFile {
    const name = `access-log-${this.clock
      .now()
      .slice(0, 19)
      .replaceAll(/[^0-9]/g, '')}.csv`;
    return new StreamableFile(Readable.from(linesOf(this.looks, search)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${name}"`,
    });
  }
}
