import { PageQuery } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { UnreadableRecord } from './unreadable.dto.js';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

export class ParkedQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  consumer?: string;

  @IsOptional()
  @IsUUID()
  dossierId?: string;
}

export class ParkedFact {
  @ApiProperty({ description: 'name of the consumer, or of the read model' })
  readonly consumer!: string;

  @ApiProperty({
    enum: ['redrive', 'rebuild'],
    description:
      'what takes it again: a consumer is redriven; a read model, which leaves a stream out from this fact on, is rebuilt',
  })
  readonly takenAgainBy!: 'redrive' | 'rebuild';

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null = a stream of no single dossier' })
  readonly dossierId!: string | null;

  @ApiProperty({ description: 'the stream that it stands in', example: 'dossier-7b0c6f4e-0000-4000-8000-000000000001' })
  readonly stream!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'its place in the stream' })
  readonly version!: number;

  @ApiProperty()
  readonly eventType!: string;

  @ApiProperty()
  readonly errorName!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly errorCode!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'null = a read model, which does not count them' })
  readonly attempts!: number | null;

  @ApiProperty({ format: 'date-time' })
  readonly parkedAt!: string;

  @ApiProperty({ description: 'it is being taken again: redriven, or the read model is being rebuilt' })
  readonly redriving!: boolean;
}

export class ParkedCount {
  @ApiProperty()
  readonly consumer!: string;

  @ApiProperty({ type: 'integer' })
  readonly facts!: number;

  @ApiProperty({ type: 'integer' })
  readonly dossiers!: number;
}

export class ParkedPage {
  @ApiProperty({ type: [ParkedFact] })
  readonly items!: readonly ParkedFact[];

  @ApiProperty({ required: false, description: 'the cursor of the next page; absent on the last one' })
  readonly next?: string;

  @ApiProperty({ type: [ParkedCount], description: 'of everything, whatever was searched for' })
  readonly counts!: readonly ParkedCount[];

  @ApiProperty({
    type: [UnreadableRecord],
    description: 'records of the broker that nobody could read and nobody has acknowledged, the oldest 100',
  })
  readonly unreadable!: readonly UnreadableRecord[];
}
