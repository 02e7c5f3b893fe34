import type { DossierEvent, FiledDossier, JsonObject, Payment } from '@motcua/domain';
import type { OpenedEvent } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { PublicStatus } from '../track-dossier/public-status.js';

/** The handling inside the office is the office's: applicants see what was said to them and by them. */
export const SHOWN_TYPES: readonly OpenedEvent['type'][] = [
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
  'DossierRated',
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

  @ApiProperty({ type: Boolean, required: false, description: 'something was said, and it cannot be opened here now' })
  readonly unreadable?: true;
}

export class OwnFee {
  @ApiProperty({ type: 'integer', description: 'đồng' })
  readonly amount!: number;

  @ApiProperty({ enum: ['before', 'after', 'exempt'] })
  readonly collect!: FiledDossier['feeCollect'];
}

export class OwnPayment {
  @ApiProperty()
  readonly paymentId!: string;

  @ApiProperty({ type: 'integer', description: 'đồng' })
  readonly amount!: number;

  @ApiProperty({ enum: ['pending', 'paid', 'cancelled', 'refunded'] })
  readonly state!: Payment['state'];

  @ApiProperty({ format: 'date-time' })
  readonly requestedAt!: string;
}

/** A scan in the dossier. */
export class OwnFile {
  @ApiProperty({ format: 'uuid' })
  readonly attachmentId!: string;

  @ApiProperty()
  readonly componentCode!: string;

  @ApiProperty({ description: 'in Vietnamese' })
  readonly componentName!: string;

  @ApiProperty({ type: String, nullable: true, description: 'as the sender called it; null when it was erased' })
  readonly fileName!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly mime!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'bytes' })
  readonly size!: number | null;
}

export class AskedItem {
  @ApiProperty({ description: 'code of a component, or JSON pointer of a field of the declaration' })
  readonly item!: string;

  @ApiProperty({ description: 'in Vietnamese' })
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true, description: 'what the officer wrote about it' })
  readonly text!: string | null;
}

export class OwnSupplement {
  @ApiProperty({ type: [AskedItem] })
  readonly items!: readonly AskedItem[];

  @ApiProperty({ type: String, nullable: true })
  readonly reason!: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly requestedAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly dueAt!: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'null until something was answered' })
  readonly answeredAt!: string | null;
}

export class OwnResult {
  @ApiProperty({ enum: ['positive', 'negative'] })
  readonly kind!: 'positive' | 'negative';

  @ApiProperty({ description: 'number of the document' })
  readonly number!: string;

  @ApiProperty({ format: 'date-time' })
  readonly signedAt!: string;

  @ApiProperty()
  readonly late!: boolean;

  @ApiProperty()
  readonly revoked!: boolean;

  @ApiProperty({ description: 'it was returned, so the document may be fetched' })
  readonly mayFetch!: boolean;
}

/** One's own dossier: the public status, what is asked, and everything that was said in it. */
export class OwnDossier extends OwnDossierLine {
  @ApiProperty({ type: String, nullable: true, enum: ['counter', 'post', 'online'] })
  readonly returnMethod!: FiledDossier['returnMethod'] | null;

  @ApiProperty({ type: OwnFee, nullable: true })
  readonly fee!: OwnFee | null;

  @ApiProperty({ type: [OwnPayment] })
  readonly payments!: readonly OwnPayment[];

  @ApiProperty({ type: [OwnFile] })
  readonly files!: readonly OwnFile[];

  @ApiProperty({ type: OwnSupplement, nullable: true, description: 'null unless something is asked for now' })
  readonly supplement!: OwnSupplement | null;

  @ApiProperty({ type: OwnResult, nullable: true })
  readonly result!: OwnResult | null;

  @ApiProperty({ description: 'it may be withdrawn right now' })
  readonly mayWithdraw!: boolean;

  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: 'the declaration as it stands now; null when it was erased',
  })
  readonly declaration!: JsonObject | null;

  @ApiProperty({ type: String, nullable: true, description: 'why what was said cannot be shown now; it is not lost' })
  readonly unreadable!: string | null;

  @ApiProperty({ type: [OwnFact] })
  readonly facts!: readonly OwnFact[];
}

export type SpokenFact<Type extends DossierEvent['type']> = Extract<OpenedEvent, { type: Type }>;
