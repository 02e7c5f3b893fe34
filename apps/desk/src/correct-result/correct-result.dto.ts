import { IsBoolean } from 'class-validator';
import { Code, FileId, Words } from '../officer-command/field-rules.js';

export class CorrectResultDto {
  /** The document (PDF): uploaded to the dossier, or the result that a ministry's system sent. */
  @FileId()
  fileId!: string;

  /** Number of the document. */
  @Code()
  number!: string;

  /** It bears a valid digital signature. */
  @IsBoolean()
  signed!: boolean;

  @Words()
  reason!: string;
}
