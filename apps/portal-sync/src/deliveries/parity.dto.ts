import type { Delivery } from '@motcua/domain';
import { ApiProperty } from '@nestjs/swagger';
import type { PortalLook, Proposal } from './parity.js';
import type { LaneReport } from './portal-lanes.js';
import type { LaneState, SyncState } from './sync-states.js';

const LANE_STATES = ['idle', 'waiting', 'held', 'parked'] as const;
const DELIVERY_STATES = ['toSend', 'inFlight', 'unknown', 'held', 'parked', 'done', 'superseded', 'settled'] as const;

/** Our national status beside the last one that the portal confirmed. */
export class ParityLine implements SyncState {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ example: 'H99.14-261124-0001' })
  readonly dossierCode!: string;

  @ApiProperty({ example: 'H99.14' })
  readonly unitCode!: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10 })
  readonly ourStatus!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'null = the portal confirmed nothing yet' })
  readonly confirmedStatus!: number | null;

  @ApiProperty({ enum: LANE_STATES })
  readonly laneState!: LaneState;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'the message that is next, or that all others wait for',
  })
  readonly headSeq!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'business time of the oldest fact that is not through',
  })
  readonly unsentSince!: string | null;
}

export class ParityPage {
  @ApiProperty({ type: [ParityLine] })
  readonly items!: readonly ParityLine[];

  @ApiProperty({ required: false, description: 'the cursor of the next page; absent on the last one' })
  readonly next?: string;
}

export class LaneProposal implements Proposal {
  @ApiProperty({ enum: ['none', 'wait', 'release', 'retry', 'resend'] })
  readonly action!: Proposal['action'];

  @ApiProperty({ type: 'integer', nullable: true })
  readonly seq!: number | null;
}

/** One message to the portal. */
export class LaneMessage {
  @ApiProperty({ type: 'integer', minimum: 1 })
  readonly seq!: number;

  @ApiProperty()
  readonly op!: string;

  @ApiProperty({ format: 'date-time', description: 'of the fact that it tells' })
  readonly occurredAt!: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  readonly attempts!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'the message that was sent anew with this one' })
  readonly resendOf!: number | null;

  @ApiProperty({
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string', enum: [...DELIVERY_STATES] } },
    additionalProperties: true,
    description: 'what it waits for; times and reasons stand beside its kind',
  })
  readonly state!: Delivery['state'];
}

export class ParityReport extends ParityLine implements LaneReport {
  @ApiProperty()
  readonly inStep!: boolean;

  @ApiProperty({
    type: 'object',
    nullable: true,
    required: ['kind'],
    properties: {
      kind: { type: 'string', enum: ['there', 'absent', 'unknown'] },
      status: { type: 'integer', nullable: true, description: 'with there: the status that the portal shows' },
      why: { type: 'string', description: 'with unknown' },
    },
    description: 'what the portal said when it was asked just now',
  })
  readonly portal!: PortalLook | null;

  @ApiProperty({ type: LaneProposal, description: 'the one act that would bring the portal in step' })
  readonly proposal!: LaneProposal;

  @ApiProperty({ type: [LaneMessage] })
  readonly deliveries!: readonly LaneMessage[];
}
