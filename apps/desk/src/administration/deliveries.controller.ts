import { ApiProblems, Roles, pageOf } from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RawBuilder, sql } from 'kysely';
import { delivery } from '../dossier-page/dossier-page.js';
import type { DeliveryRow } from '../views/delivery-list/delivery-list.view.js';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';
import { DeliveryPage, DeliveryQuery, type ListedDelivery, type UnfinishedCount } from './deliveries.dto.js';

/**
 * Hand-overs to outside systems, for administrators: no personal data. What stands still is taken up again at the app that sends
 * there: each row says where.
 */
@ApiTags('administration')
@Controller('api/desk/v1/deliveries')
@Roles('administrator')
export class DeliveriesController {
  constructor(private readonly views: DeskViews) {}

  @Get()
  @ApiOperation({ summary: 'Hand-overs, the longest in their state first' })
  @ApiOkResponse({ type: DeliveryPage })
  @ApiProblems({ 400: ['cursor.invalid'] })
  async list(@Query() { system, state, dossierId, cursor, limit }: DeliveryQuery): Promise<DeliveryPage> {
    const conditions: (RawBuilder<unknown> | undefined)[] = [
      state === undefined ? sql`open` : sql`state = ${state}`,
      system === undefined ? undefined : sql`system = ${system}`,
      dossierId === undefined ? undefined : sql`dossier_id = ${dossierId}`,
      cursor === undefined ? undefined : behind(cursor),
    ];
    const wanted = conditions.filter((one) => one !== undefined);
    const { rows } = await sql<DeliveryRow>`
      SELECT * FROM desk.deliveries WHERE ${sql.join(wanted, sql` AND `)}
      ORDER BY since, system, dossier_id, seq LIMIT ${limit + 1}`.execute(this.views.tables);
    const counts = await sql<UnfinishedCount>`
      SELECT system, state, count(*)::int AS count FROM desk.deliveries WHERE open GROUP BY 1, 2 ORDER BY 1, 2`.execute(
      this.views.tables,
    );
    const page = pageOf(rows, limit, listed, (row) => [row.since, row.system, row.dossier_id, row.seq]);
    return { ...page, counts: counts.rows };
  }
}

function listed(row: DeliveryRow): ListedDelivery {
  const { system, dossier_id: dossierId, seq } = row;
  const app = system.startsWith('portal.') ? 'portal-sync' : 'ministry-connector';
  const actAt = `/api/${app}/v1/deliveries/${system}/${dossierId}/${seq}`;
  return { ...delivery(row), actAt };
}

function behind(cursor: string): RawBuilder<unknown> {
  const [since, system, dossierId, seq] = cursorParts(cursor, ['text', 'text', 'uuid', 'integer']);
  return sql`(since, system, dossier_id, seq) > (${since}, ${system}, ${dossierId}::uuid, ${seq}::int)`;
}
