import { Actor, Clock, CurrentActor, decodeCursor, Roles } from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeliveriesQuery, OpenLanePage } from './deliveries.dto.js';
import { LaneList } from './lane-list.js';

/** Hand-overs that are not finished. What an administrator does about one of them stands under its own address. */
@ApiTags('deliveries')
@Roles('administrator')
@Controller('api/ministry-connector/v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly lanes: LaneList,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Hand-overs that are not finished, the longest waiting first' })
  @ApiOkResponse({ type: OpenLanePage })
  list(
    @Query() { system, state, cursor, limit }: DeliveriesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<OpenLanePage> {
    const after = placeOf(cursor);
    const search = { system: system ?? null, state: state ?? null, after, limit, units: actor.units };
    return this.lanes.open(search, this.clock.now()) as Promise<OpenLanePage>;
  }
}

function placeOf(cursor: string | undefined): readonly [string | null, string | null] {
  if (cursor === undefined) return [null, null];
  const [since, lane] = decodeCursor(cursor, 2);
  return [String(since), String(lane)];
}
