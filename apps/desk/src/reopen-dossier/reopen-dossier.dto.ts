import { IsIn } from 'class-validator';
import { FileId, Words } from '../officer-command/field-rules.js';

export class ReopenDossierDto {
  /** What the recorded decision says: count anew, leave out the stopped time, or keep the date. */
  @IsIn(['restart', 'pause', 'none'])
  clock!: 'restart' | 'pause' | 'none';

  /** The decision (PDF), uploaded to the dossier. */
  @FileId()
  decisionFileId!: string;

  @Words()
  reason!: string;
}
