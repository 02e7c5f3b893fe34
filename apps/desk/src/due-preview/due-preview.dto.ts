import type { DueDate } from '@motcua/domain';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

export const previewedCommands = ['acceptance', 'supplement-requests', 'supplement-completion', 'extensions'] as const;

export class DuePreviewQuery {
  /** What would be done now. */
  @IsIn(previewedCommands)
  command!: (typeof previewedCommands)[number];

  /** Of an extension; default 1. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(365)
  workingDays?: number;
}

export interface DuePreview {
  readonly dossierId: string;
  readonly version: number;
  readonly askedAt: string;
  readonly deadline: 'resolution' | 'supplement' | 'intakeAnswer';
  readonly due: DueDate;
}
