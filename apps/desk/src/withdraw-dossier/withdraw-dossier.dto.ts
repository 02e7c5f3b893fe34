import { Words } from '../officer-command/field-rules.js';

export class WithdrawDossierDto {
  @Words()
  reason!: string;
}
