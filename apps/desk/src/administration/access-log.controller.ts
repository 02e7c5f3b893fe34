import { AccessLog, PageQuery, Problem, Roles } from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Instant } from '../officer-command/field-rules.js';

export class AccessLogQuery extends PageQuery {
  @IsOptional()
  @IsUUID()
  dossierId?: string;

  /** Account id of who looked. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  subject?: string;

  /** e.g. `desk.dossier-page` */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  purpose?: string;

  /** Inclusive. */
  @IsOptional()
  @Instant()
  from?: string;

  /** Exclusive. */
  @IsOptional()
  @Instant()
  to?: string;
}

export class LoggedAccess {
  @ApiProperty()
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty()
  readonly subject!: string;

  @ApiProperty()
  readonly roles!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly clientId!: string | null;

  @ApiProperty()
  readonly purpose!: string;

  @ApiProperty({ format: 'date-time' })
  readonly happenedAt!: string;

  @ApiProperty()
  readonly correlationId!: string;
}

export class AccessLogPage {
  @ApiProperty({ type: [LoggedAccess] })
  readonly items!: readonly LoggedAccess[];

  @ApiProperty({ required: false })
  readonly next?: string;
}

@ApiTags('audit')
@Controller('api/desk/v1/access-log')
export class AccessLogController {
  constructor(private readonly log: AccessLog) {}

  @Get()
  @Roles('auditor')
  @ApiOperation({ summary: 'Who looked at whose personal data, when and why; the newest first' })
  @ApiOkResponse({ type: AccessLogPage })
  async search(@Query() { cursor, limit, ...search }: AccessLogQuery): Promise<AccessLogPage> {
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
      throw new Problem(400, 'cursor.invalid', 'Con trỏ trang không hợp lệ.');
    const { entries, next } = await this.log.search({
      ...search,
      limit,
      ...(cursor === undefined ? {} : { before: cursor }),
    });
    return { items: entries, ...(next === undefined ? {} : { next }) };
  }
}
