import type { AspectRating, SatisfactionLevel } from '@motcua/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { OptionalWords } from '../officer-command/field-rules.js';

export const LEVELS = [
  'verySatisfied',
  'satisfied',
  'neutral',
  'dissatisfied',
  'veryDissatisfied',
] as const satisfies readonly SatisfactionLevel[];

const ANSWERS = ['good', 'fair', 'poor'] as const satisfies readonly AspectRating[];

export class RateServiceDto {
  /** How satisfied the applicant is, all in all. */
  @IsIn(LEVELS)
  level!: SatisfactionLevel;

  /** The officers' attitude. */
  @IsOptional()
  @IsIn(ANSWERS)
  attitude?: AspectRating;

  /** The time it took. */
  @IsOptional()
  @IsIn(ANSWERS)
  timeliness?: AspectRating;

  /** The guidance given. */
  @IsOptional()
  @IsIn(ANSWERS)
  guidance?: AspectRating;

  /** Sealed with the dossier's key; never published. */
  @OptionalWords()
  comment?: string;
}

export class RatingReceipt {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ enum: LEVELS })
  readonly level!: SatisfactionLevel;

  @ApiProperty({ format: 'date-time' })
  readonly ratedAt!: string;
}
