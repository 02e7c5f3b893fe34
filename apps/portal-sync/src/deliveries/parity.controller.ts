import {
  ApiProblems,
  CurrentActor,
  cursorInvalid,
  decodeCursor,
  isUuid,
  pageOf,
  Roles,
  type Actor,
  type Page,
} from '@motcua/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ParityPage, ParityReport } from './parity.dto.js';
import { ParityQuery } from './parity.query.js';
import { PortalLanes, type LaneReport } from './portal-lanes.js';
import { SyncStates, type SyncState } from './sync-states.js';

@ApiTags('parity')
@Controller('api/portal-sync/v1/parity')
export class ParityController {
  constructor(
    private readonly states: SyncStates,
    private readonly lanes: PortalLanes,
  ) {}

  /** Dossiers of the own units in the order of their codes. */
  @Get()
  @Roles('administrator')
  @ApiOperation({ summary: 'Our national status beside the last one that the portal confirmed' })
  @ApiOkResponse({ type: ParityPage })
  async list(@Query() query: ParityQuery, @CurrentActor() { units }: Actor): Promise<Page<SyncState>> {
    const { cursor, limit, differing, state } = query;
    const after = cursor === undefined ? null : placeOf(cursor);
    const rows = await this.states.list({ units, differing, laneState: state }, after, limit + 1);
    return pageOf(
      rows,
      limit,
      (row) => row,
      ({ dossierCode, dossierId }) => [dossierCode, dossierId],
    );
  }

  /** Asks the portal now, and says which act would bring it in step. */
  @Get(':dossierId')
  @Roles('administrator')
  @ApiOperation({ summary: 'One dossier: our status, the confirmed one, and what the portal shows now' })
  @ApiOkResponse({ type: ParityReport })
  @ApiProblems({ 404: ['dossier.not-found'] })
  one(@Param('dossierId') dossierId: string, @CurrentActor() actor: Actor): Promise<LaneReport> {
    return this.lanes.report(dossierId, actor, true);
  }
}

/** Code and id of the last dossier shown. */
function placeOf(cursor: string): readonly [string, string] {
  const [code, dossierId] = decodeCursor(cursor, 2);
  if (typeof code === 'string' && typeof dossierId === 'string' && isUuid(dossierId)) return [code, dossierId];
  throw cursorInvalid();
}
