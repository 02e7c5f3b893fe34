import { type Actor, ApiProblems, Clock, CurrentActor, Problem, Roles } from '@motcua/service-kit';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RegisterReader, type RegisterScope } from './register.reader.js';
import { RegisterPrinter } from './register-printer.js';
import { registerWorkbook } from './register-workbook.js';
import { RegisterExportQuery, type RegisterLine } from './tracking-register.dto.js';

/** A workbook of so many lines takes 110 MB and a second while it is made: a year of a commune. */
const WORKBOOK_LINES = 10_000;
/** Printing is work for one processor, a millisecond a line, and nobody else is served meanwhile: a month of a busy desk. */
const PRINTED_LINES = 1_000;
/** People are opened, and their looks logged, so many at a time. */
const SLICE = 500;

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PURPOSE = 'desk.tracking-register-export';

/** Sổ theo dõi hồ sơ as files: form 06. @law TT 01/2018/TT-VPCP art. 9, 10 */
@ApiTags('tracking register')
@Controller('api/desk/v1/tracking-register')
@Roles('deskOfficer', 'unitLeader')
export class RegisterExportController {
  constructor(
    private readonly register: RegisterReader,
    private readonly printer: RegisterPrinter,
    private readonly clock: Clock,
  ) {}

  /** Every person in it is a look in the access log. */
  @Get('export.xlsx')
  @ApiOperation({ summary: 'The tracking register as a workbook, up to 10,000 lines' })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems({ 404: ['unit.unknown'], 422: ['register.too-long'] })
  async workbook(
    @Query() query: RegisterExportQuery,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lines = await this.lines(this.scopeOf(query, actor), actor, WORKBOOK_LINES);
    send(reply, XLSX, nameOf(query, 'xlsx'), await registerWorkbook(lines));
  }

  /** Every person in it is a look in the access log. */
  @Get('export.pdf')
  @ApiOperation({ summary: 'The tracking register on A4, up to 1,000 lines' })
  @ApiProduces(PDF)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems({ 404: ['unit.unknown'], 422: ['register.too-long'] })
  async printed(
    @Query() query: RegisterExportQuery,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scope = this.scopeOf(query, actor);
    const lines = await this.lines(scope, actor, PRINTED_LINES);
    const bytes = await this.printer.print(scope, lines, this.clock.now());
    send(reply, PDF, nameOf(query, 'pdf'), bytes);
  }

  private scopeOf({ unit, year, from, to }: RegisterExportQuery, actor: Actor): RegisterScope {
    const days = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    return { unit: this.register.unitOf(unit, actor), year, ...days };
  }

  private async lines(scope: RegisterScope, actor: Actor, most: number): Promise<RegisterLine[]> {
    const count = await this.register.count(scope);
    if (count > most) refuseLong(count, most);
    const lines: RegisterLine[] = [];
    for (;;) {
      const after = lines.at(-1)?.number ?? 0;
      const more = await this.register.lines({ ...scope, after, limit: SLICE }, actor, PURPOSE);
      lines.push(...more);
      if (more.length < SLICE || lines.length >= most) return lines;
    }
  }
}

function refuseLong(lines: number, most: number): never {
  const detail = `Sổ có ${lines} dòng, nhiều hơn ${most} dòng một tệp. Hãy chọn khoảng ngày ngắn hơn.`;
  throw new Problem(422, 'register.too-long', detail, { reason: { lines, most } });
}

function nameOf({ year, from, to }: RegisterExportQuery, kind: string): string {
  return `${['so-theo-doi-ho-so', year, from, to].filter((word) => word !== undefined).join('-')}.${kind}`;
}

function send(reply: FastifyReply, type: string, name: string, bytes: Buffer): void {
  void reply
    .headers({
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    })
    .send(bytes);
}
