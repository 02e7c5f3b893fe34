import { Words } from '../officer-command/field-rules.js';

export class GiveOpinionDto {
  @Words()
  answer!: string;
}
