import { type Actor, ApiProblems, CurrentActor, Database, Problem, Roles, isUuid } from '@motcua/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Kysely, sql } from 'kysely';
import { SaveViewDto, SavedView, SavedViewList } from './saved-views.dto.js';

/** More than anybody looks through. */
const MOST = 30;

/** Filters of the work list that an officer calls by a name; his own, on every device. */
@ApiTags('work list')
@Controller('api/desk/v1/saved-views')
@Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
export class SavedViewsController {
  private readonly database: Kysely<unknown>;

  constructor(database: Database) {
    this.database = database.kysely('desk');
  }

  @Get()
  @ApiOperation({ summary: 'My saved views' })
  @ApiOkResponse({ type: SavedViewList })
  async list(@CurrentActor() { subject }: Actor): Promise<SavedViewList> {
    const { rows } = await sql<SavedView>`
      SELECT view_id AS "viewId", name, filters FROM desk.saved_views
      WHERE account = ${subject} ORDER BY name, view_id`.execute(this.database);
    return { items: rows };
  }

  /** The id is the caller's: sent again, it is the same view. */
  @Put(':viewId')
  @ApiOperation({ summary: 'Saves a view, or saves it anew' })
  @ApiParam({ name: 'viewId', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ type: SavedView })
  @ApiProblems({ 404: ['saved-view.unknown'], 409: ['saved-view.too-many'] })
  async save(
    @Param('viewId') viewId: string,
    @Body() { name, filters }: SaveViewDto,
    @CurrentActor() { subject }: Actor,
  ): Promise<SavedView> {
    if (!isUuid(viewId)) throw unknown();
    const saved = await this.write(subject, { viewId, name, filters });
    if (saved === 'full')
      throw new Problem(409, 'saved-view.too-many', `Mỗi tài khoản lưu được tối đa ${MOST} bộ lọc. Hãy xóa bớt.`);
    if (saved === 'foreign') throw unknown();
    return { viewId, name, filters };
  }

  @Delete(':viewId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets a view' })
  @ApiParam({ name: 'viewId', schema: { type: 'string', format: 'uuid' } })
  @ApiNoContentResponse()
  @ApiProblems({ 404: ['saved-view.unknown'] })
  async forget(@Param('viewId') viewId: string, @CurrentActor() { subject }: Actor): Promise<void> {
    if (!isUuid(viewId)) throw unknown();
    const gone = await sql`
      DELETE FROM desk.saved_views WHERE view_id = ${viewId} AND account = ${subject}`.execute(this.database);
    if (gone.numAffectedRows === 0n) throw unknown();
  }

  /** One account's writes wait for each other, so that the bound holds. */
  private write(account: string, { viewId, name, filters }: SavedView): Promise<'saved' | 'full' | 'foreign'> {
    return this.database.transaction().execute(async (transaction) => {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`saved-views|${account}`}, 0))`.execute(transaction);
      const { rows } = await sql<{ known: boolean; count: number }>`
        SELECT coalesce(bool_or(view_id = ${viewId}), false) AS known, count(*)::int AS count
        FROM desk.saved_views WHERE account = ${account}`.execute(transaction);
      const { known, count } = rows[0]!;
      if (!known && count >= MOST) return 'full';
      const written = await sql`
        INSERT INTO desk.saved_views (view_id, account, name, filters)
        VALUES (${viewId}, ${account}, ${name}, ${JSON.stringify(filters)}::jsonb)
        ON CONFLICT (view_id) DO UPDATE SET name = excluded.name, filters = excluded.filters
        WHERE saved_views.account = excluded.account`.execute(transaction);
      return written.numAffectedRows === 1n ? 'saved' : 'foreign';
    });
  }
}

/** A view of another officer is not there either. */
function unknown(): Problem {
  return new Problem(404, 'saved-view.unknown', 'Không có bộ lọc này.');
}
