import { Code, Words } from '../officer-command/field-rules.js';

export class RefuseIntakeDto {
  /** Of the code list `refusal-reason`. */
  @Code()
  reasonCode!: string;

  @Words()
  reason!: string;
}
