import { IsOptional } from 'class-validator';
import { AccountId, Instant, OptionalWords, UnitCode, Words } from '../officer-command/field-rules.js';

export class ForwardStepDto {
  @UnitCode()
  toUnit!: string;

  /** Account of the officer who gets it. */
  @AccountId()
  handler!: string;

  /** When this step has to be done. */
  @IsOptional()
  @Instant()
  stepDue?: string;

  @OptionalWords()
  note?: string;
}

export class ReturnStepDto {
  @Words()
  reason!: string;
}

export class RecallStepDto {
  @Words()
  reason!: string;
}

export class AssignHandlerDto {
  @AccountId()
  handler!: string;
}
