import { Amount, OptionalCodes } from '../officer-command/field-rules.js';

export class RequestPaymentDto {
  @Amount()
  amount!: number;

  @OptionalCodes()
  feeCodes?: string[];
}
