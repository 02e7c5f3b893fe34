import { FileId, Words } from '../officer-command/field-rules.js';

export class StopDossierDto {
  /** The decision (PDF), uploaded to the dossier. */
  @FileId()
  decisionFileId!: string;

  @Words()
  reason!: string;
}
