import { Amount, FileId, OptionalWords } from '../officer-command/field-rules.js';

export class RefundPaymentDto {
  @Amount()
  amount!: number;

  /** The evidence, uploaded to the dossier. */
  @FileId()
  evidenceFileId!: string;

  @OptionalWords()
  note?: string;
}
