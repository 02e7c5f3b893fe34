import { EventStore } from '@motcua/event-store';
import { type Actor, ApiProblems, CurrentActor, Database, Roles } from '@motcua/service-kit';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sql } from 'kysely';
import { demandProvince } from '../administration/demand-province.js';
import { DeskViews } from '../views/desk-views.js';
import { consumerPlaces } from './consumer-places.js';
import { type DeliveryCount, HealthOverview, type OpenTaskCount, type ViewPlace } from './health-overview.dto.js';
import { seenServices } from './seen-services.js';

type ViewRow = Omit<ViewPlace, 'behind' | 'movedAt'> & { readonly moved_at: Date };

/** What an administrator looks at first. Names and numbers only: nothing here speaks of a person. */
@ApiTags('administration')
@Controller('api/desk/v1/health-overview')
@Roles('administrator')
export class HealthOverviewController {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
    private readonly views: DeskViews,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Processes, how far consumers and read models are, unfinished hand-overs, open tasks' })
  @ApiOkResponse({ type: HealthOverview })
  @ApiProblems({ 403: ['administration.province-only'] })
  async overview(@CurrentActor() actor: Actor): Promise<HealthOverview> {
    demandProvince(actor);
    const [{ at, services, consumers: told }, head] = await Promise.all([
      seenServices(this.database),
      this.store.head(),
    ]);
    const [consumers, views, deliveries, openTasks] = await Promise.all([
      consumerPlaces(this.database, this.store, told, head),
      this.viewPlaces(head),
      this.unfinished(),
      this.openTasks(),
    ]);
    return { at, head, services, consumers, views, deliveries, openTasks };
  }

  /** A view's app is the first word of the schema that its build stands in. */
  private async viewPlaces(head: string): Promise<ViewPlace[]> {
    const { rows } = await sql<ViewRow>`
      SELECT split_part(schema_name, '_', 1) || '/' || view AS target, build, version, state, position, moved_at,
        (SELECT count(*)::int FROM kit.view_streams_aside a WHERE (a.view, a.build) = (b.view, b.build)) AS "streamsAside"
      FROM kit.view_builds b ORDER BY 1, state <> 'live', build DESC`.execute(this.views.tables);
    return rows.map(({ moved_at, ...row }) => ({
      ...row,
      movedAt: moved_at.toISOString(),
      behind: this.store.distance(row.position, head),
    }));
  }

  private async unfinished(): Promise<readonly DeliveryCount[]> {
    const { rows } = await sql<DeliveryCount>`
      SELECT system, state, count(*)::int AS count, min(since) AS "oldestSince"
      FROM desk.deliveries WHERE open GROUP BY 1, 2 ORDER BY 1, 2`.execute(this.views.tables);
    return rows;
  }

  private async openTasks(): Promise<readonly OpenTaskCount[]> {
    const { rows } = await sql<OpenTaskCount>`
      SELECT task ->> 'kind' AS kind, count(*)::int AS count
      FROM desk.dossiers, jsonb_array_elements(state -> 'tasks') AS task
      WHERE open_tasks > 0 AND NOT (task ->> 'settled')::boolean GROUP BY 1 ORDER BY 1`.execute(this.views.tables);
    return rows;
  }
}
