import {
  type Actor,
  ApiProblems,
  CurrentActor,
  Database,
  PersonalData,
  PostgresExchangeJournal,
  Problem,
  Roles,
  Sealer,
  isUuid,
} from '@motcua/service-kit';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Kysely, sql } from 'kysely';
import { DossierReach } from '../officer-command/dossier-reach.js';
import { DOSSIERS } from '../officer-command/officer-command.js';
import { ExchangeList, ListedExchange, RawExchange } from './exchanges.dto.js';

/** The newest of a dossier; one that was polled for weeks has thousands. */
const MOST = 200;

type Row = Omit<ListedExchange, 'startedAt' | 'endedAt'> & {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly method: string;
  readonly path: string;
};

/** What outside systems were told and what they answered, for those who decide the dossier. */
@ApiTags('dossier page')
@Controller(DOSSIERS)
@Roles('resolvingOfficer', 'unitLeader')
export class ExchangesController {
  private readonly database: Kysely<unknown>;
  private readonly journal: PostgresExchangeJournal;

  constructor(
    database: Database,
    sealer: Sealer,
    private readonly reach: DossierReach,
    private readonly personal: PersonalData,
  ) {
    this.database = database.kysely('kit');
    this.journal = new PostgresExchangeJournal(this.database, sealer);
  }

  @Get(':dossierId/exchanges')
  @ApiOperation({ summary: 'Calls to outside systems about a dossier, the newest first; without their content' })
  @ApiParam({ name: 'dossierId', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ type: ExchangeList })
  @ApiProblems({ 404: ['dossier.unknown'] })
  async list(@Param('dossierId') dossierId: string, @CurrentActor() actor: Actor): Promise<ExchangeList> {
    await this.reach.seen(dossierId, actor);
    return { items: (await this.rows(dossierId)).map(listed) };
  }

  /** The look is logged. */
  @Get(':dossierId/exchanges/:exchangeId')
  @ApiOperation({ summary: 'What was said in one call, word for word' })
  @ApiParam({ name: 'dossierId', schema: { type: 'string', format: 'uuid' } })
  @ApiParam({ name: 'exchangeId', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ type: RawExchange })
  @ApiProblems({ 404: ['dossier.unknown', 'exchange.unknown'] })
  async one(
    @Param('dossierId') dossierId: string,
    @Param('exchangeId') exchangeId: string,
    @CurrentActor() actor: Actor,
  ): Promise<RawExchange> {
    await this.reach.seen(dossierId, actor);
    const row = isUuid(exchangeId) ? (await this.rows(dossierId, exchangeId))[0] : undefined;
    if (row === undefined) throw new Problem(404, 'exchange.unknown', 'Hồ sơ không có lần trao đổi này.');
    await this.personal.look(dossierId, actor, 'desk.exchange');
    const bodies = await this.journal.bodies(exchangeId);
    const { method, path } = row;
    return {
      ...listed(row),
      method,
      path,
      requestBody: bodies?.request ?? null,
      responseBody: bodies?.response ?? null,
    };
  }

  private async rows(dossierId: string, exchangeId: string | null = null): Promise<readonly Row[]> {
    const { rows } = await sql<Row>`
      SELECT exchange_id AS "exchangeId", system, operation, attempt, started_at AS "startedAt", ended_at AS "endedAt",
        (response->>'status')::int AS "responseStatus", outcome, fault_source AS "faultSource",
        request->>'method' AS method, request->>'path' AS path
      FROM kit.exchanges
      WHERE dossier_id = ${dossierId} AND (${exchangeId}::uuid IS NULL OR exchange_id = ${exchangeId}::uuid)
      ORDER BY started_at DESC LIMIT ${MOST}`.execute(this.database);
    return rows;
  }
}

function listed({ startedAt, endedAt, ...row }: Row): Pick<ListedExchange, keyof ListedExchange> {
  const { exchangeId, system, operation, attempt, responseStatus, outcome, faultSource } = row;
  const times = { startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString() };
  return { exchangeId, system, operation, attempt, ...times, responseStatus, outcome, faultSource };
}
