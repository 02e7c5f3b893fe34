import { Code, FileId, Words } from '../officer-command/field-rules.js';

export class ScanDto {
  /** Of the procedure's component table. */
  @Code()
  componentCode!: string;

  /** The scan, uploaded to the dossier. */
  @FileId()
  fileId!: string;

  /** As the applicant will see it. */
  @Words(200)
  fileName!: string;
}
