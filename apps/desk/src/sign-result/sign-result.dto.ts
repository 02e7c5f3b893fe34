import { IsBoolean, IsIn } from 'class-validator';
import { Code, FileId, OptionalWords } from '../officer-command/field-rules.js';

export class SignResultDto {
  @IsIn(['positive', 'negative'])
  resultKind!: 'positive' | 'negative';

  /** The document (PDF): uploaded to the dossier, or the result that a ministry's system sent. */
  @FileId()
  fileId!: string;

  /** Number of the document. */
  @Code()
  number!: string;

  /** It bears a valid digital signature. */
  @IsBoolean()
  signed!: boolean;

  /** Required of a negative result. */
  @OptionalWords()
  reason?: string;
}
