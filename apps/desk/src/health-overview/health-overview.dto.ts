import { ApiProperty } from '@nestjs/swagger';

export class ServiceCheck {
  @ApiProperty({ example: 'store' })
  readonly name!: string;

  @ApiProperty()
  readonly ok!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'a short word why' })
  readonly detail!: string | null;
}

/** A process, as it last told of itself. */
export class SeenService {
  @ApiProperty({ example: 'desk' })
  readonly name!: string;

  @ApiProperty({ description: 'host (in a cluster the pod) and process', example: 'desk-0/7' })
  readonly instance!: string;

  @ApiProperty({ description: 'release', example: '0.1.0' })
  readonly version!: string;

  @ApiProperty({ format: 'date-time' })
  readonly startedAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly seenAt!: string;

  @ApiProperty({
    enum: ['ready', 'notReady', 'silent'],
    description: 'silent = it told nothing for half a minute: it was killed, or does not reach the database',
  })
  readonly state!: 'ready' | 'notReady' | 'silent';

  @ApiProperty({ type: [ServiceCheck] })
  readonly checks!: readonly ServiceCheck[];
}

/** How far somebody has followed the log. */
export class ConsumerPlace {
  @ApiProperty({ example: 'portal-sync' })
  readonly consumer!: string;

  @ApiProperty({ type: String, nullable: true, description: 'the process that runs it; null = none that tells of it' })
  readonly instance!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null = offsets of a topic, which are no place in the log',
  })
  readonly position!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'when the place was last saved' })
  readonly movedAt!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'facts between it and the head; null = nobody knows' })
  readonly behind!: number | null;

  @ApiProperty({ type: 'integer', description: 'how long it has not moved although there is something to do' })
  readonly frozenForSeconds!: number;

  @ApiProperty({ type: String, nullable: true, description: '`history-changed` or `checkpoint-beyond-head`: reset it' })
  readonly lost!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'the topic that it waits for' })
  readonly waitsFor!: string | null;

  @ApiProperty({ type: 'integer' })
  readonly parkedFacts!: number;

  @ApiProperty({ type: 'integer' })
  readonly parkedDossiers!: number;

  @ApiProperty({ type: 'integer', description: 'records of the broker that nobody has acknowledged' })
  readonly unreadable!: number;
}

export class ViewPlace {
  @ApiProperty({ description: 'what a rebuild calls it', example: 'desk/work-list' })
  readonly target!: string;

  @ApiProperty({ type: 'integer' })
  readonly build!: number;

  @ApiProperty({ type: 'integer', description: 'of its tables' })
  readonly version!: number;

  @ApiProperty({ enum: ['live', 'building', 'differs', 'failed', 'retired'] })
  readonly state!: string;

  @ApiProperty()
  readonly position!: string;

  @ApiProperty({ type: 'integer', description: 'events between it and the head of the log' })
  readonly behind!: number;

  @ApiProperty({ format: 'date-time' })
  readonly movedAt!: string;

  @ApiProperty({ type: 'integer', description: 'streams that it leaves out because it could not fold them' })
  readonly streamsAside!: number;
}

export class DeliveryCount {
  @ApiProperty({ example: 'civil.g1' })
  readonly system!: string;

  @ApiProperty({ example: 'held' })
  readonly state!: string;

  @ApiProperty({ type: 'integer' })
  readonly count!: number;

  @ApiProperty({ format: 'date-time', description: 'since when the oldest of them is in this state' })
  readonly oldestSince!: string;
}

export class OpenTaskCount {
  @ApiProperty({ example: 'deliveryHeld' })
  readonly kind!: string;

  @ApiProperty({ type: 'integer' })
  readonly count!: number;
}

/** How the installation is: its processes, how far everybody is, and what waits for a person. */
export class HealthOverview {
  @ApiProperty({ format: 'date-time', description: 'when it was looked' })
  readonly at!: string;

  @ApiProperty({ description: 'place of the newest event in the log' })
  readonly head!: string;

  @ApiProperty({ type: [SeenService] })
  readonly services!: readonly SeenService[];

  @ApiProperty({ type: [ConsumerPlace] })
  readonly consumers!: readonly ConsumerPlace[];

  @ApiProperty({ type: [ViewPlace], description: 'read models: what is shown, and what stands beside it' })
  readonly views!: readonly ViewPlace[];

  @ApiProperty({ type: [DeliveryCount], description: 'hand-overs to outside systems that are not finished' })
  readonly deliveries!: readonly DeliveryCount[];

  @ApiProperty({ type: [OpenTaskCount], description: "officers' tasks that nobody has settled" })
  readonly openTasks!: readonly OpenTaskCount[];
}
