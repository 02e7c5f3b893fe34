import { Code } from '../officer-command/field-rules.js';

export class ChangeProcedureCaseDto {
  @Code()
  procedureCase!: string;
}
