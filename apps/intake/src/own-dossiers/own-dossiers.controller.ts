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
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { sql } from 'kysely';
import { Dossiers } from '../dossiers/dossiers.js';
import { ShownRows } from '../track-dossier/shown-rows.js';
import { PublicStatus, PublicStatuses } from '../track-dossier/public-status.js';

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
  'DueDateMoved',
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

/** The public status of one's own dossier. */
export class OwnDossierLine extends PublicStatus {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;
}

export class OwnDossierPage {
  @ApiProperty({ type: [OwnDossierLine] })
  readonly items!: readonly OwnDossierLine[];

  @ApiProperty({ required: false, description: 'the cursor of the next page; absent on the last one' })
  readonly next?: string;
}

/** Something that was said to the applicant or by him. */
export class OwnFact {
  @ApiProperty({ enum: SHOWN_TYPES })
  readonly type!: OpenedEvent['type'];

  @ApiProperty({ type: 'integer', minimum: 1, description: 'its place in the dossier' })
  readonly version!: number;

  @ApiProperty({ format: 'date-time' })
  readonly recordedAt!: string;

  @ApiProperty({
    type: 'object',
    selfRequired: false,
    additionalProperties: true,
    description: 'what was said, e.g. reason, note, declaration, file names; absent where nothing personal was said',
  })
  readonly personal?: OpenedEvent['personal'];
}

/** One's own dossier: the public status, and everything that was said in it. */
export class OwnDossier extends OwnDossierLine {
  @ApiProperty({ type: [OwnFact] })
  readonly facts!: readonly OwnFact[];
}

interface ListRow {
  readonly dossier_id: string;
  readonly submitted_at: string;
  readonly state: Dossier;
}

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
  @ApiOkResponse({ type: OwnDossierPage })
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
  @ApiOkResponse({ type: OwnDossier })
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
