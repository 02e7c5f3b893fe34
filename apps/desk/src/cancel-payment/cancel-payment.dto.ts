import { Words } from '../officer-command/field-rules.js';

export class CancelPaymentDto {
  @Words()
  reason!: string;
}
