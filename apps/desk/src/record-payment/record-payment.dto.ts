import { IsIn } from 'class-validator';
import { Amount, Code } from '../officer-command/field-rules.js';

export class RecordPaymentDto {
  @Amount()
  amount!: number;

  @IsIn(['cash', 'transfer'])
  method!: 'cash' | 'transfer';

  @Code()
  receiptNumber!: string;
}
