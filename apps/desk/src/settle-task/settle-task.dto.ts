import { Words } from '../officer-command/field-rules.js';

export class SettleTaskDto {
  @Words()
  note!: string;
}
