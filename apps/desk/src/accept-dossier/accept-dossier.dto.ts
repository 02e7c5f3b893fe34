import { IsBoolean } from 'class-validator';

export class AcceptDossierDto {
  /** The checks against databases and of e-signatures are done. */
  @IsBoolean()
  checksDone!: boolean;
}
