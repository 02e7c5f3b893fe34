import { IsInt, Max, Min } from 'class-validator';
import { Code, Words } from '../officer-command/field-rules.js';

export class ExtendDueDateDto {
  @IsInt()
  @Min(1)
  @Max(365)
  workingDays!: number;

  /** Number of the apology letter. */
  @Code()
  apologyNumber!: string;

  @Words()
  reason!: string;
}
