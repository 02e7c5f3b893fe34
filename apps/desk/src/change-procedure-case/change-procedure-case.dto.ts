import { Code } from '../officer-command/field-rules.js';

export class ChangeProcedureCaseDto {
  @Code(100)
  procedureCase!: string;
}
