import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class HourlyQuery {
  /** How many hours back from now; 1..744, default 48. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(744)
  hours: number = 48;
}

export class HourOfIntake {
  @ApiProperty({ description: 'hour in Vietnam, yyyy-MM-ddTHH' })
  readonly hour!: string;

  @ApiProperty()
  readonly received!: number;

  @ApiProperty()
  readonly receivedOnline!: number;
}

/** Hand-overs to an outside system that were finished in an hour, and how long they took from the fact that owed them. */
export class HourOfDeliveries {
  @ApiProperty({ description: 'hour in Vietnam, yyyy-MM-ddTHH' })
  readonly hour!: string;

  @ApiProperty()
  readonly system!: string;

  @ApiProperty()
  readonly delivered!: number;

  @ApiProperty({ description: 'half of them were faster' })
  readonly medianSeconds!: number;

  @ApiProperty({ description: '95 of 100 were faster' })
  readonly p95Seconds!: number;

  @ApiProperty()
  readonly longestSeconds!: number;
}

export class HourlyStatistics {
  @ApiProperty({ type: [HourOfIntake], description: 'every hour, also those in which nothing came' })
  readonly intake!: readonly HourOfIntake[];

  @ApiProperty({ type: [HourOfDeliveries], description: 'hours in which something was delivered' })
  readonly deliveries!: readonly HourOfDeliveries[];
}
