import type { Dossier } from '@motcua/domain';
import {
  type Actor,
  ApiProblems,
  CurrentActor,
  type OpenedEvent,
  type Page,
  PageQuery,
  PersonalData,
  Roles,
  Sealer,
  decodeCursor,
  pageOf,
} from '@motcua/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sql } from 'kysely';
import { Dossiers } from '../dossiers/dossiers.js';
import { ShownRows } from '../track-dossier/shown-rows.js';
import { type PublicStatus, PublicStatuses } from '../track-dossier/public-status.js';

/** One's own dossier: the public status, and everything that was said in it. */
export interface OwnDossier extends PublicStatus {
  readonly dossierId: string;
  readonly facts: readonly Pick<OpenedEvent, 'type' | 'version' | 'recordedAt' | 'personal'>[];
}

export interface OwnDossierLine extends PublicStatus {
  readonly dossierId: string;
}

interface ListRow {
  readonly dossier_id: string;
  readonly submitted_at: string;
  readonly state: Dossier;
}

/** The handling inside the office is the office's: applicants see what was said to them and by them. */
const SHOWN_TYPES: readonly OpenedEvent['type'][] = [
  'DossierSubmitted',
  'DossierCodeAssigned',
  'AttachmentAdded',
  'DossierAccepted',
  'IntakeRefused',
  'DossierWithdrawn',
  'SupplementRequested',
  'SupplementSubmitted',
  'SupplementCompleted',
  'SupplementLapsed',
  'DueDateExtended',
  'DossierStopped',
  'DossierReopened',
  'PaymentRequested',
  'PaymentConfirmed',
  'PaymentCancelled',
  'PaymentRefunded',
  'ResultSigned',
  'ResultReturned',
  'ResultCorrected',
  'ResultRevoked',
];

@ApiTags('dossiers')
@Controller('api/intake/v1/dossiers')
export class OwnDossiersController {
  constructor(
    private readonly rows: ShownRows,
    private readonly dossiers: Dossiers,
    private readonly personal: PersonalData,
    private readonly statuses: PublicStatuses,
    private readonly sealer: Sealer,
  ) {}

  @Get()
  @Roles('citizen')
  @ApiOperation({ summary: "One's own dossiers, the newest first" })
  @ApiOkResponse({ description: 'items, next' })
  async list(@Query() { cursor, limit }: PageQuery, @CurrentActor() actor: Actor): Promise<Page<OwnDossierLine>> {
    const [before, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, 2);
    const owners = [`account:${actor.subject}`];
    if (actor.personalId !== undefined) owners.push(`person:${this.sealer.blindIndex('person', actor.personalId)}`);
    const rows = await this.rows.of(sql<ListRow>`
      SELECT DISTINCT o.submitted_at, o.dossier_id, s.state
      FROM intake.dossier_owners o JOIN intake.dossier_states s USING (dossier_id)
      WHERE o.owner = ANY (${owners})
        AND (${before}::text IS NULL OR (o.submitted_at, o.dossier_id::text) < (${before}::text, ${id}::text))
      ORDER BY o.submitted_at DESC, o.dossier_id DESC LIMIT ${limit + 1}`);
    return pageOf(
      rows,
      limit,
      ({ dossier_id, state }) => ({ dossierId: dossier_id, ...this.statuses.of(state)! }),
      ({ submitted_at, dossier_id }) => [submitted_at, dossier_id],
    );
  }

  /** Every look is recorded. */
  @Get(':dossierId')
  @Roles('citizen')
  @ApiOperation({ summary: "One's own dossier" })
  @ApiOkResponse({ description: 'The public status, and the facts that concern the applicant' })
  @ApiProblems({ 404: ['dossier.unknown'] })
  async one(@Param('dossierId') dossierId: string, @CurrentActor() actor: Actor): Promise<OwnDossier> {
    const history = await this.dossiers.owned(dossierId, actor);
    const opened = await this.personal.open(dossierId, actor, 'intake.own-dossier');
    const facts = opened
      .filter(({ type }) => SHOWN_TYPES.includes(type))
      .map(({ type, version, recordedAt, personal }) => ({ type, version, recordedAt, personal: personal as never }));
    return { dossierId, ...this.statuses.of(this.dossiers.stateOf(history))!, facts };
  }
}
