import { IsIn } from 'class-validator';
import { UnitCode, Words } from '../officer-command/field-rules.js';

export class TransferDossierDto {
  @IsIn(['wrongCompetence', 'boundaryFree', 'succession'])
  cause!: 'wrongCompetence' | 'boundaryFree' | 'succession';

  @UnitCode()
  toUnit!: string;

  @Words()
  reason!: string;
}
